"""What the parsers of HTML, Markdown and plain text hand over, and how it becomes an article."""

from dataclasses import dataclass

from index.blocks import Block, assemble
from index.language import language_of
from index.models import ExtractedArticle

_FULL_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Blocks and metadata as one parser found them; None where the page says nothing."""

    blocks: tuple[Block, ...]
    title: str | None = None
    url: str | None = None
    site: str | None = None
    author: str | None = None
    published: str | None = None
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
    blocks = tuple(block for block in draft.blocks if not _same(block.text, title)) or draft.blocks
    text, headings = assemble(blocks)
    return ExtractedArticle(
        title=title,
        text=text,
        headings=headings,
        url=draft.url or url,
        site=draft.site,
        author=draft.author,
        published=draft.published,
        language=language_of(text, draft.language),
    )


def _short(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= _FULL_TITLE else words[: _FULL_TITLE - 1].rstrip() + "…"


def _same(text: str, title: str) -> bool:
    return "".join(filter(str.isalnum, text.casefold())) == "".join(
        filter(str.isalnum, title.casefold())
    )
