"""What the parsers of HTML, Markdown and plain text hand over, and how it becomes an article."""

from dataclasses import dataclass

from index.extraction.blocks import Block, assemble, inert, page_starts, without
from index.extraction.language import language_of
from index.hosts import host_of
from index.models import ExtractedArticle

_FULL_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Blocks and metadata as one parser found them; None where the page says nothing."""

    blocks: tuple[Block, ...]
    title: str | None = None
    subtitle: str | None = None
    url: str | None = None
    site: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None


def article_of(draft: Draft, *, fallback_title: str, url: str | None) -> ExtractedArticle:
    """Return the article of a draft that has at least one block.

    The title isn't part of the text, wherever the page repeats it.

    Args:
        draft: what a parser found.
        fallback_title: the title where the page gives none.
        url: the link the page was fetched from, used where it names no other.
    """
    title = _short(draft.title or fallback_title)
    blocks = without(draft.blocks, lambda block: _same(block.text, title)) or draft.blocks
    text, headings = assemble(blocks)
    return ExtractedArticle(
        title=title,
        text=text,
        headings=headings,
        pages=page_starts(blocks),
        url=_link(draft.url, url),
        site=_metadata(draft.site),
        subtitle=_metadata(draft.subtitle),
        author=_metadata(draft.author),
        published=draft.published,
        modified=draft.modified,
        language=language_of(text, draft.language),
    )


def _link(declared: str | None, fetched: str | None) -> str | None:
    """Return the link a page names for itself, unless it names another site's.

    An article is known by its link, so a page mustn't take the place of somebody else's.
    """
    if declared is None or not host_of(declared):
        return _metadata(fetched)
    if fetched is None or _site(declared) == _site(fetched):
        return _metadata(declared)
    return fetched


def _site(link: str) -> str:
    return host_of(link).removeprefix("www.").removeprefix("m.")


def _metadata(text: str | None) -> str | None:
    return " ".join(inert(text).split()) or None if text else None


def _short(title: str) -> str:
    words = " ".join(inert(title).split())
    return words if len(words) <= _FULL_TITLE else words[: _FULL_TITLE - 1].rstrip() + "…"


def _same(text: str, title: str) -> bool:
    return "".join(filter(str.isalnum, text.casefold())) == "".join(
        filter(str.isalnum, title.casefold())
    )
