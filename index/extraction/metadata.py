"""What a page says about its article besides the text: names, dates, links.

Pages say it several times, for search engines (JSON-LD), for social networks (Open Graph,
https://ogp.me) and for readers. What is made for machines and names one thing goes first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lxml.etree import _Element  # type: ignore[import-untyped]  # ships no type hints
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document

from index.extraction.alikeness import alike, plain
from index.extraction.bylines import clean_byline
from index.extraction.dates import first_date
from index.extraction.structured import StructuredArticle, structured_article
from index.extraction.subtitles import subtitle_of
from index.extraction.titles import clean_title

_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "date", "pubdate",
    "dc.date", "dc.date.issued", "dcterms.created", "publishdate", "parsely-pub-date",
    "sailthru.date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified",
)  # fmt: skip
_AUTHOR = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator")
_TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title")
_SITE = ("og:site_name", "application-name", "al:ios:app_name")
_FIRST_DAY = "1600-01-01"  # templates give the year 1 to what has no date
_LONGEST_SITE = 60
_HEADINGS = 3  # the outermost headings among which a page's own is


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of an article; None where the page doesn't say.

    Attributes:
        titles: everything that the page calls itself, for recognising it in the text.
        structured: what the page tells search engines.
    """

    title: str | None
    subtitle: str | None
    author: str | None
    published: str | None
    modified: str | None
    site: str | None
    link: str | None
    language: str | None
    titles: tuple[str, ...]
    structured: StructuredArticle | None


class _Guessed:
    """What trafilatura finds out where a page doesn't say it outright; it takes a while."""

    def __init__(self, tree: _Element, url: str | None) -> None:
        """Guess nothing yet."""
        self._tree = tree
        self._url = url

    @cached_property
    def known(self) -> Document:
        """All that it finds."""
        return extract_metadata(self._tree, default_url=self._url)


def metadata_of(tree: _Element, url: str | None) -> Metadata:
    """Return what a page says about its article.

    Args:
        tree: the page.
        url: the link of the page.
    """
    guessed = _Guessed(tree, url)
    said = _said(tree)
    link = _canonical(tree) or said.get("og:url")
    headings = tuple(_text(heading) for heading in tree.iter("h1") if _text(heading))[:_HEADINGS]
    head = _text(tree.find(".//head/title"))
    named = [text for key in _TITLE if (text := said.get(key))]
    forms = [*named, *([head] if head else []), *headings]
    structured = structured_article(
        tree, links=[each for each in (url, link) if each], titles=forms
    )
    site = _site(said, structured, guessed)
    told = StructuredArticle() if structured is None else structured
    own = tuple(heading for heading in headings if plain(heading) != plain(site or ""))
    names = (told.headline, *named, head)
    title = _title([name for name in names if name and plain(name) != plain(site or "")], own)
    title = title or guessed.known.title
    clean = clean_title(title, site=site, url=link or url, headings=own) if title else None
    titles = tuple(dict.fromkeys(form for form in (clean, told.headline, *forms) if form))
    published = _day(told.published) or _day(_of(said, _PUBLISHED)) or _day(guessed.known.date)
    modified = _day(told.modified) or _day(_of(said, _MODIFIED))
    if modified and published and modified <= published:
        modified = None
    return Metadata(
        title=clean,
        subtitle=subtitle_of(tree, titles=titles) or _other(told.subtitle, titles),
        author=_author(said, told, guessed, site),
        published=published,
        modified=modified,
        site=site,
        link=link,
        language=tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or told.language,
        titles=titles,
        structured=structured,
    )


def _said(tree: _Element) -> dict[str, str]:
    """Return the first value of each meta element and of each dated or signed element."""
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        value = " ".join((meta.get("content") or "").split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            key = (meta.get(attribute) or "").strip().lower()
            if key and value:
                said.setdefault(key, value)
    for element in tree.iterfind(".//*[@itemprop]"):
        key = element.get("itemprop", "").lower()
        if key in {"datepublished", "datemodified"}:
            value = element.get("datetime") or element.get("content") or _text(element)
            if value:
                said.setdefault(key, value)
    return said


def _of(said: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((said[key] for key in keys if key in said), None)


def _title(names: list[str], headings: tuple[str, ...]) -> str | None:
    """Return the heading that the page is named after, or what comes nearest to a title."""
    for heading in headings:
        if any(alike(heading, name) for name in names):
            return heading
    if names:
        return names[0]
    return headings[0] if len(headings) == 1 else None


def _author(
    said: dict[str, str], told: StructuredArticle, guessed: _Guessed, site: str | None
) -> str | None:
    for names in (told.authors, (_of(said, _AUTHOR) or "",)):
        if byline := clean_byline(names, site=site):
            return byline
    return clean_byline((guessed.known.author or "",), site=site)


def _site(
    said: dict[str, str], structured: StructuredArticle | None, guessed: _Guessed
) -> str | None:
    names = (
        _of(said, _SITE[:1]),
        structured.publisher if structured else None,
        _of(said, _SITE[1:]),
    )
    told = (short for name in names if (short := _short_site(name)))
    return next(told, None) or _short_site(guessed.known.sitename)


def _short_site(name: str | None) -> str | None:
    short = (name or "").partition(" | ")[0].strip().removeprefix("@")
    return short if plain(short) and len(short) <= _LONGEST_SITE else None


def _other(subtitle: str | None, titles: tuple[str, ...]) -> str | None:
    """Return a subtitle unless it is another form of the title."""
    if subtitle is None or any(alike(subtitle, title) for title in titles):
        return None
    return subtitle


def _day(written: str | None) -> str | None:
    """Return the day of a time, unless it is in the future or no day at all."""
    day = first_date(written) if written else None
    today = date.today().isoformat()  # noqa: DTZ011 - a day either way is fine
    return day if day and _FIRST_DAY <= day <= today else None


def _canonical(tree: _Element) -> str | None:
    for link in _links(tree):
        if "canonical" in link.get("rel", "").lower().split() and link.get("href", "").strip():
            return str(link.get("href")).strip()
    return None


def _links(tree: _Element) -> Iterator[_Element]:
    yield from tree.iter("link")


def _text(element: _Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
