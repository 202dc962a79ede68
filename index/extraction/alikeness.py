"""Do two spellings of a title mean the same one?"""

import re

_WORD = re.compile(r"\w+")
_SHARED = 0.6  # of the words that either has


def plain(text: str) -> str:
    """Return the letters and digits of a text, without case."""
    return "".join(filter(str.isalnum, text.casefold()))


def alike(one: str, other: str) -> bool:
    """Tell whether two titles are one: the same letters, one in the other, or most words shared."""
    bare, known = plain(one), plain(other)
    if not bare or not known:
        return False
    if bare == known or (min(len(bare), len(known)) >= 12 and (bare in known or known in bare)):
        return True
    words, others = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    return len(words & others) >= _SHARED * len(words | others)
