"""The import command: what it shows while it works, what it says in the end."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.errors import UserError
from bot.importing.collecting import Collected
from bot.importing.importing import Importing
from bot.importing.taking import Taking
from bot.importing.tally import Failure, Tally
from bot.terminal.terminal import Report, Terminal

_ALL = 20  # failures that are told one by one; more are told by reason
_EXAMPLES = 3
_FOLLOWED = (
    "The articles of feeds are added while `footnote run` is running, or by `footnote feed update`."
)

Write = Callable[[str], None]


async def import_all(
    collected: Collected,
    paths: Sequence[Path],
    *,
    taking: Taking,
    terminal: Terminal,
    report: Path | None,
) -> bool:
    """Import what files and folders name. Return whether nothing failed.

    Args:
        collected: what there is to import.
        paths: the files and folders that were named for it.
        taking: takes each into the corpus.
        terminal: shows how far it is, and what became of it.
        report: where what failed is written, as a file that can be imported.

    Raises:
        UserError: there is nothing to import, or `report` can't be written.
        FailedIndex: the store or a model fails.
    """
    with _written(report) as write, terminal.progress("Importing") as shown:
        tally = Tally(_Watch(shown, write))
        try:
            await Importing(taking, tally).run(collected.items())
        except BaseException:
            _tell_failures(terminal, tally, report)
            terminal.complain(
                f"The import has stopped: {tally.told}. The same command goes on from here."
            )
            raise
    if not tally.total:
        raise UserError(f"There is nothing to import in {_named(paths)}.")
    _tell(terminal, tally, paths, report)
    return not tally.failures


class _Watch:
    """Moves the progress bar, and writes down what failed."""

    def __init__(self, shown: Report, write: Write | None) -> None:
        self._shown = shown
        self._write = write

    def changed(self, tally: Tally) -> None:
        """Show how far it is."""
        self._shown(tally.done, tally.total, tally.told)

    def failed(self, failure: Failure, line: Mapping[str, str] | None) -> None:
        """Write down what failed, if it could be tried again."""
        if self._write is not None and line is not None:
            self._write(json.dumps({**line, "problem": failure.sentence}, ensure_ascii=False))


@contextmanager
def _written(report: Path | None) -> Iterator[Write | None]:
    """Open a file of lines for writing; it takes its place when all of them are written.

    Raises:
        UserError: it can't be written.
    """
    if report is None:
        yield None
        return
    partial = report.with_name(report.name + ".partial")
    try:
        stream = partial.open("w", encoding="utf-8")
    except OSError as error:
        raise _unwritable(report, error) from None
    try:
        with stream:
            yield lambda line: _line(stream, line, report)
    finally:
        try:
            partial.replace(report)
        except OSError as error:
            raise _unwritable(report, error) from None


def _line(stream: TextIO, line: str, report: Path) -> None:
    try:
        stream.write(line + "\n")
        stream.flush()
    except OSError as error:
        raise _unwritable(report, error) from None


def _unwritable(report: Path, error: OSError) -> UserError:
    return UserError(f"{report} can't be written: {error.strerror}.")


def _tell(
    terminal: Terminal,
    tally: Tally,
    paths: Sequence[Path],
    report: Path | None,
) -> None:
    _tell_failures(terminal, tally, report)
    if tally.skipped:
        kinds = ", ".join(f"{count} {kind}" for kind, count in tally.skipped.most_common())
        terminal.complain(f"Passed over: {kinds}.")
    terminal.say(f"Imported {_named(paths)}: {tally.told}.")
    if tally.counts["followed"]:
        terminal.say(_FOLLOWED)


def _tell_failures(terminal: Terminal, tally: Tally, report: Path | None) -> None:
    """Say what failed and why: each one, or, where there are many, what happened how often."""
    if len(tally.failures) <= _ALL:
        for failure in tally.failures:
            terminal.complain(failure.sentence)
    else:
        by_reason: defaultdict[str, list[Failure]] = defaultdict(list)
        for failure in tally.failures:
            by_reason[failure.reason].append(failure)
        for failures in sorted(by_reason.values(), key=len, reverse=True):
            for failure in failures[:_EXAMPLES]:
                terminal.complain(failure.sentence)
            if len(failures) > _EXAMPLES:
                terminal.complain(f"  … and {len(failures) - _EXAMPLES} more like these.")
    if report is not None and tally.failures:
        terminal.complain(f"To try these again: footnote import {report}")
    elif len(tally.failures) > _ALL:
        terminal.complain("With --report FILE, all of them are written to a file to import again.")


def _named(paths: Sequence[Path]) -> str:
    if len(paths) == 1:
        return paths[0].name or str(paths[0])
    return f"{len(paths)} files and folders"
