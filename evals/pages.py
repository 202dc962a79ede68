"""How well articles are found in web pages: `python -m evals.pages DIR`.

The measure is that of the article-extraction-benchmark: the overlap of 4-token shingles, counted
as a multiset, between the extracted and the true body of each page.
"""

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from index.errors import ExtractionError
from index.extraction.extractor import extract
from index.models import FetchedPage, Thin

_SHINGLE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Shares of one page's shingles: found and true, found and false, true and not found."""

    hits: float
    false: float
    missed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScores:
    """Averages over all pages.

    Attributes:
        warned: how many were said to be incomplete.
    """

    pages: int
    warned: int
    precision: float
    recall: float
    milliseconds: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the averaged precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


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


def scores(overlaps: Iterable[Overlap], seconds: float, warned: int) -> PageScores:
    """Average over the pages in which precision and recall are defined."""
    pages = list(overlaps)
    precisions = [p.hits / (p.hits + p.false) for p in pages if p.hits + p.false]
    recalls = [p.hits / (p.hits + p.missed) for p in pages if p.hits + p.missed]
    return PageScores(
        pages=len(pages),
        warned=warned,
        precision=fmean(precisions) if precisions else 0.0,
        recall=fmean(recalls) if recalls else 0.0,
        milliseconds=1000 * seconds / max(1, len(pages)),
    )


def measure(folder: Path) -> PageScores:
    """Extract every page under `folder` and score it.

    Args:
        folder: has `pages_truth.json` and `pages/*.html.gz`.
    """
    truth = json.loads((folder / "pages_truth.json").read_text("utf-8"))
    overlaps: list[Overlap] = []
    seconds = 0.0
    warned = 0
    for name, page in truth.items():
        content = gzip.decompress((folder / "pages" / f"{name}.html.gz").read_bytes())
        started = time.perf_counter()
        body, thin = _body(content, page.get("url"))
        overlaps.append(overlap(body, page["articleBody"]))
        seconds += time.perf_counter() - started
        warned += thin is not None
    return scores(overlaps, seconds, warned)


def _body(content: bytes, url: str | None) -> tuple[str, Thin | None]:
    try:
        article = extract(FetchedPage(content=content, media_type="text/html", url=url))
    except ExtractionError:
        return "", None
    return article.text, article.thin


def main() -> int:
    """Print the scores of the pages in the folder named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.pages", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with pages/ and pages_truth.json")
    folder = parser.parse_args().folder
    if not (folder / "pages_truth.json").is_file():
        sys.stderr.write(f"{folder} has no pages_truth.json: name the folder of the eval data.\n")
        return 1
    found = measure(folder)
    sys.stdout.write(
        f"pages {found.pages}  precision {found.precision:.4f}  recall {found.recall:.4f}  "
        f"F1 {found.f1:.4f}  {found.milliseconds:.0f} ms/page  "
        f"warnings {found.warned}\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
