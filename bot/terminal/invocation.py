"""How one command of the command line is carried out: its parts, its errors, its exit code."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.assembly import Assembly
from bot.errors import TOLD
from bot.log import configure_logging
from bot.secrets import Secrets
from bot.settings import Settings, load_settings
from bot.terminal.commands import DEFAULT_CORPUS, Commands
from bot.terminal.terminal import Terminal
from index.models import Corpus

DataDir = Annotated[
    Path | None,
    typer.Option(help="Where articles, vectors and models are kept.", show_default=False),
]
CorpusName = Annotated[str, typer.Option(help="The articles to work on.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]

Body = Callable[[Commands, Terminal, Assembly], Awaitable[object]]

_PIPE_WIDTH = 100_000
_logger = logging.getLogger(__name__)


def run_command(
    body: Body,
    data_dir: Path | None = None,
    corpus: str = DEFAULT_CORPUS,
    *,
    chat: bool = False,
) -> None:
    """Run a command; what it returns as False, and every error, is exit code 1.

    Raises:
        typer.Exit: with the exit code, when it isn't 0.
    """
    terminal = Terminal(_console(stderr=False), notices=_console(stderr=True), chat=chat)
    try:
        settings = load_settings(data_dir=data_dir)
        secrets = Secrets.of(settings)
        terminal.hide(secrets)
        configure_logging(settings.log_level, settings.log_format, secrets=secrets)
        done = asyncio.run(_within(body, settings, terminal, Corpus(corpus)))
    except TOLD as error:
        terminal.complain(str(error))
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        terminal.complain("Stopped; nothing half-written was left.")
        raise typer.Exit(130) from None
    except Exception as error:
        _logger.debug("A command failed", exc_info=True)
        terminal.complain(
            f"Something inside Footnote failed ({type(error).__name__}). "
            "LOG_LEVEL=DEBUG shows where; nothing half-written was left."
        )
        raise typer.Exit(1) from None
    if done is False:
        raise typer.Exit(1)


async def _within(body: Body, settings: Settings, terminal: Terminal, corpus: Corpus) -> object:
    async with Assembly(settings, terminal) as assembly:
        return await body(Commands(assembly, terminal, corpus), terminal, assembly)


def _console(*, stderr: bool) -> Console:
    """Return a console that wraps lines for a person's window and leaves them whole in a pipe."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPE_WIDTH
    return Console(stderr=stderr, highlight=False, width=width)
