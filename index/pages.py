"""Where the pages of an article that has them begin, such as those of a PDF."""

from collections.abc import Sequence

from index.models import PageStart


def pages_within(pages: Sequence[PageStart], start: int, end: int) -> tuple[PageStart, ...]:
    """Return the pages that the text between two offsets stands on, in order.

    The first of them may begin before `start`; text before the first page is on none.

    Args:
        pages: all pages of an article, in order.
        start: where the text starts in the article.
        end: where it ends.
    """
    begun = [page for page in pages if page.start <= start]
    return (*begun[-1:], *(page for page in pages if start < page.start < end))
