"""Mends text that was once read in a wrong encoding and saved like that.

UTF-8 that was taken for Windows-1252 and encoded again shows two or three odd letters for one:
"Ã©" for "é". Each such group can be turned back. It is done only where nearly all letters beyond
ASCII stand in such groups, since "Ã" may be meant.
"""

import re

_HIGH = range(0x80, 0x100)
_BYTES = {bytes([code]).decode("cp1252", "ignore") or chr(code): code for code in _HIGH}
_LETTERS = {code: letter for letter, code in _BYTES.items()}
_TWO = "".join(_LETTERS[code] for code in range(0xC2, 0xE0))
_THREE = "".join(_LETTERS[code] for code in range(0xE0, 0xF0))
_FOUR = "".join(_LETTERS[code] for code in range(0xF0, 0xF5))
_REST = "[" + re.escape("".join(_LETTERS[code] for code in range(0x80, 0xC0))) + "]"
_GROUP = re.compile(f"[{_TWO}]{_REST}|[{_THREE}]{_REST}{{2}}|[{_FOUR}]{_REST}{{3}}")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_LEAST = 3  # groups
_NEARLY_ALL = 0.9  # of the letters beyond ASCII
_TIMES = 2  # that a text may have been read wrongly

# Numbers and characters that stand for the control characters of ISO 8859-1, but are meant as the
# letters that Windows-1252 has there; HTML says so too (13.2.5.80, numeric references).
_C1 = {
    code: letter
    for code in range(0x80, 0xA0)
    if (letter := bytes([code]).decode("cp1252", "ignore"))
}
_CONTROL = re.compile("[\x80-\x9f]")
_REFERENCE = re.compile(r"&#(?:0*(1[2-5]\d)|[xX]0*([89][0-9a-fA-F]));")

MOST_LOST = 0.005
"""Of a text's characters that may be U+FFFD, which stands for a lost one."""
_LOST_AT_LEAST = 3


def mended(text: str) -> str:
    """Return a text with letters in place of what wrong encodings made of them."""
    for _ in range(_TIMES):
        groups = _GROUP.findall(text)
        odd = sum(map(len, groups))
        if len(groups) < _LEAST or odd < _NEARLY_ALL * len(_NON_ASCII.findall(text)):
            break
        text = _GROUP.sub(_turned_back, text)
    if _CONTROL.search(text):  # translating takes a while, and hardly any text needs it
        text = text.translate(_C1)
    return _REFERENCE.sub(_letter, text)


def is_lost(text: str) -> bool:
    """Tell whether so many letters of a text were lost that it can't be quoted."""
    lost = text.count("\ufffd")
    return lost > max(_LOST_AT_LEAST, MOST_LOST * len(text))


def _turned_back(group: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[letter] for letter in group[0]).decode("utf-8")
    except UnicodeDecodeError:
        return group[0]


def _letter(reference: re.Match[str]) -> str:
    code = int(reference[1]) if reference[1] else int(reference[2], 16)
    return _C1.get(code, reference[0])
