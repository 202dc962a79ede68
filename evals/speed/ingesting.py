"""Passages a second while articles are added, against the embedding engine alone."""

import argparse
from statistics import median

from evals.ingesting import embedded_texts, made_articles, rates
from evals.speed.findings import Bench, Findings, Plot, Table
from evals.speed.plots import Bars, bars_plot, told
from evals.speed.stores import quiet
from evals.speed.timing import ratio

_BARE, _WHOLE = "the embedding engine alone", "articles added"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how much is added how often."""
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=3)


async def measured(arguments: argparse.Namespace, bench: Bench) -> Findings:
    """Return both rates."""
    articles = made_articles(arguments.articles, seed=0)
    found = await rates(articles, arguments.rounds, bench.settings, quiet())
    share = ratio(found.whole, found.bare)
    return Findings(
        title="Adding articles",
        values={"rate": share},
        tables=(
            Table(
                headers=("what", "passages a second", "ratio"),
                rows=(
                    (_BARE, told(median(found.bare)), "1.00"),
                    (_WHOLE, told(median(found.whole)), f"{share:.2f}"),
                ),
            ),
        ),
        plots=(
            Plot(
                name="ingesting",
                told="Passages a second while articles are added",
                svg=bars_plot(
                    "Passages a second, median",
                    ["passages a second"],
                    [
                        Bars(label=_BARE, values=(median(found.bare),)),
                        Bars(label=_WHOLE, values=(median(found.whole),)),
                    ],
                ),
            ),
        ),
        notes=(
            f"{len(articles)} made articles with {len(embedded_texts(articles))} passages, all "
            "added at once to a new store, cut, recorded, embedded, stored and made ready; the "
            "engine alone is given all passages in one call.",
        ),
    )
