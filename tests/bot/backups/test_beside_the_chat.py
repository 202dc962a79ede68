"""Backups are made while somebody chats in the terminal, too."""

import asyncio
import io
from pathlib import Path

import pytest
from rich.console import Console

from bot.assembly import Assembly
from bot.backups.shelf import Shelf
from bot.settings import Settings
from bot.terminal.background import Background
from bot.terminal.terminal import Terminal
from index.models import Corpus


@pytest.mark.parametrize(("hours", "made"), [(24, 1), (0, 0)])
async def test_beside_the_chat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: float, made: int
) -> None:
    """Unless they are switched off; they end with the chat."""
    monkeypatch.setattr("bot.backups.rotation._AT_FIRST", 0.0)
    rested = asyncio.Event()
    tidy = Shelf.tidy

    def tidied(shelf: Shelf, *, automatic: int) -> list[Path]:
        gone = tidy(shelf, automatic=automatic)
        loop.call_soon_threadsafe(rested.set)
        return gone

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(Shelf, "tidy", tidied)
    console = Console(file=io.StringIO())
    terminal = Terminal(console, notices=console)
    settings = Settings(data_dir=tmp_path, backup_hours=hours)
    async with Assembly(settings, terminal) as assembly:
        async with Background(assembly, terminal, Corpus("local")):
            await rested.wait()
        assert len(assembly.stores.shelf.backups()) == made
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "backups"]
