"""The page on quality: what stands between its two marks is written by a run."""

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import UserError
from bot.settings import Settings
from evals.tables import HEADERS

_BEGIN = "<!-- measured: begin -->"
_END = "<!-- measured: end -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a run found for one kind of labelled data, or for what was labelled besides.

    Attributes:
        rows: of its table, as `tables.rows` returns them.
        verdicts: how many questions ended how; empty where nothing was asked.
    """

    title: str
    rows: Sequence[tuple[str, ...]]
    verdicts: Mapping[str, int]


def write_measured(path: Path, sections: Sequence[Section], settings: Settings) -> None:
    """Put what was measured between the marks of the page at `path`.

    Raises:
        UserError: the page isn't there or lacks the marks.
    """
    replace_measured(path, "\n".join(_measured(sections, settings)))


def replace_measured(path: Path, measured: str) -> None:
    """Put `measured` between the marks of the page at `path`, in place of what stands there.

    Raises:
        UserError: the page isn't there or lacks the marks.
    """
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise UserError(f"{path} has no lines “{_BEGIN}” and “{_END}”; add them where tables go.")
    path.write_text(f"{before}{_BEGIN}\n{measured}\n{_END}{after}", encoding="utf-8")


def _measured(sections: Sequence[Section], settings: Settings) -> Iterator[str]:
    yield (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} with MODEL={settings.model}, "
        f"EMBEDDING_MODEL={settings.embedding_model}, RERANKER_MODEL={settings.reranker_model}, "
        f"on {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}."
    )
    for section in sections:
        yield f"\n### {section.title}\n"
        yield _line(HEADERS)
        yield _line("---:" if number else "---" for number in range(len(HEADERS)))
        yield from map(_line, section.rows)
        if section.verdicts:
            told = ", ".join(f"{name} {count}" for name, count in section.verdicts.items())
            yield f"\nWhat became of the questions: {told}."


def _line(cells: Sequence[str] | Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"
