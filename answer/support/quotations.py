"""Which stretches of a text are quotations: somebody's words, and not titles or single words."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

MARKS = '"“”„«»'

_FEWEST_WORDS = 3
_MARK = re.compile(r"(?<!\d)\"|[“”„«»]")  # a straight mark behind a number stands for inches
_BRACKETS = "([—–-/'‘"
_WORD = re.compile(r"\w+")


def quotations(text: str) -> list[Span]:
    """Return the spans of the quotations, marks included.

    One that isn't closed goes to the end, and one that isn't opened begins at the beginning.
    Titles, all of whose longer words are capitalised, and quotations of one or two words don't
    count: they are the writer's own words about somebody else's.
    """
    return [span for span in _marked(text) if _is_speech(text[slice(*span)])]


def closing(text: str) -> int:
    """Return where a quotation that is open at the beginning of a text ends."""
    match = next((each for each in _MARK.finditer(text) if not _opens(text, each)), None)
    return len(text) if match is None else match.end()


def _marked(text: str) -> Iterator[Span]:
    start: int | None = None
    first = True
    for match in _MARK.finditer(text):
        if start is None and (match.group() == "„" or _opens(text, match)):
            start = match.start()
        elif start is not None or first:
            yield start or 0, match.end()
            start = None
        first = False
    if start is not None:
        yield start, len(text)


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Tell by what stands around a mark whether a quotation begins with it."""
    before, after = text[: mark.start()][-1:] or " ", text[mark.end() :][:1] or " "
    if mark.group() == "«" and before.isspace():
        return True
    return (before.isspace() or before in _BRACKETS) and (after.isalnum() or after in "¿¡[(…'‘$€£")


def _is_speech(quoted: str) -> bool:
    words = _WORD.findall(quoted)
    long_words = [word for word in words if len(word) > _FEWEST_WORDS]
    title = all(word[0].isupper() or word[0].isdecimal() for word in long_words)
    ends = quoted.rstrip('"”“»«').endswith((".", "!", "?", ","))
    return len(words) >= _FEWEST_WORDS and (ends or not title)
