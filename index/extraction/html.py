"""The article in an HTML page, found by trafilatura and judged by what the page says of itself.

Barbaresi (2021), Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and
Extraction, ACL-IJCNLP 2021 demo track.
"""

from collections.abc import Iterable, Sequence
from enum import Flag, auto

from lxml.etree import _Element  # type: ignore[import-untyped]  # ships no type hints
from trafilatura import bare_extraction
from trafilatura.settings import Document

from index.extraction.blocks import Block, tidy
from index.extraction.bodies import blocks_of
from index.extraction.boilerplate import is_furniture
from index.extraction.canonical import article_link
from index.extraction.drafts import Draft
from index.extraction.hidden import drop_hidden
from index.extraction.metadata import Metadata, metadata_of
from index.extraction.openings import without_opening
from index.extraction.pruning import prune
from index.extraction.stamps import is_change_note
from index.extraction.structured import StructuredArticle
from index.extraction.styles import rules_of
from index.extraction.trees import tree_of
from index.words import count_words

_MUCH_LONGER = 1.5  # a body that is so much longer than the page's text is the better one
_FEWEST_WORDS = 80  # of a body, to be an article's


class Step(Flag):
    """What is done besides what trafilatura does by itself, so that each can be measured."""

    PRECISION = auto()
    HIDDEN = auto()
    PRUNING = auto()
    OPENING = auto()
    FURNITURE = auto()
    STRUCTURED = auto()


ALL_STEPS = ~Step(0)


def parse(html: str, url: str | None, *, steps: Step = ALL_STEPS) -> Draft | None:
    """Return the article in a page, None when there is none.

    Args:
        html: the page.
        url: where it comes from, to complete its own links.
        steps: what to do.

    Raises:
        Unreadable: the page is too large.
    """
    tree = tree_of(html)
    if tree is None:
        return None
    metadata = metadata_of(tree, url)
    if Step.HIDDEN in steps:
        drop_hidden(tree, rules_of(html))
    if Step.PRUNING in steps:
        prune(tree)
    blocks = _kept(_found(tree, url, precise=Step.PRECISION in steps), metadata, steps)
    if Step.STRUCTURED in steps:
        blocks = _better(blocks, metadata, steps)
    if not blocks:
        return None
    return Draft(
        blocks=blocks,
        title=metadata.title,
        subtitle=metadata.subtitle,
        url=article_link(metadata.link, url),
        site=metadata.site,
        author=metadata.author,
        published=metadata.published,
        modified=metadata.modified,
        language=metadata.language,
    )


def _found(tree: _Element, url: str | None, *, precise: bool) -> tuple[Block, ...]:
    """Return what trafilatura takes for the article."""
    found = bare_extraction(
        tree,
        url=url,
        favor_precision=precise,
        include_comments=False,
        include_images=False,
        include_links=False,
        with_metadata=False,
    )
    if not isinstance(found, Document) or found.body is None:
        return ()
    return tuple(blocks_of(found.body))


def _kept(blocks: Iterable[Block], metadata: Metadata, steps: Step) -> tuple[Block, ...]:
    """Return the blocks that are the article's own text."""
    told = [block for block in blocks if block.text]
    if Step.FURNITURE in steps:
        told = [
            block
            for block in told
            if not is_furniture(block.text) and not is_change_note(block.text)
        ]
    if Step.OPENING in steps:
        told = without_opening(
            told,
            titles=metadata.titles,
            subtitle=metadata.subtitle,
            author=metadata.author,
        )
    return tuple(told)


def _better(blocks: tuple[Block, ...], metadata: Metadata, steps: Step) -> tuple[Block, ...]:
    """Return the body that the page gives search engines where the page shows much less of it."""
    structured = metadata.structured or StructuredArticle()
    body = _kept((Block(text=tidy(text)) for text in structured.body), metadata, steps)
    words = _words(body)
    if words >= _FEWEST_WORDS and words >= _MUCH_LONGER * _words(blocks):
        return body
    return blocks


def _words(blocks: Sequence[Block]) -> int:
    return sum(count_words(block.text) for block in blocks)
