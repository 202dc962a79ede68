"""What a page tells search engines about its article: JSON-LD with schema.org's words.

https://schema.org/Article, https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents.
Pages hold several of them, of this article, of others it links to and of the site; only the one
that is about the page itself counts.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml.etree import _Element  # type: ignore[import-untyped]  # ships no type hints

from index.extraction.alikeness import alike, plain
from index.links import normalised

_ARTICLE = re.compile(r"(?:[A-Za-z]*Article|BlogPosting|LiveBlogPosting|Report|Review)\Z")
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*\Z"
)
_TAG = re.compile(r"<\s*/?\s*(?P<name>[a-z][a-z0-9]*)[^<>]{0,2000}>", re.IGNORECASE)
_BREAKING = {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
_MOST_CHARACTERS = 2_000_000  # of one script
_MOST_SCRIPTS = 30
_MOST_NODES = 5_000
_DEEPEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuredArticle:
    """An article as its page describes it; None where it doesn't say.

    Attributes:
        authors: names of people and organisations, in order.
        published: as written, usually an ISO 8601 time.
        modified: as written.
        link: the page's own link, as written.
        body: the paragraphs of the text; empty where the page doesn't repeat it.
    """

    headline: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    language: str | None = None
    link: str | None = None
    body: tuple[str, ...] = ()


def structured_article(
    tree: _Element, *, links: Sequence[str], titles: Sequence[str]
) -> StructuredArticle | None:
    """Return what a page says of its own article, None if it says nothing.

    Of several the one counts that names the page's link or has its title; a single one counts
    unless it names a title that the page doesn't have.

    Args:
        tree: the page.
        links: the links that the page is known by.
        titles: what the page calls itself.
    """
    found = [_article(node) for node in _nodes(tree)]
    own = {_bare(link) for link in links}
    for article in found:
        if article.link and _bare(article.link) in own and _fits(article, titles):
            return article
    return next((article for article in found if _fits(article, titles)), None)


def _fits(article: StructuredArticle, titles: Sequence[str]) -> bool:
    if not article.headline or not titles:
        return True
    return any(alike(article.headline, title) for title in titles)


def _bare(link: str) -> str:
    """Return a link without what changes between its spellings."""
    return re.sub(r"\Ahttps?://(?:www\.|m\.|amp\.)?|[?#].*\Z|/\Z", "", normalised(link))


def _nodes(tree: _Element) -> Iterator[dict[str, Any]]:
    scripts = tree.iterfind(".//script[@type]")
    read = 0
    for script in scripts:
        if "ld+json" not in script.get("type", "").lower():
            continue
        read += 1
        if read > _MOST_SCRIPTS:
            return
        yield from _articles_in(_parsed(script.text or ""))


def _parsed(text: str) -> Any:
    """Return the value of a JSON text as pages write it, None if it can't be read."""
    if len(text) > _MOST_CHARACTERS:
        return None
    bare = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip()
    for spelled in (bare, unescape(bare)):
        try:
            return json.loads(spelled, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _articles_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the articles in a value, wherever they are nested, outer ones first."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    seen = 0
    while waiting and seen < _MOST_NODES:
        node, depth = waiting.pop(0)
        seen += 1
        if isinstance(node, dict):
            if any(_ARTICLE.match(kind) for kind in _texts(node.get("@type"))):
                yield node
            inner: Sequence[Any] = list(node.values())
        elif isinstance(node, list):
            inner = node
        else:
            continue
        if depth < _DEEPEST:
            waiting += [(each, depth + 1) for each in inner if isinstance(each, dict | list)]


def _article(node: dict[str, Any]) -> StructuredArticle:
    names = [name for key in ("author", "creator") for name in _names(node.get(key))]
    return StructuredArticle(
        headline=_first(node.get("headline")) or _first(node.get("name")),
        subtitle=_first(node.get("alternativeHeadline")),
        authors=tuple(dict.fromkeys(names)),
        published=_first(node.get("datePublished")) or _first(node.get("dateCreated")),
        modified=_first(node.get("dateModified")),
        publisher=next(iter(_names(node.get("publisher"))), None),
        language=_first(node.get("inLanguage")),
        link=next(iter(_links(node)), None),
        body=_paragraphs(_first(node.get("articleBody")) or "") or _paragraphs(_text_of(node)),
    )


def _text_of(node: dict[str, Any]) -> str:
    return _first(node.get("text")) or ""


def _links(node: dict[str, Any]) -> Iterator[str]:
    for key in ("mainEntityOfPage", "url", "@id"):
        for value in _listed(node.get(key)):
            link = value.get("@id") or value.get("url") if isinstance(value, dict) else value
            if isinstance(link, str) and link.startswith(("https://", "http://")):
                yield link


def _names(value: Any) -> Iterator[str]:
    for each in _listed(value):
        yield from _texts(each.get("name") if isinstance(each, dict) else each)


def _first(value: Any) -> str | None:
    return next(iter(_texts(value)), None)


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts that a property has: one, several, or with a language each."""
    for each in _listed(value):
        text = each.get("@value") if isinstance(each, dict) else each
        if isinstance(text, str) and text.strip():
            yield unescape(text).strip()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a body, in which tags may stand as such or escaped."""
    if "&lt;" in text or "&amp;" in text:
        text = unescape(text)
    broken = _TAG.sub(lambda tag: "\n" if tag["name"].lower() in _BREAKING else "", text)
    lines = (" ".join(line.split()) for line in broken.splitlines())
    return tuple(line for line in lines if plain(line))
