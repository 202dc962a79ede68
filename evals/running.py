"""One run over the labelled data: every kind that is there, printed and maybe written down."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from bot.settings import Settings
from bot.terminal.terminal import Terminal
from evals.asking import Session, ask_all, opened_store
from evals.documenting import Section, write_measured
from evals.goals import BASELINE, baseline_text, read_baseline, read_goals, values_of
from evals.kinds import KINDS, sampled
from evals.measures import Measure, violations
from evals.records import record
from evals.support import support_measures
from evals.tables import HEADERS, rows

_SUPPORT = "support"
_SUPPORT_TITLE = "Support of claims"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run is asked to do.

    Attributes:
        folder: where the labelled data is.
        only: the one kind to measure; None for all.
        sample: how many questions of each kind; None for all.
        quotes: whether answers are made of quotes alone.
        store: where the articles are kept for the next run; None for a store that is deleted.
        output: the file that every question is written to.
        document: the page that the tables are written to.
        write_baseline: whether what is measured becomes the baseline.
    """

    folder: Path
    only: str | None = None
    sample: int | None = None
    quotes: bool = False
    store: Path | None = None
    output: Path | None = None
    document: Path | None = None
    write_baseline: bool = False


async def measure(run: Run, settings: Settings, terminal: Terminal) -> list[str]:
    """Ask the questions and tell what came of them; return a sentence for each violation."""
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
            show_session(kind.name, session, table, terminal)
            failures += violations(session)
            records.append(record(kind.name, session, table))
            title = _title(session)
            sections.append(_section(title, kind.name, table, records[-1]["verdicts"]))
            baseline[kind.name] = values_of(table)
    if run.only is None:
        support = support_measures()
        terminal.console.print(_table(_SUPPORT_TITLE, _rows(_SUPPORT, support)))
        sections.append(_section(_SUPPORT_TITLE, _SUPPORT, support, {}))
        baseline[_SUPPORT] = values_of(support)
    if run.output is not None:
        run.output.write_text(json.dumps(records, indent=1), encoding="utf-8")
    if run.document is not None:
        write_measured(run.document, sections, settings)
    if run.write_baseline:
        BASELINE.write_text(baseline_text(baseline), encoding="utf-8")
    return failures


def show_session(kind: str, session: Session, table: Sequence[Measure], terminal: Terminal) -> None:
    """Print the measures of a session, and what it took."""
    terminal.console.print(_table(_title(session), _rows(kind, table)))
    after_adding, after_third, after_all = session.peaks
    terminal.say(
        f"{len(session.texts)} articles added in {session.import_seconds:.1f} s; peak memory after "
        f"adding {after_adding:.0f} MiB, after a third of the questions {after_third:.0f} MiB, "
        f"after all {after_all:.0f} MiB."
    )


def _title(session: Session) -> str:
    return f"{session.name}: {len(session.asked)} questions"


def _table(title: str, lines: Sequence[tuple[str, ...]]) -> Table:
    table = Table(title=title, title_justify="left")
    for header in HEADERS:
        table.add_column(header, justify="left" if header == "measure" else "right")
    for line in lines:
        table.add_row(*line)
    return table


def _rows(kind: str, measures: Sequence[Measure]) -> list[tuple[str, ...]]:
    return rows(measures, read_goals().get(kind, {}), read_baseline().get(kind, {}))


def _section(
    title: str, kind: str, measures: Sequence[Measure], verdicts: Mapping[str, int]
) -> Section:
    return Section(title=title, rows=_rows(kind, measures), verdicts=verdicts)
