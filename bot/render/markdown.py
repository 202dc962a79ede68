r"""Plain text as Discord's Markdown, so that it is shown as it is.

People and articles write what they like; in a message of the bot none of it may become a heading,
a mention, a link or any other form. A backslash before a character that isn't alphanumeric makes
Discord show the character itself (its syntax: https://support.discord.com/hc/articles/210298617).
An address stays readable but isn't clickable (`https\://…`): nobody gets to put a link into the
bot's words.
"""

import re
import unicodedata

from bot.render import limits
from bot.render.trimming import trim, trim_start, trim_words

UNBROKEN = "\u00a0"
"""A blank at which no line ends."""

_FORMS = re.compile(r"[\\*_~`|<>\[\]@]")  # emphasis, code, spoilers, mentions, links
_COLON = re.compile(r":(?=\S|\Z)")  # addresses and :emoji:
_LINE_START = re.compile(r"(?m)^([ \t]*)([#+.-]|\d+(?=\.))")  # headings, small print, lists
_LINE = re.compile(r"\S(?:.*\S)?")
_BLANKS = re.compile(r"\s+")
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """Return `text` without what can't be shown: control characters and marks of direction.

    The latter would turn round what follows them, even outside the text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(char for char in text if char == "\n" or _showable(char))


def escape(text: str) -> str:
    """Return Markdown that shows `text` as it is."""
    text = _FORMS.sub(r"\\\g<0>", plain(text))
    text = _COLON.sub(r"\\:", text)
    return _LINE_START.sub(_escaped_start, text)


def line(text: str, limit: int | None = None) -> str:
    """Return Markdown that shows `text` as it is, on one line, cut between words to fit."""
    shown = one_line(text)
    return escape(shown if limit is None else trim_words(shown, limit, escaped_length))


def prose(text: str, limit: int) -> str:
    """Return Markdown that shows `text` as it is, cut at a sentence's end to fit."""
    return escape(trim(plain(text).strip(), limit, escaped_length))


def marked(text: str, start: int, end: int, limit: int) -> str:
    """Return Markdown that shows `text` with its slice `start:end` in bold.

    What is too long loses most of what stands farthest from the slice, and of the slice its end.
    """
    middle = bold(trim_words(text[start:end], limit, lambda part: limits.length(bold(part))))
    room = limit - limits.length(middle)
    before, after = escaped_length(text[:start]), escaped_length(text[end:])
    first = room - min(after, room // 2)
    head = escape(trim_start(text[:start], min(before, first), escaped_length))
    tail = escape(trim_words(text[end:], room - limits.length(head), escaped_length))
    return head + middle + tail


def bold(text: str) -> str:
    """Return Markdown that shows `text` as it is, in bold, line by line."""
    return _LINE.sub(r"**\g<0>**", escape(text))


def escaped_length(text: str) -> int:
    """Return how long the Markdown is that shows `text` as it is."""
    return limits.length(escape(text))


def one_line(text: str) -> str:
    """Return `text` without line breaks and double blanks; it is still plain text."""
    return _BLANKS.sub(" ", plain(text)).strip()


def quoted(markdown: str) -> str:
    """Return Markdown that shows `markdown` as a block quote."""
    return "\n".join(f"> {row}" for row in markdown.split("\n"))


def _escaped_start(match: re.Match[str]) -> str:
    blanks, mark = match.groups()
    return f"{blanks}{mark}\\" if mark.isdigit() else f"{blanks}\\{mark}"


def _showable(char: str) -> bool:
    return char not in _DIRECTIONS and unicodedata.category(char) not in ("Cc", "Cs")
