"""The backups in the data folder: what they are called, which there are, and which ones go.

Names say what they were made for and when: `automatic-20260601T120000Z.zip`,
`before-upgrade-5-….zip` (of schema 5), `before-restore-….zip`.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.backups.archive import verify
from bot.backups.making import UNFINISHED
from bot.errors import UserError
from index.clock import utc_now

AUTOMATIC = "automatic"
BEFORE_RESTORE = "before-restore"
DAMAGED = "damaged"

_NAME = re.compile(
    r"(?P<reason>[a-z]+(?:-[a-z0-9]+)*)-(?P<made>\d{8}T\d{6}Z)(?:\.\d+)?(?P<suffix>\.\w+)(?:-wal)?"
)
_TIME = "%Y%m%dT%H%M%SZ"
_BACKUP = ".zip"

_OTHERS_KEPT = timedelta(days=30)
_MADE_WITHIN = timedelta(days=1)


def before_upgrade(schema: int) -> str:
    """Return what a backup is called that is made before a schema is brought up to date."""
    return f"before-upgrade-{schema}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file on the shelf.

    Attributes:
        reason: what it was made for.
        made: when, in UTC.
    """

    path: Path
    reason: str
    made: datetime


class Shelf:
    """The folder of backups in a data folder; it appears with the first one."""

    def __init__(self, folder: Path, *, now: Callable[[], datetime] = utc_now) -> None:
        """Keep backups in `folder`; `now` tells the time in UTC."""
        self.folder = folder
        self._now = now

    def place(self, reason: str, suffix: str = _BACKUP) -> Path:
        """Return a free place for a backup that is made now, in a folder that is there.

        Raises:
            UserError: the folder can't be made.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(f"The folder {self.folder} can't be made: {error.strerror}.") from error
        name = f"{reason}-{self._now().astimezone(UTC).strftime(_TIME)}"
        place, count = self.folder / f"{name}{suffix}", 1
        while place.exists():
            count += 1
            place = self.folder / f"{name}.{count}{suffix}"
        return place

    def backups(self) -> list[Kept]:
        """Return the backups, the newest first; whether they are sound isn't known."""
        return [kept for kept in self._kept() if kept.path.suffix == _BACKUP]

    def age(self, reason: str) -> timedelta | None:
        """Return how old the newest backup is that was made for a reason; None if there is none."""
        now = self._now()
        ages = (now - kept.made for kept in self.backups() if kept.reason == reason)
        return min((age for age in ages if age >= timedelta()), default=None)

    def newest_sound(self) -> Kept | None:
        """Return the newest backup that can be restored, after reading the whole of it."""
        return next((kept for kept in self.backups() if _sound(kept.path)), None)

    def tidy(self, *, automatic: int) -> list[Path]:
        """Delete what is no longer to be kept; return what was deleted.

        Args:
            automatic: how many automatic backups stay. Others stay for thirty days, and so do
                catalogues that were put aside damaged.

        Raises:
            UserError: something can't be deleted.
        """
        kept = self._kept()
        old = [each for each in kept if each.reason == AUTOMATIC][automatic:]
        before = self._now() - _OTHERS_KEPT
        old += [each for each in kept if each.reason != AUTOMATIC and each.made < before]
        unwanted = [each.path for each in old]
        try:
            for path in unwanted:
                path.unlink(missing_ok=True)
            for place in self._unfinished():
                shutil.rmtree(place)
                unwanted.append(place)
        except OSError as error:
            raise UserError(
                f"Old backups in {self.folder} can't be deleted: {error.strerror}."
            ) from error
        return unwanted

    def _unfinished(self) -> Iterator[Path]:
        """Yield what processes that were killed have left, but nothing that is being made."""
        begun = (self._now() - _MADE_WITHIN).timestamp()
        for place in self.folder.glob(f"{UNFINISHED}*"):
            if place.stat().st_mtime < begun:
                yield place

    def _kept(self) -> list[Kept]:
        found = []
        for path in self.folder.glob("*"):
            match = _NAME.fullmatch(path.name)
            if match:
                made = datetime.strptime(match["made"], _TIME).replace(tzinfo=UTC)
                found.append(Kept(path=path, reason=match["reason"], made=made))
        return sorted(found, key=self._order, reverse=True)

    def _order(self, kept: Kept) -> tuple[bool, datetime, str]:
        """Sort by age; what is from the future was made while the clock was wrong."""
        return (kept.made <= self._now(), kept.made, kept.path.name)


def _sound(path: Path) -> bool:
    try:
        verify(path)
    except (UserError, OSError):
        return False
    return True
