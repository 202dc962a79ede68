"""The article in an HTML page, found by trafilatura and judged by what the page says of itself.

Barbaresi (2021), Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and
Extraction, ACL-IJCNLP 2021 demo track.
"""

from collections.abc import Sequence

from trafilatura import bare_extraction, load_html
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document

from index.extraction.blocks import Block
from index.extraction.bodies import blocks_of
from index.extraction.boilerplate import is_furniture
from index.extraction.drafts import Draft
from index.extraction.metadata import Metadata, metadata_of
from index.extraction.openings import without_opening
from index.extraction.pruning import prune
from index.extraction.stamps import is_change_note


def parse(html: str, url: str | None) -> Draft | None:
    """Return the article in a page, None when there is none.

    Args:
        html: the page.
        url: where it comes from, to complete its own links.
    """
    tree = load_html(html)
    if tree is None:
        return None
    metadata = metadata_of(tree, extract_metadata(tree, default_url=url), url)
    prune(tree)
    found = bare_extraction(
        tree,
        url=url,
        favor_precision=True,
        include_comments=False,
        include_images=False,
        include_links=False,
        with_metadata=False,
    )
    if not isinstance(found, Document) or found.body is None:
        return None
    blocks = _kept(tuple(blocks_of(found.body)), metadata)
    if not blocks:
        return None
    return Draft(
        blocks=blocks,
        title=metadata.title,
        subtitle=metadata.subtitle,
        url=metadata.link,
        site=metadata.site,
        author=metadata.author,
        published=metadata.published,
        modified=metadata.modified,
        language=metadata.language,
    )


def _kept(blocks: Sequence[Block], metadata: Metadata) -> tuple[Block, ...]:
    """Return the blocks that are the article's own text."""
    told = [
        block
        for block in blocks
        if block.text and not is_furniture(block.text) and not is_change_note(block.text)
    ]
    return tuple(
        without_opening(
            told,
            titles=metadata.titles,
            subtitle=metadata.subtitle,
            author=metadata.author,
        )
    )
