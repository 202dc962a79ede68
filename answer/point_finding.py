"""Reads an article part by part and finds the sentences that may make its points."""

import asyncio
from collections.abc import AsyncGenerator, Sequence

import numpy as np

from answer.focus import about, closeness, in_words, worth_comparing
from answer.models import PartRead
from answer.points import PointCandidates, fit_for_points, parts, shortlist
from index.models import Passage, Sentence
from index.ports import Embedder

_COMPARED = 72  # sentences compared by meaning for all points together: a second's work
_OF_EACH_PART = 6  # at least, however many parts there are
_COMPARED_WITH_FOCUS = 400  # what is about it may stand anywhere
_BATCH = 50  # sentences between two signs of progress


class PointFinder:
    """Finds the sentences that points are chosen from, by words and by meaning."""

    def __init__(self, *, embedder: Embedder) -> None:
        """Compare meanings with `embedder`."""
        self._embedder = embedder

    async def find(
        self, passages: Sequence[Passage], *, language: str, count: int, focus: str | None
    ) -> AsyncGenerator[PartRead | PointCandidates, None]:
        """Yield how far the reading is and, last, the candidates.

        Args:
            passages: the article's passages in their order.
            language: ISO 639-1 code of its language.
            count: how many points there are to be.
            focus: what they are to be about; None for the whole article. There are no candidates
                where the article says nothing about it.
        """
        # The sentences of a long article are cut into words beside the event loop.
        told = [each for passage in passages for each in passage.sentences]
        fit = await asyncio.to_thread(fit_for_points, told)
        if focus is None:
            most = max(_OF_EACH_PART, _COMPARED // count)
            listed = await asyncio.to_thread(shortlist, parts(fit, count), most, language=language)
            texts = [each.text for part in listed for each in part]
        else:
            headed = _with_headings(fit, passages)
            words = await asyncio.to_thread(in_words, focus, headed, language)
            places = worth_comparing(words, _COMPARED_WITH_FOCUS)
            texts = [focus, *(fit[at].text for at in places)]
        rows = []
        batches = range(0, len(texts), _BATCH)
        for number, first in enumerate(batches):
            yield PartRead(done=number, total=len(batches))
            rows.append(await self._embedder.embed(texts[first : first + _BATCH]))
        vectors = (
            np.concatenate(rows) if rows else np.zeros((0, self._embedder.dimension), np.float32)
        )
        if focus is None:
            yield PointCandidates(parts=tuple(map(tuple, listed)), vectors=vectors)
            return
        close = closeness(words[places], vectors[1:], vectors[0])
        inside = about(close)
        found = parts([fit[places[at]] for at in inside], count)
        yield PointCandidates(
            parts=tuple(map(tuple, found)),
            vectors=vectors[1:][inside],
            preference=close[inside],
        )


def _with_headings(fit: Sequence[Sentence], passages: Sequence[Passage]) -> list[str]:
    headings = {each.start: passage.heading for passage in passages for each in passage.sentences}
    return [f"{headings[each.start]} {each.text}" for each in fit]
