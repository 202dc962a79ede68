"""In which language a text is written."""

import re

import py3langid  # type: ignore[import-untyped]  # ships no type hints

_DECLARED = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]{2,8})*")
_SURE = 200  # characters from which on the text itself is believed rather than the page
_ENOUGH = 40  # characters below which detection is a guess
_SAMPLE = 4_000


def language_of(text: str, declared: str | None = None) -> str:
    """Return the ISO 639-1 code of a text's language, "en" when it can't be told.

    Args:
        text: the text.
        declared: a language tag that the page gives itself ("de-AT"). Templates often declare
            the wrong one, so it counts only where the text is too short to tell.
    """
    tag = _DECLARED.fullmatch(declared.strip()) if declared else None
    if tag and len(text) < _SURE:
        return tag[1].lower()
    if len(text) < _ENOUGH:
        return "en"
    detected, _ = py3langid.classify(text[:_SAMPLE])
    return str(detected)
