"""Which stretches of a text are quotations: somebody's words, and not titles or single words."""

import re

Span = tuple[int, int]

_FEWEST_WORDS = 3
_PAIRS = re.compile(
    r'"[^"]*(?:"|\Z)|“[^”]*(?:”|\Z)|„[^“”]*(?:[“”]|\Z)|«[^»]*(?:»|\Z)|»[^«]*(?:«|\Z)'
)
_CLOSING = re.compile(r"[\"”»](?!\w)|(?<=\w)[“«]|(?<=[.,!?])[“«]")
_WORD = re.compile(r"\w+")


def quotations(text: str) -> list[Span]:
    """Return the spans of the quotations, marks included; one that isn't closed goes to the end.

    Titles, all of whose longer words are capitalised, and quotations of one or two words don't
    count: they are the writer's own words about somebody else's.
    """
    return [match.span() for match in _PAIRS.finditer(text) if _is_speech(match.group())]


def _is_speech(quoted: str) -> bool:
    words = _WORD.findall(quoted)
    long_words = [word for word in words if len(word) > _FEWEST_WORDS]
    title = all(word[0].isupper() or word[0].isdecimal() for word in long_words)
    ends = quoted.rstrip('"”“»«').endswith((".", "!", "?", ","))
    return len(words) >= _FEWEST_WORDS and (ends or not title)


def closing(text: str) -> int:
    """Return where a quotation that is open at the beginning of a text ends."""
    match = _CLOSING.search(text)
    return match.end() if match else len(text)
