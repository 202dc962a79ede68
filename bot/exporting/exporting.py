"""A corpus becomes plain files, a few articles in memory at a time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.exporting.lines import line_of
from bot.exporting.targets import Target, target
from index.catalogue.catalogue import Catalogue
from index.catalogue.exporting import WholeArticle
from index.feeds.following import Following
from index.models import Corpus

_AT_ONCE = 20  # articles that are in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """How much was exported."""

    articles: int
    feeds: int


async def export(
    catalogue: Catalogue,
    following: Following,
    corpus: Corpus,
    path: Path,
    *,
    replace: bool,
    progress: Callable[[int, int], None],
) -> Exported:
    """Write a corpus to `path`: JSONL if its name ends like that, else a folder of Markdown.

    Args:
        catalogue: where the articles are.
        following: knows the feeds.
        corpus: which of them.
        path: appears whole or not at all.
        replace: whether a file that is there may be replaced; a folder never is.
        progress: told how many articles of how many are written.

    Raises:
        UserError: it can't be written, or something is there already.
        CatalogueError: the catalogue can't be read.
    """
    counts = await catalogue.counts(corpus)
    async with _beside_the_loop(target(path, replace=replace)) as place:
        done, last = 0, None
        while some := await catalogue.whole_articles(corpus, after=last, limit=_AT_ONCE):
            await asyncio.to_thread(_write, place, some)
            done, last = done + len(some), some[-1].card
            progress(done, max(done, counts.articles))
        feeds = await following.feeds(corpus)
        await asyncio.to_thread(place.feeds, feeds)
    return Exported(articles=done, feeds=len(feeds))


def _write(place: Target, articles: Sequence[WholeArticle]) -> None:
    for whole in articles:
        place.article(whole.card.id, line_of(whole))


@asynccontextmanager
async def _beside_the_loop(manager: AbstractContextManager[Target]) -> AsyncIterator[Target]:
    """Enter and leave a context manager, whose steps wait for the disk, in another thread."""
    place = await asyncio.to_thread(manager.__enter__)
    try:
        yield place
    except BaseException as error:
        await asyncio.to_thread(manager.__exit__, type(error), error, error.__traceback__)
        raise
    else:
        await asyncio.to_thread(manager.__exit__, None, None, None)
