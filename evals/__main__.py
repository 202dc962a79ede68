"""`python -m evals`: `run FOLDER` measures on labelled data, `floors` keeps the level.

Both go through the real pipeline, with the models that the settings name. `support` judges the
verifier alone.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.errors import TOLD
from bot.log import configure_logging
from bot.samples import sample_files
from bot.settings import Settings, load_settings
from bot.terminal.terminal import Terminal
from evals.asking import Session, ask_all, opened_store
from evals.documenting import Section, write_measured
from evals.floors import broken_floors, read_floors
from evals.goals import BASELINE, baseline_text, read_baseline, read_goals, values_of
from evals.kinds import KINDS, sampled
from evals.labelled import LabelledSet, read_questions
from evals.measures import Measure, violations
from evals.paragraphs import paragraph_measures
from evals.records import record
from evals.support import report, support_measures
from evals.tables import HEADERS, rows
from index.extraction.extractor import ArticleExtractor
from index.files import read_file

_SAMPLE_QUESTIONS = Path(__file__).with_name("samples.jsonl")
_WIDTH = 150  # where nobody says how wide lines may be


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What `run` was asked to do, as on the command line."""

    folder: Path
    only: str | None
    sample: int | None
    quotes: bool
    store: Path | None
    output: Path | None
    document: Path | None
    write_baseline: bool


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
        configure_logging(settings.log_level)
        if arguments.command == "run":
            asked_for = {k: v for k, v in vars(arguments).items() if k != "command"}
            failures = asyncio.run(_run(_Run(**asked_for), settings, terminal))
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
    run.add_argument(
        "--quotes", action="store_true", help="answer with quotes alone; ten times as fast"
    )
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


async def _run(run: _Run, settings: Settings, terminal: Terminal) -> list[str]:
    chosen = [kind for kind in KINDS if run.only in {None, kind.name}]
    present = [kind for kind in chosen if (run.folder / kind.file).is_file()]
    if not present:
        terminal.say(
            f"Skipped: there is no labelled data in {run.folder} (EVAL_DATA names the folder)."
        )
        return []
    failures: list[str] = []
    baseline, records, sections = read_baseline(), [], []
    async with opened_store(settings, terminal, folder=run.store, quoting=run.quotes) as assembly:
        for kind in present:
            sets = kind.read(run.folder)
            some = sets if run.sample is None else sampled(sets, run.sample)
            session = await ask_all(kind.title, some, assembly, terminal)
            table = kind.measures(session)
            _print(kind.name, session, table, terminal)
            failures += violations(session)
            records.append(record(kind.name, session, table))
            sections.append(_section(kind.name, session, table, records[-1]["verdicts"]))
            baseline[kind.name] = values_of(table)
    if run.only is None:
        terminal.console.print(_table("Support of claims", _rows("support", support_measures())))
    if run.output is not None:
        run.output.write_text(json.dumps(records, indent=1), encoding="utf-8")
    if run.document is not None:
        write_measured(run.document, sections, settings)
    if run.write_baseline:
        BASELINE.write_text(baseline_text(baseline), encoding="utf-8")
    return failures


async def _floors(settings: Settings, terminal: Terminal) -> list[str]:
    async with opened_store(settings, terminal) as assembly:
        session = await ask_all("Sample articles", [await _samples()], assembly, terminal)
    table = paragraph_measures(session)
    _print("samples", session, table, terminal)
    return violations(session) + broken_floors(table, read_floors())


async def _samples() -> LabelledSet:
    extractor = ArticleExtractor()
    articles = [await extractor.extract(read_file(path)) for path in sample_files()]
    return LabelledSet(
        name="sample articles",
        articles=tuple(articles),
        questions=read_questions(_SAMPLE_QUESTIONS),
    )


def _print(kind: str, session: Session, lines: Sequence[Measure], terminal: Terminal) -> None:
    title = f"{session.name}: {len(session.asked)} questions"
    terminal.console.print(_table(title, _rows(kind, lines)))
    after_adding, after_third, after_all = session.peaks
    terminal.say(
        f"{len(session.texts)} articles added in {session.import_seconds:.1f} s; peak memory after "
        f"adding {after_adding:.0f} MiB, after a third of the questions {after_third:.0f} MiB, "
        f"after all {after_all:.0f} MiB."
    )


def _table(title: str, lines: Sequence[tuple[str, ...]]) -> Table:
    table = Table(title=title, title_justify="left")
    for header in HEADERS:
        table.add_column(header, justify="left" if header == "measure" else "right")
    for line in lines:
        table.add_row(*line)
    return table


def _rows(kind: str, lines: Sequence[Measure]) -> list[tuple[str, ...]]:
    return rows(lines, read_goals().get(kind, {}), read_baseline().get(kind, {}))


def _section(
    kind: str, session: Session, lines: Sequence[Measure], verdicts: Mapping[str, int]
) -> Section:
    return Section(
        title=session.name,
        questions=len(session.asked),
        rows=_rows(kind, lines),
        verdicts=verdicts,
    )


if __name__ == "__main__":
    main()
