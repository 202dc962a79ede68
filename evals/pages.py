"""How well articles are found in web pages, step by step: `python -m evals.pages FOLDER`.

The measure is that of the article-extraction-benchmark: the overlap of 4-token shingles, counted
as a multiset, between the extracted and the true body of each page. The last two rows are what
`footnote extract` prints for a link and for a file.
"""

import argparse
import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import trafilatura
from rich.console import Console
from rich.table import Table

from index.errors import ExtractionError
from index.extraction import html
from index.extraction.blocks import assemble
from index.extraction.decoding import decode
from index.extraction.extractor import extract
from index.extraction.html import Step
from index.models import FetchedPage

FLOOR = 0.973
_SHINGLE = 4
_HALVES = 200

Body = Callable[[bytes, str | None], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Shares of one page's shingles: found and true, found and false, true and not found."""

    hits: float
    false: float
    missed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePage:
    """A page and the body that people marked in it."""

    content: bytes
    url: str | None
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScores:
    """Averages over all pages.

    Attributes:
        milliseconds: of a processor's time for each page.
        lowest: F1 of the worst of many random halves of the pages.
        highest: F1 of the best of them.
    """

    label: str
    pages: int
    precision: float
    recall: float
    milliseconds: float
    lowest: float
    highest: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the averaged precision and recall."""
        return _harmonic(self.precision, self.recall)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four tokens in `text`; a shorter text is one run."""
    tokens = re.findall(r"\w+", text)
    if not tokens:
        return Counter()
    last = max(1, len(tokens) - _SHINGLE + 1)
    return Counter(tuple(tokens[at : at + _SHINGLE]) for at in range(last))


def overlap(found: str, true: str) -> Overlap:
    """Compare an extracted body with the true one."""
    ours, theirs = shingles(found), shingles(true)
    hits = (ours & theirs).total()
    false, missed = ours.total() - hits, theirs.total() - hits
    size = hits + false + missed or 1
    return Overlap(hits=hits / size, false=false / size, missed=missed / size)


def averages(pages: Iterable[Overlap]) -> tuple[float, float]:
    """Return precision and recall, averaged over the pages in which each is defined."""
    overlaps = list(pages)
    precisions = [p.hits / (p.hits + p.false) for p in overlaps if p.hits + p.false]
    recalls = [p.hits / (p.hits + p.missed) for p in overlaps if p.hits + p.missed]
    return (fmean(precisions) if precisions else 0.0), (fmean(recalls) if recalls else 0.0)


def scores(label: str, overlaps: Sequence[Overlap], seconds: float) -> PageScores:
    """Return the averages over all pages, and how far they depend on the choice of pages."""
    precision, recall = averages(overlaps)
    chance = random.Random(0)  # noqa: S311 - draws halves, keeps no secret
    half = max(1, len(overlaps) // 2)
    halves = [
        _harmonic(*averages(chance.sample(overlaps, min(half, len(overlaps)))))
        for _ in range(_HALVES)
    ]
    return PageScores(
        label=label,
        pages=len(overlaps),
        precision=precision,
        recall=recall,
        milliseconds=1000 * seconds / max(1, len(overlaps)),
        lowest=min(halves),
        highest=max(halves),
    )


def read_pages(folder: Path) -> list[TruePage]:
    """Return the pages of a folder with `pages_truth.json` and `pages/*.html.gz`."""
    truth = json.loads((folder / "pages_truth.json").read_text("utf-8"))
    return [
        TruePage(
            content=gzip.decompress((folder / "pages" / f"{name}.html.gz").read_bytes()),
            url=page.get("url"),
            body=page["articleBody"],
        )
        for name, page in truth.items()
    ]


def measure(label: str, pages: Sequence[TruePage], body: Body) -> PageScores:
    """Find the body of every page and score it."""
    overlaps: list[Overlap] = []
    seconds = 0.0
    for page in pages:
        started = time.thread_time()
        found = body(page.content, page.url)
        seconds += time.thread_time() - started
        overlaps.append(overlap(found, page.body))
    return scores(label, overlaps, seconds)


def by_link(content: bytes, url: str | None) -> str:
    """Return what `footnote extract` finds in a page that was fetched."""
    try:
        return extract(FetchedPage(content=content, media_type="text/html", url=url)).text
    except ExtractionError:
        return ""


def by_file(content: bytes, _url: str | None) -> str:
    """Return what `footnote extract` finds in a page that was saved."""
    try:
        return extract(FetchedPage(content=content, media_type="text/html", name="page.html")).text
    except ExtractionError:
        return ""


def _trafilatura(*, precise: bool) -> Body:
    def body(content: bytes, url: str | None) -> str:
        text = trafilatura.extract(
            content, url=url, favor_precision=precise, include_comments=False
        )
        return text or ""

    return body


def _through(steps: Step) -> Body:
    def body(content: bytes, url: str | None) -> str:
        draft = html.parse(decode(content) or "", url, steps=steps)
        return "" if draft is None else assemble(draft.blocks)[0]

    return body


def steps() -> list[tuple[str, Body]]:
    """Return what is measured, each with all that comes before it."""
    done = Step.PRECISION
    measured = [
        ("trafilatura alone", _trafilatura(precise=False)),
        ("+ its favor_precision", _trafilatura(precise=True)),
        ("+ our blocks and metadata", _through(done)),
    ]
    for label, step in (
        ("+ furniture lines dropped", Step.FURNITURE),
        ("+ title and byline dropped", Step.OPENING),
        ("+ markup pruned before", Step.PRUNING),
        ("+ hidden text dropped", Step.HIDDEN),
        ("+ body in JSON-LD", Step.STRUCTURED),
    ):
        done |= step
        measured.append((label, _through(done)))
    return [*measured, ("footnote extract LINK", by_link), ("footnote extract FILE", by_file)]


def _harmonic(precision: float, recall: float) -> float:
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0


def _table(rows: Sequence[PageScores]) -> Table:
    title = f"{rows[0].pages} pages; F1 also of the worst and the best of {_HALVES} random halves"
    table = Table(title=title, title_justify="left", box=None)
    table.add_column("step", no_wrap=True)
    for header in ("precision", "recall", "F1", "worst", "best", "ms/page"):
        table.add_column(header, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(
            row.label,
            f"{row.precision:.4f}",
            f"{row.recall:.4f}",
            f"{row.f1:.4f}",
            f"{row.lowest:.3f}",
            f"{row.highest:.3f}",
            f"{row.milliseconds:.0f}",
        )
    return table


def main() -> int:
    """Print what each step adds; the exit code is 1 if `footnote extract` is below the floor."""
    parser = argparse.ArgumentParser(prog="python -m evals.pages", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with pages/ and pages_truth.json")
    folder = parser.parse_args().folder
    console = Console(highlight=False)
    if not (folder / "pages_truth.json").is_file():
        console.print(f"Skipped: there are no pages in {folder} (EVAL_DATA names the folder).")
        return 0
    pages = read_pages(folder)
    by_link(pages[0].content, pages[0].url)  # what is loaded at the first use isn't a page's time
    rows = [measure(label, pages, body) for label, body in steps()]
    console.print(_table(rows))
    below = [row for row in rows[-2:] if row.f1 < FLOOR]
    for row in below:
        sys.stderr.write(f"{row.label}: F1 {row.f1:.4f} is below {FLOOR}.\n")
    return 1 if below else 0


if __name__ == "__main__":
    raise SystemExit(main())
