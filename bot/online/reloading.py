"""Changing the writing model while the bot is online: at SIGHUP the settings are read again."""

import asyncio
import logging

from bot.assembly import RELOADED, Assembly
from bot.errors import TOLD
from bot.served_models import place_of
from bot.settings import Settings, load_settings
from bot.terminal.terminal import Terminal

_log = logging.getLogger(__name__)


class Reloading:
    """Reads the settings again whenever it is asked to, and says what it did."""

    def __init__(self, assembly: Assembly, terminal: Terminal) -> None:
        """Change the model of `assembly`, and tell the host on `terminal`."""
        self._assembly = assembly
        self._terminal = terminal

    async def run(self, asked: asyncio.Event) -> None:
        """Reload each time that `asked` is set, which is cleared then, until cancelled."""
        while True:
            await asked.wait()
            asked.clear()
            try:
                await self.reload()
            except Exception:  # noqa: BLE001 - a defect; the next time may go well
                _log.exception("The settings couldn't be read again")

    async def reload(self) -> None:
        """Read the settings, and have the model that they name answer from now on.

        What can't be used changes nothing and is told.
        """
        before = self._assembly.settings
        try:
            settings = await asyncio.to_thread(load_settings, data_dir=before.data_dir)
            changed = _changed(before, settings)
            if not changed.isdisjoint(RELOADED):
                self._terminal.say(f"Changing {_names(changed.intersection(RELOADED))}…")
                await self._assembly.reload(settings)
        except TOLD as error:
            self._terminal.complain(f"Nothing has changed: {error}")
            return
        self._terminal.say(_told(changed, settings))
        try:
            await (await self._assembly.answers()).warm()
        except TOLD as error:
            self._terminal.complain(
                f"MODEL={settings.model}{place_of(settings)} can't be asked: {error}"
            )


def _changed(before: Settings, after: Settings) -> frozenset[str]:
    return frozenset(
        name for name in Settings.model_fields if getattr(before, name) != getattr(after, name)
    )


def _told(changed: frozenset[str], settings: Settings) -> str:
    """Return what became of the settings that are different now."""
    if not changed:
        return "The settings were read again; none is different."
    told = []
    if not changed.isdisjoint(RELOADED):
        told.append(
            f"From now on answers come with MODEL={settings.model}{place_of(settings)} and "
            f"WORDING={settings.wording}; those under way are finished as they were begun."
        )
    if later := changed.difference(RELOADED):
        told.append(f"Only a restart changes {_names(later)}.")
    return " ".join(told)


def _names(settings: frozenset[str]) -> str:
    return ", ".join(name.upper() for name in sorted(settings))
