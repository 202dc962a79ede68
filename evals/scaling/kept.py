"""What was measured at each size, kept as a file until it is measured again."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.errors import UserError
from evals.scaling.measuring import AtSize
from evals.speed.machine import Machine, this_machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured, when and where.

    Attributes:
        day: as 2026-11-23.
    """

    day: str
    machine: Machine
    sizes: tuple[AtSize, ...]


_MEASURED = TypeAdapter(Measured)


def keep(sizes: tuple[AtSize, ...], file: Path) -> None:
    """Write what was measured here and now, in place of what the file held."""
    measured = Measured(day=f"{datetime.now(UTC):%Y-%m-%d}", machine=this_machine(), sizes=sizes)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_MEASURED.dump_json(measured, indent=1).decode() + "\n", encoding="utf-8")


def kept(file: Path) -> Measured:
    """Return what was measured last.

    Raises:
        UserError: nothing was, or the file is another.
    """
    try:
        return _MEASURED.validate_json(file.read_bytes())
    except (FileNotFoundError, ValidationError):
        raise UserError(
            f"{file} doesn't hold measured figures; run `python -m evals.scaling measure`."
        ) from None
