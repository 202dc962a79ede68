"""`python -m evals run FOLDER` measures on labelled data; `python -m evals floors` keeps the level.

Both go through the real pipeline, with the models that the settings name.
"""

import argparse
import asyncio
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.errors import TOLD
from bot.log import configure_logging
from bot.samples import sample_files
from bot.settings import Settings, load_settings
from bot.terminal.terminal import Terminal
from evals.asking import Session, ask_all
from evals.floors import broken_floors, read_floors
from evals.labelled import LabelledSet, read_questions, read_squad
from evals.measures import Measure, measures, violations
from index.extraction.extractor import ArticleExtractor
from index.files import read_file

_SAMPLE_QUESTIONS = Path(__file__).with_name("samples.jsonl")


def main() -> None:
    """Run what the command line asks for; the exit code is 1 when a floor is broken."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="measure on labelled data")
    run.add_argument("folder", type=Path)
    commands.add_parser("floors", help="check the questions over samples/ against their floors")
    arguments = parser.parse_args()
    console = Console(highlight=False)
    terminal = Terminal(console, notices=Console(stderr=True, highlight=False))
    try:
        settings = load_settings()
        configure_logging(settings.log_level)
        if arguments.command == "run":
            failures = asyncio.run(_run(arguments.folder, settings, terminal))
        else:
            failures = asyncio.run(_floors(settings, terminal))
    except TOLD as error:
        failures = [str(error)]
    for failure in failures:
        terminal.complain(failure)
    sys.exit(1 if failures else 0)


async def _run(folder: Path, settings: Settings, terminal: Terminal) -> list[str]:
    if not (folder / "squad_questions.jsonl").is_file():
        terminal.say(
            f"Skipped: there is no labelled data in {folder} (EVAL_DATA names the folder)."
        )
        return []
    session = await ask_all(read_squad(folder), settings, terminal)
    _print(session, measures(session), terminal)
    return violations(session)


async def _floors(settings: Settings, terminal: Terminal) -> list[str]:
    session = await ask_all(await _samples(), settings, terminal)
    table = measures(session)
    _print(session, table, terminal)
    return violations(session) + broken_floors(table, read_floors())


async def _samples() -> LabelledSet:
    extractor = ArticleExtractor()
    articles = [await extractor.extract(read_file(path)) for path in sample_files()]
    return LabelledSet(
        name="sample articles",
        articles=tuple(articles),
        questions=read_questions(_SAMPLE_QUESTIONS),
    )


def _print(session: Session, lines: list[Measure], terminal: Terminal) -> None:
    table = Table(title=f"{session.name}: {len(session.asked)} questions", title_justify="left")
    for header in ("measure", "value", "over"):
        table.add_column(header, justify="left" if header == "measure" else "right")
    for line in lines:
        table.add_row(line.label, f"{line.value:.3f}", str(line.over))
    table.add_row(
        "seconds to add the articles", f"{session.import_seconds:.1f}", str(len(session.ids))
    )
    for when, peak in zip(("adding", "a third", "all questions"), session.peaks, strict=True):
        table.add_row(f"peak memory after {when}, MiB", f"{peak:.0f}", "1")
    terminal.console.print(table)


if __name__ == "__main__":
    main()
