"""`python -m evals`: `run FOLDER` measures on labelled data, `floors` keeps the level.

Both go through the real pipeline, with the models that the settings name. `support` judges the
verifier alone.
"""

import argparse
import asyncio
import sys
from pathlib import Path

from rich.console import Console

from bot.errors import TOLD
from bot.log import configure_logging
from bot.samples import sample_files
from bot.secrets import Secrets
from bot.settings import Settings, load_settings
from bot.terminal.terminal import Terminal
from evals.asking import ask_all, opened_store
from evals.floors import broken_floors, read_floors
from evals.goals import BASELINE
from evals.kinds import KINDS
from evals.labelled import LabelledSet, read_questions
from evals.measures import violations
from evals.paragraphs import paragraph_measures
from evals.running import Run, measure, show_session
from evals.support import report
from index.extraction.extractor import ArticleExtractor
from index.files import read_file

_SAMPLE_QUESTIONS = Path(__file__).with_name("samples.jsonl")
_WIDTH = 150  # where nobody says how wide lines may be


def main() -> None:
    """Run what the command line asks for; the exit code is 1 when a floor is broken."""
    parser = _parser()
    arguments = parser.parse_args()
    if arguments.command == "run":
        _refuse_contradictions(parser, arguments)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH)
    terminal = Terminal(console, notices=Console(stderr=True, highlight=False))
    try:
        settings = load_settings()
        configure_logging(settings.log_level, secrets=Secrets.of(settings))
        if arguments.command == "run":
            asked_for = {k: v for k, v in vars(arguments).items() if k != "command"}
            failures = asyncio.run(measure(Run(**asked_for), settings, terminal))
        elif arguments.command == "support":
            failures = report(console)
        else:
            failures = asyncio.run(_floors(settings, terminal))
    except TOLD as error:
        failures = [str(error)]
    for failure in failures:
        terminal.complain(failure)
    sys.exit(1 if failures else 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="measure on labelled data")
    run.add_argument("folder", type=Path)
    run.add_argument("--only", choices=[kind.name for kind in KINDS], help="one kind of data")
    run.add_argument("--sample", type=_positive, metavar="N", help="N questions of each kind")
    run.add_argument("--quotes", action="store_true", help="answer with quotes alone; much faster")
    run.add_argument(
        "--store", type=Path, metavar="DIR", help="keep the articles there for the next run"
    )
    run.add_argument("--output", type=Path, metavar="FILE", help="every question as JSON")
    run.add_argument(
        "--document", type=Path, metavar="FILE", help="write the tables between the page's marks"
    )
    run.add_argument(
        "--write-baseline", action="store_true", help=f"replace {BASELINE.name} by what is measured"
    )
    commands.add_parser("support", help="judge the verifier by labelled claims")
    commands.add_parser("floors", help="check the questions over samples/ against their floors")
    return parser


def _refuse_contradictions(parser: argparse.ArgumentParser, run: argparse.Namespace) -> None:
    if run.write_baseline and (run.sample is not None or run.quotes):
        parser.error("a baseline is of all questions and models: leave out --sample and --quotes")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than one question")
    return number


async def _floors(settings: Settings, terminal: Terminal) -> list[str]:
    async with opened_store(settings, terminal) as assembly:
        session = await ask_all("Sample articles", [await _samples()], assembly, terminal)
    table = paragraph_measures(session)
    show_session("samples", session, table, terminal)
    return violations(session) + broken_floors(table, read_floors())


async def _samples() -> LabelledSet:
    extractor = ArticleExtractor()
    articles = [await extractor.extract(read_file(path)) for path in sample_files()]
    return LabelledSet(
        name="sample articles",
        articles=tuple(articles),
        questions=read_questions(_SAMPLE_QUESTIONS),
    )


if __name__ == "__main__":
    main()
