"""What a PDF's information dictionary says (ISO 32000-2, 14.3.3), where that can be believed.

Programs fill it with the names of files and of themselves, so what looks like one doesn't count.
"""

import re
from datetime import date

_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|.*\.(?:docx?|pdf|tex|dvi|indd|qxd|qxp|p65|rtf|odt"
    r"|pptx?|xlsx?|html?|txt|ps|eps|pages)|untitled.*|unbenannt.*|sin título.*|ohne titel.*"
    r"|document\d*|dokument\d*|documento\d*|titel|title|\(?anonymous\)?|layout \d+|slide \d+"
    r"|powerpoint.*|print|untitled document|(?:https?|file):.*|no job name|about:blank)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:administrator|admin|user|owner|author|unknown|anonymous|\(?unspecified\)?|default"
    r"|benutzer|usuario|autor|guest|root|windows[- ]?\w*|microsoft.*|adobe.*|.*\b(?:pdf|latex|word"
    r"|office|indesign|writer)\b.*|\S+@\S+|[a-z]{1,3}\d+)",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_LONGEST_TITLE = 300
_SHORTEST_TITLE = 4
_LONGEST_AUTHOR = 200
_EARLIEST = 1990  # there were no PDFs before 1993


def title_of(value: str) -> str | None:
    """Return the title if it is one."""
    title = " ".join(value.split())
    plausible = _SHORTEST_TITLE <= len(title) <= _LONGEST_TITLE and not _NO_TITLE.fullmatch(title)
    words = re.findall(r"[^\W\d_]{2,}", title)
    return title if plausible and words and ("_" not in title or " " in title) else None


def author_of(value: str) -> str | None:
    """Return the author if it is a name of somebody, not of a program or an account."""
    author = " ".join(value.split())
    named = len(author.split()) > 1 and len(author) <= _LONGEST_AUTHOR
    return author if named and not _NO_AUTHOR.fullmatch(author) else None


def date_of(value: str) -> str | None:
    """Return the day of a PDF's date string (ISO 32000-2, 7.9.4) if there can be such a PDF."""
    found = _DATE.match(value.strip())
    if found is None:
        return None
    try:
        day = date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    known = found[3] is not None and day.year >= _EARLIEST
    return day.isoformat() if known and day <= date.today() else None  # noqa: DTZ011 - a day either way is fine
