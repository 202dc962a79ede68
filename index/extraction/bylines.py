"""Authors as pages name them: people's names, without what stands around them."""

import re
from collections.abc import Iterable

from index.extraction.alikeness import plain

_BY = re.compile(
    r"\A\W*(?:(?:written|posted|published|words|story|text|article|report) by|by|von|vom|por|par|"
    r"author|autor|autora|auteur|text)\b\s*:?\s+",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s+(?:[|•·—–/]|-)\s+.*"
    r"|\s*[(\[<].*"
    r"|,?\s*\b(?:updated|published|posted|veröffentlicht|aktualisiert|publicado|actualizado)\b.*"
    r"|,?\s*\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*|\d{1,2}[./ -]|\d{4}\b|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d).*"
    r"|\s+(?:for|in|at|of) (?:the )?[A-Z].*"
    r"|\s*@\w.*|\s*\S+@\S+.*|\s*https?:.*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[;&]\s*|\s+(?:and|und|y|et)\s+|,\s+", re.IGNORECASE)
_NOBODY = {
    "admin", "administrator", "author", "autor", "editor", "editors", "editorial", "redaccion",
    "redacción", "webmaster", "guest", "user", "unknown", "anonymous", "news", "newsdesk", "none",
    "null", "undefined",
}  # fmt: skip
_ROLE = re.compile(
    r"\b(?:writers?|editors?|reporters?|correspondents?|contributors?|columnists?|producers?|staff"
    r"|newsroom|wire|services|redaktion|redakteur(?:in)?|ph\.?d|m\.?[ds]|r\.?d\.?n?)\b",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"(?<=\S)\s+(?:(?:the )?associated press|ap|afp|reuters|dpa|efe|pti)\Z", re.IGNORECASE
)
_MONTH = re.compile(
    r"\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)\Z",
    re.IGNORECASE,
)
_INITIALS = 5
_FEWEST = 3
_LONGEST = 60  # characters of one name
_MOST_WORDS = 6
_MOST_NAMES = 8


def clean_byline(names: Iterable[str], *, site: str | None) -> str | None:
    """Return the names of who wrote an article, separated by commas; None if nobody is named.

    Args:
        names: as found, several of which may stand in one.
        site: the site's name, which is nobody.
    """
    found: dict[str, str] = {}
    for name in names:
        for part in _BETWEEN.split(_BY.sub("", " ".join(name.split()))):
            bare = _bare(part)
            if bare is not None and not (found and _is_employer(bare)) and not _is_site(bare, site):
                found.setdefault(plain(bare), bare)
    return ", ".join(list(found.values())[:_MOST_NAMES]) or None


def _bare(part: str) -> str | None:
    """Return the name in a part of a byline, None if there is none."""
    name = _CUT.sub("", _BY.sub("", part)).strip(" ,.;:|-–—•·\"'")
    name = _MONTH.sub("", _AGENCY.sub("", name))
    if not name or len(name) > _LONGEST or len(name.split()) > _MOST_WORDS or name.islower():
        return None
    if plain(name) in _NOBODY or "admin" in name.lower() or _ROLE.search(name):
        return None
    if not any(map(str.isalpha, name)) or any(map(str.isdigit, name)):
        return None
    return name.title() if name.isupper() and " " in name else name


def _is_employer(name: str) -> bool:
    """Tell whether what stands after a person's name is where they work: CNN, example.com."""
    return " " not in name and ("." in name or (name.isupper() and len(name) <= _INITIALS))


def _is_site(name: str, site: str | None) -> bool:
    bare, known = plain(name), plain(site or "")
    if len(known) < _FEWEST or len(bare) < _FEWEST:
        return bare == known
    return bare.startswith(known) or (len(bare) > _INITIALS and known.startswith(bare))
