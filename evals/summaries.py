"""How good summaries are: `python -m evals.summaries FOLDER`, or without a folder on `samples/`.

There are no labelled summaries, so what is measured is what can be told without one: whether the
points come from all over the article and stand for what it says, whether they repeat each other,
whether each is supported by what it cites, and whether it can be understood by itself. The first
sentences of the article are measured beside them, as what a summary has to be better than.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

import numpy as np
from rich.console import Console
from rich.table import Table

from answer.models import Length, Summary
from answer.points import spread
from answer.pronouns import points_back
from answer.summarising import POINTS
from answer.verification import WordVerifier
from bot.assembly import Assembly
from bot.samples import sample_files
from bot.settings import load_settings
from bot.summaries.unsaved import UnsavedArticle
from bot.terminal.terminal import Terminal
from evals.asking import opened_store
from evals.labelled import CORPUS, read_squad
from evals.measures import Measure
from index.extraction.extractor import ArticleExtractor
from index.files import read_file
from index.models import ExtractedArticle, Sentence
from index.ports import Vectors

_ALL_SAID = 60  # sentences of an article that stand for everything it says
_LEAD = 0.2  # of an article


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One summary, judged; all between 0 and 1 but the words and the seconds.

    Attributes:
        spread: the share of as many equal parts of the article as there are points that has one.
        covered: how close what the article says is to the nearest point, on average.
        lead: the share of points from the first fifth of the article.
        repetition: how close a point is to the one most like it, on average.
        unclear: the share of points that point back to what isn't there.
        supported: the share of points that the verifier says their quotes support.
        words: of a point, on average.
    """

    spread: float
    covered: float
    lead: float
    repetition: float
    unclear: float
    supported: float
    words: float
    seconds: float


async def judged(
    assembly: Assembly, articles: Sequence[ExtractedArticle], length: Length
) -> tuple[list[Judged], list[Judged]]:
    """Return the judged summaries of articles, and their first sentences, judged as if they were.

    Articles that are too short to choose from are left out.
    """
    made, leads = [], []
    for extracted in articles:
        article = await UnsavedArticle.of(extracted, corpus=CORPUS)
        passages = await article.article_passages(CORPUS, article.card.id)
        sentences = [each for passage in passages for each in passage.sentences]
        if len(sentences) < 2 * POINTS[length]:
            continue
        summarising = (await assembly.answers()).summarising.over(article)
        begun = time.perf_counter()
        summary = await summarising.outcome(CORPUS, article.card.id, length=length)
        seconds = time.perf_counter() - begun
        whole = await _embedded(assembly, [each.text for each in spread(sentences, _ALL_SAID)])
        made.append(await _judged(assembly, summary, extracted, whole, seconds))
        first = sentences[: len(summary.points)]
        leads.append(await _judged_lead(assembly, first, extracted, whole))
    return made, leads


def summary_measures(made: Sequence[Judged], *, prefix: str = "summary") -> list[Measure]:
    """Return what summaries are measured by, averaged over articles."""

    def mean(name: str, label: str, *, falling: bool = False, digits: int = 3) -> Measure:
        value = fmean(getattr(each, name) for each in made)
        key = f"{prefix}_{name}"
        return Measure(
            key=key, label=label, value=value, over=len(made), falling=falling, digits=digits
        )

    return [
        mean("spread", "parts of the article with a point"),
        mean("covered", "closeness of what the article says to the nearest point"),
        mean("lead", "points from the first fifth", falling=True),
        mean("repetition", "closeness of a point to another", falling=True),
        mean("unclear", "points that point back", falling=True),
        mean("supported", "points supported by their quotes"),
        mean("words", "words of a point", digits=1),
        Measure(
            key=f"{prefix}_seconds",
            label="seconds (median)",
            value=median(each.seconds for each in made),
            over=len(made),
            falling=True,
            digits=2,
        ),
    ]


async def _judged(
    assembly: Assembly,
    summary: Summary,
    extracted: ExtractedArticle,
    whole: Vectors,
    seconds: float,
) -> Judged:
    quotes = {citation.marker: citation for citation in summary.citations}
    verifier, language = WordVerifier(), extracted.language
    supports = []
    for point in summary.points:
        [marker] = point.citations
        quote = quotes[marker]
        verbatim = extracted.text[quote.start : quote.end] == quote.quote
        same = point.text == " ".join(quote.quote.split())
        says = same or await verifier.support(point.text, quote.quote, language=language) >= 1.0
        supports.append(float(verbatim and says))
    return await _measured(
        assembly,
        [point.text for point in summary.points],
        [quotes[point.citations[0]].start for point in summary.points],
        extracted,
        whole,
        supported=fmean(supports),
        seconds=seconds,
    )


async def _judged_lead(
    assembly: Assembly, first: Sequence[Sentence], extracted: ExtractedArticle, whole: Vectors
) -> Judged:
    texts, starts = [each.text for each in first], [each.start for each in first]
    return await _measured(assembly, texts, starts, extracted, whole, supported=1.0, seconds=0.0)


async def _measured(
    assembly: Assembly,
    texts: Sequence[str],
    starts: Sequence[int],
    extracted: ExtractedArticle,
    whole: Vectors,
    *,
    supported: float,
    seconds: float,
) -> Judged:
    count, length = len(texts), len(extracted.text)
    vectors = await _embedded(assembly, texts)
    among = vectors @ vectors.T - 2 * np.eye(count)
    return Judged(
        spread=len({start * count // length for start in starts}) / count,
        covered=float((whole @ vectors.T).max(axis=1).mean()),
        lead=fmean(start < _LEAD * length for start in starts),
        repetition=float(among.max(axis=1).mean()) if count > 1 else 0.0,
        unclear=fmean(points_back(text, extracted.language) for text in texts),
        supported=supported,
        words=fmean(len(text.split()) for text in texts),
        seconds=seconds,
    )


async def _embedded(assembly: Assembly, texts: Sequence[str]) -> Vectors:
    return await (await assembly.index()).embedder.embed(texts)


async def _sample_articles() -> list[ExtractedArticle]:
    extractor = ArticleExtractor()
    return [await extractor.extract(read_file(path)) for path in sample_files()]


def _table(length: Length, made: Sequence[Judged], leads: Sequence[Judged]) -> Table:
    table = Table(title=f"{length} summaries of {len(made)} articles", title_justify="left")
    table.add_column("measure")
    table.add_column("summary", justify="right")
    table.add_column("first sentences", justify="right")
    for ours, theirs in zip(summary_measures(made), summary_measures(leads), strict=True):
        values = (f"{each.value:.{each.digits}f}" for each in (ours, theirs))
        table.add_row(ours.label, *values)
    return table


async def _main(folder: Path | None, lengths: Sequence[Length]) -> None:
    console = Console(highlight=False)
    terminal = Terminal(console, notices=Console(stderr=True, highlight=False))
    articles = list(read_squad(folder).articles) if folder else await _sample_articles()
    for length in lengths:
        # A store of its own each, as sentences that were compared once are remembered.
        async with opened_store(load_settings(), terminal) as assembly:
            made, leads = await judged(assembly, articles, length)
        console.print(_table(length, made, leads))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m evals.summaries", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--length", choices=list(POINTS), help="one length instead of all")
    arguments = parser.parse_args()
    chosen = (arguments.length,) if arguments.length else tuple(POINTS)
    if arguments.folder and not (arguments.folder / "squad_articles.jsonl").is_file():
        sys.exit(f"There is no labelled data in {arguments.folder}.")
    asyncio.run(_main(arguments.folder, chosen))
