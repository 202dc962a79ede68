"""The `footnote` command with some settings, each time in a process of its own."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_KEPT = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "TMPDIR")
_SECONDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What a command left."""

    code: int
    output: str
    errors: str


class Footnote:
    """Runs the command over one data folder. Every run is a restart."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        """Keep data in `folder`, and set nothing but `settings`."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.settings = {
            "DATA_DIR": str(folder / "data"),
            "FETCH_NETWORKS": "127.0.0.0/8",
            **settings,
        }

    async def try_to(self, *arguments: str, text: str | None = None) -> Finished:
        """Run a command, and return what it left however it ended.

        Args:
            *arguments: of the command.
            text: its standard input.
        """
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        started = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**kept, "PYTHONPATH": str(Path(__file__).parents[2]), **self.settings},
            cwd=self.folder,
        )
        try:
            async with asyncio.timeout(_SECONDS):
                output, errors = await started.communicate((text or "").encode())
        except BaseException:
            started.kill()
            await started.wait()
            raise
        return Finished(
            code=started.returncode or 0, output=output.decode(), errors=errors.decode()
        )

    async def __call__(self, *arguments: str, text: str | None = None) -> str:
        """Run a command that is to succeed, and return what it prints."""
        finished = await self.try_to(*arguments, text=text)
        assert finished.code == 0, f"footnote {' '.join(arguments)}: {finished.errors}"
        return finished.output

    async def ask(self, question: str, *, corpus: str) -> dict[str, Any]:
        """Return the answer to a question, as `ask --json` has it."""
        answer: dict[str, Any] = json.loads(
            await self("ask", "--json", question, "--corpus", corpus)
        )
        return answer
