"""`python -m evals.scaling`: what one machine holds, and what more needs.

    python -m evals.scaling measure      measures, keeps the figures and writes docs/scaling.md
    python -m evals.scaling simulate     writes the page again from the figures that were kept

Figures are worth something on a machine that does nothing else meanwhile. Stores are made once, of
100,000 passages in some ten minutes each, and kept.
"""

import argparse
import asyncio
from pathlib import Path

from rich.console import Console
from rich.text import Text

from answer.wording import Wording
from bot.errors import TOLD
from bot.settings import load_settings
from evals.scaling.kept import keep, kept
from evals.scaling.measuring import AtSize, measured_apart
from evals.scaling.page import write_page
from evals.speed.findings import Bench

_SIZES = ("1000x1", "10000x1", "10000x100", "100000x1", "100000x1000")
_WRITING = "10000x100"
_PAGE = Path("docs/scaling.md")
_KEPT = Path("docs/scaling")
_FIGURES = _KEPT / "measured.json"


def main() -> None:
    """Run what the command line asks for; the exit code is 1 when it fails."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.scaling",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=("measure", "simulate"))
    parser.add_argument(
        "--sizes", nargs="+", default=_SIZES, metavar="PASSAGESxSERVERS", help="what to measure"
    )
    parser.add_argument(
        "--writing", default=_WRITING, help="the size at which the model is asked, too"
    )
    parser.add_argument(
        "--folder", type=Path, default=Path("build/bench"), help="where models and stores stay"
    )
    arguments = parser.parse_args()
    console = Console(highlight=False)
    try:
        if arguments.what == "measure":
            bench = Bench(
                settings=load_settings(),
                folder=arguments.folder.absolute(),
                llama_server=None,
                say=lambda text: console.print(Text(text)),
            )
            wanted: list[tuple[str, Wording]] = [(size, "quotes") for size in arguments.sizes]
            wanted.append((arguments.writing, "model"))
            keep(asyncio.run(_measured(bench, wanted)), _FIGURES)
        write_page(_PAGE, kept(_FIGURES), _KEPT)
    except TOLD as error:
        Console(stderr=True, highlight=False).print(Text(str(error), style="red"))
        raise SystemExit(1) from None


async def _measured(bench: Bench, wanted: list[tuple[str, Wording]]) -> tuple[AtSize, ...]:
    sizes = []
    for size, wording in wanted:
        passages, corpora = map(int, size.split("x"))
        found = await measured_apart(bench, passages=passages, corpora=corpora, wording=wording)
        bench.say(f"{size}, {wording}: {found.a_minute:.0f} answers a minute")
        sizes.append(found)
    return tuple(sizes)


if __name__ == "__main__":
    main()
