"""The `footnote` command: its options and its exit codes (0 done, 1 refused, 2 usage)."""

import asyncio
import json
import logging
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from answer.models import Length, Style
from bot.assembly import Assembly
from bot.errors import TOLD
from bot.log import configure_logging
from bot.settings import Settings, load_settings
from bot.terminal.chat import Chat
from bot.terminal.commands import DEFAULT_CORPUS, Commands
from bot.terminal.terminal import Terminal
from index.models import Corpus

app = typer.Typer(
    name="footnote",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Reads articles and answers questions about them with footnotes.",
)

DataDir = Annotated[
    Path | None,
    typer.Option(help="Where articles, vectors and models are kept.", show_default=False),
]
CorpusName = Annotated[str, typer.Option(help="The articles to work on.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]

_CHAT_INSTEAD = (
    "DISCORD_TOKEN isn't set, so this is the chat in the terminal. For Discord, copy a token into "
    ".env from discord.com/developers/applications → your application → Bot → Reset Token."
)
_PIPE_WIDTH = 100_000
_logger = logging.getLogger(__name__)


@app.command()
def run(data_dir: DataDir = None, corpus: CorpusName = DEFAULT_CORPUS) -> None:
    """Start the Discord bot if DISCORD_TOKEN is set, else the terminal chat."""

    async def body(commands: Commands, terminal: Terminal, assembly: Assembly) -> None:
        token = assembly.settings.discord_token
        if token is None:
            terminal.complain(_CHAT_INSTEAD)
            await _chatted(commands, terminal, assembly)
        else:
            from bot.online.running import (
                serve,  # discord.py takes a second that no other command needs
            )

            await serve(assembly, terminal, token.get_secret_value())

    _run(body, data_dir, corpus, chat=True)


@app.command()
def chat(data_dir: DataDir = None, corpus: CorpusName = DEFAULT_CORPUS) -> None:
    """Ask and add in the terminal."""
    _run(_chatted, data_dir, corpus, chat=True)


@app.command()
def add(
    source: Annotated[
        list[str],
        typer.Argument(help="Links, files, or - for standard input.", metavar="SOURCE..."),
    ],
    title: Annotated[str | None, typer.Option(help="The title, instead of the found one.")] = None,
    url: Annotated[str | None, typer.Option(help="The link, instead of the found one.")] = None,
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Add articles."""
    if len(source) > 1 and (title or url):
        raise typer.BadParameter("--title and --url are for one article at a time.")
    _run(lambda commands, *_: commands.add_all(source, title=title, url=url), data_dir, corpus)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="JSONL: an article a line.", metavar="FILE.jsonl")],
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Add many articles from a file."""
    _run(lambda commands, *_: commands.import_file(file), data_dir, corpus)


@app.command()
def articles(data_dir: DataDir = None, corpus: CorpusName = DEFAULT_CORPUS) -> None:
    """List the articles."""
    _run(lambda commands, *_: commands.articles(), data_dir, corpus)


@app.command()
def show(
    article: Annotated[str, typer.Argument(help="Its id, title or link.")],
    at: Annotated[int | None, typer.Option(help="Mark the sentence at this offset.")] = None,
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Print an article."""
    _run(lambda commands, *_: commands.show(article, at=at), data_dir, corpus)


@app.command()
def remove(
    article: Annotated[str, typer.Argument(help="Its id, title or link.")],
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Remove an article."""
    _run(lambda commands, *_: commands.remove(article), data_dir, corpus)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    as_json: AsJson = False,
    batch: Annotated[Path | None, typer.Option(help="Questions, one JSON object a line.")] = None,
    output: Annotated[Path | None, typer.Option(help="Where the answers of --batch go.")] = None,
    article: Annotated[
        str | None, typer.Option(help="Answer from this article only: its id, title or link.")
    ] = None,
    style: Annotated[Style, typer.Option(help="How long an answer may be.")] = "standard",
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Answer a question from the articles."""
    if batch is not None and output is not None and question is None:
        _run(
            lambda commands, *_: commands.ask_batch(batch, output, article=article, style=style),
            data_dir,
            corpus,
        )
    elif batch is not None or output is not None:
        raise typer.BadParameter("--batch and --output go together, without a question.")
    elif question is None or not question.strip():
        raise typer.BadParameter("A question is needed.")
    elif as_json:
        _run(
            lambda commands, *_: _printed(
                commands.ask_json(question, article=article, style=style)
            ),
            data_dir,
            corpus,
        )
    else:
        _run(
            lambda commands, *_: commands.ask(question, article=article, style=style),
            data_dir,
            corpus,
        )


@app.command()
def summarize(
    article: Annotated[str, typer.Argument(help="Its id, title or link.")],
    length: Annotated[Length, typer.Option(help="How many points.")] = "standard",
    focus: Annotated[str | None, typer.Option(help="What the points are to be about.")] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Summarise an article."""
    if as_json:
        _run(
            lambda commands, *_: _printed(
                commands.summarize_json(article, length=length, focus=focus)
            ),
            data_dir,
            corpus,
        )
    else:
        _run(
            lambda commands, *_: commands.summarize(article, length=length, focus=focus),
            data_dir,
            corpus,
        )


@app.command()
def extract(
    file: Annotated[str, typer.Argument(help="A file, a link, or - for standard input.")],
    as_json: AsJson = False,
) -> None:
    """Show what would be read of a file, without adding it."""
    _run(
        lambda commands, *_: (
            _printed(commands.extract_json(file)) if as_json else commands.extract(file)
        )
    )


@app.command()
def reindex(data_dir: DataDir = None) -> None:
    """Rebuild the vectors and the word index from the catalogue."""
    _run(lambda commands, *_: commands.reindex(), data_dir)


@app.command()
def doctor(data_dir: DataDir = None) -> None:
    """Check the settings, the models and the store."""
    _run(lambda commands, *_: commands.doctor(), data_dir)


Body = Callable[[Commands, Terminal, Assembly], Awaitable[object]]


async def _chatted(commands: Commands, terminal: Terminal, assembly: Assembly) -> None:
    await Chat(commands, terminal, assembly.settings.data_dir).run()


async def _printed(result: Awaitable[dict[str, Any]]) -> None:
    sys.stdout.write(json.dumps(await result, ensure_ascii=False) + "\n")


def _run(
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
        configure_logging(settings.log_level)
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
