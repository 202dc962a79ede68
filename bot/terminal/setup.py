"""`footnote setup`: asks for what matters and writes `.env`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.errors import TOLD
from bot.terminal.invocation import DataDir


def setup(
    file: Annotated[Path, typer.Option(help="The file of settings to write.")] = Path(".env"),
    data_dir: DataDir = None,
) -> None:
    """Choose a folder, a Discord token and a model, and write the file of settings."""
    from bot.setup.checks import Checks  # it brings much that no other command needs
    from bot.setup.conversation import TerminalConversation
    from bot.setup.wizard import set_up

    try:
        done = set_up(file, TerminalConversation(), Checks(), folder=data_dir)
    except TOLD as error:
        sys.stderr.write(f"\n{error}\n")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; nothing was changed.\n")
        raise typer.Exit(130) from None
    if not done:
        raise typer.Exit(1)
