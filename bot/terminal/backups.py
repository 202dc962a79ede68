"""`footnote backup` and `footnote restore`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.assembly import Assembly
from bot.backups.making import make
from bot.errors import UserError
from bot.terminal.invocation import DataDir, run_command
from bot.terminal.terminal import Terminal


def backup(
    file: Annotated[
        Path, typer.Argument(help="The file to write.", metavar="FILE", resolve_path=True)
    ],
    data_dir: DataDir = None,
) -> None:
    """Write all articles and all that is remembered to one file, also while the bot runs."""
    run_command(lambda _commands, terminal, assembly: _back_up(assembly, terminal, file), data_dir)


def restore(
    file: Annotated[
        Path, typer.Argument(help="A file that backup wrote.", metavar="FILE", resolve_path=True)
    ],
    data_dir: DataDir = None,
) -> None:
    """Put what a backup has in the place of all that is there, which is itself kept before."""
    run_command(lambda _commands, terminal, assembly: _restore(assembly, terminal, file), data_dir)


async def _back_up(assembly: Assembly, terminal: Terminal, file: Path) -> None:
    if not assembly.stores.anything:
        raise UserError(f"There is nothing to back up in {assembly.settings.data_dir} yet.")
    manifest = await make(assembly.stores.unopened, file)
    terminal.say(f"Backed up to {file} ({manifest.told}).")


async def _restore(assembly: Assembly, terminal: Terminal, file: Path) -> None:
    restored = await (await assembly.stores.restoring()).restore(file)
    made = restored.manifest.made.strftime("%Y-%m-%d %H:%M UTC")
    terminal.say(f"Restored what was backed up on {made} ({restored.manifest.told}).")
    if restored.kept is not None:
        terminal.say(f"What was there before is kept in {restored.kept}.")
    if restored.orphans:
        terminal.say(
            f"It has {restored.orphans} rows that belong to nothing; `footnote doctor` mends that."
        )
