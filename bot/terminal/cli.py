"""The `footnote` command: its options and its exit codes (0 done, 1 refused, 2 usage)."""

import json
import sys
from collections.abc import Awaitable
from pathlib import Path
from typing import Annotated, Any

import typer

from answer.models import Length, Style
from bot.assembly import Assembly
from bot.terminal.background import Background
from bot.terminal.backups import backup, restore
from bot.terminal.chat import Chat
from bot.terminal.commands import DEFAULT_CORPUS, Commands
from bot.terminal.exports import export
from bot.terminal.feeds import app as feeds
from bot.terminal.invocation import AsJson, CorpusName, DataDir, run_command
from bot.terminal.privacy import forget
from bot.terminal.setup import setup
from bot.terminal.terminal import Terminal
from bot.terminal.tuning import tune as tuned
from bot.terminal.tuning import tune_json

app = typer.Typer(
    name="footnote",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Reads articles and answers questions about them with footnotes.",
)

app.add_typer(feeds, name="feed")
app.command()(backup)
app.command()(export)
app.command()(forget)
app.command()(restore)
app.command()(setup)

_CHAT_INSTEAD = (
    "DISCORD_TOKEN isn't set, so this is the chat in the terminal. For Discord, copy a token into "
    ".env from discord.com/developers/applications → your application → Bot → Reset Token."
)


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

    run_command(body, data_dir, corpus, chat=True)


@app.command()
def chat(data_dir: DataDir = None, corpus: CorpusName = DEFAULT_CORPUS) -> None:
    """Ask and add in the terminal."""
    run_command(_chatted, data_dir, corpus, chat=True)


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
    run_command(
        lambda commands, *_: commands.additions.add_all(source, title=title, url=url),
        data_dir,
        corpus,
    )


@app.command("import")
def import_(
    path: Annotated[
        list[Path],
        typer.Argument(help="Lists, exports, articles, or folders of them.", metavar="PATH..."),
    ],
    report: Annotated[
        Path | None, typer.Option(help="Write what failed to this file, to be imported again.")
    ] = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Let exported articles replace those with their links."),
    ] = False,
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Add many articles: JSONL, links, OPML, Pocket, Instapaper, Wallabag, bookmarks, a folder."""
    run_command(
        lambda commands, *_: commands.additions.import_all(path, report=report, replace=replace),
        data_dir,
        corpus,
    )


@app.command()
def articles(data_dir: DataDir = None, corpus: CorpusName = DEFAULT_CORPUS) -> None:
    """List the articles."""
    run_command(lambda commands, *_: commands.articles(), data_dir, corpus)


@app.command()
def show(
    article: Annotated[str, typer.Argument(help="Its id, title or link.")],
    at: Annotated[int | None, typer.Option(help="Mark the sentence at this offset.")] = None,
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Print an article."""
    run_command(lambda commands, *_: commands.show(article, at=at), data_dir, corpus)


@app.command()
def remove(
    article: Annotated[str, typer.Argument(help="Its id, title or link.")],
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Remove an article."""
    run_command(lambda commands, *_: commands.remove(article), data_dir, corpus)


@app.command()
def refresh(
    article: Annotated[str, typer.Argument(help="Its id, or part of its title.")],
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Read an article anew from its link."""
    run_command(lambda commands, *_: commands.refresh(article), data_dir, corpus)


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
    trace: Annotated[bool, typer.Option("--trace", help="Show where the time went.")] = False,
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Answer a question from the articles."""
    if batch is not None and output is not None and question is None:
        run_command(
            lambda commands, *_: commands.ask_batch(batch, output, article=article, style=style),
            data_dir,
            corpus,
        )
    elif batch is not None or output is not None:
        raise typer.BadParameter("--batch and --output go together, without a question.")
    elif question is None or not question.strip():
        raise typer.BadParameter("A question is needed.")
    elif as_json:
        run_command(
            lambda commands, *_: _printed(
                commands.ask_json(question, article=article, style=style)
            ),
            data_dir,
            corpus,
        )
    else:
        run_command(
            lambda commands, *_: commands.ask(question, article=article, style=style, trace=trace),
            data_dir,
            corpus,
        )


@app.command()
def summarize(
    article: Annotated[list[str], typer.Argument(help="Ids, titles or links.")],
    length: Annotated[Length, typer.Option(help="How many points.")] = "standard",
    focus: Annotated[str | None, typer.Option(help="What the points are to be about.")] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Summarise articles, each by itself."""
    run_command(
        lambda commands, *_: (
            _printed(commands.summaries.summarize_json(article, length=length, focus=focus))
            if as_json
            else commands.summaries.summarize(article, length=length, focus=focus)
        ),
        data_dir,
        corpus,
    )


@app.command()
def compare(
    article: Annotated[list[str], typer.Argument(help="Ids, titles or links of two to four.")],
    about: Annotated[str | None, typer.Option(help="What to compare them on.")] = None,
    length: Annotated[Length, typer.Option(help="How many points of each.")] = "standard",
    as_json: AsJson = False,
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Compare articles: what each says, what they share, where they disagree."""
    run_command(
        lambda commands, *_: (
            _printed(commands.summaries.compare_json(article, length=length, subject=about))
            if as_json
            else commands.summaries.compare(article, length=length, subject=about)
        ),
        data_dir,
        corpus,
    )


@app.command("eval")
def eval_(
    assignment: Annotated[
        list[str] | None, typer.Argument(help="More settings to try.", metavar="NAME=VALUE...")
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option(
            "--with", help="A setting to try beside those that are set.", metavar="NAME=VALUE"
        ),
    ] = None,
    questions: Annotated[
        Path | None,
        typer.Option(help="Questions, one JSON object a line, instead of those that are kept."),
    ] = None,
    keep: Annotated[Path | None, typer.Option(help="Write the questions to this file.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write a report in HTML here.")] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Ask questions whose answers are known, and see what is answered rightly."""
    assignments = [*(with_ or ()), *(assignment or ())]
    run_command(
        lambda commands, *_: (
            _printed(
                commands.evals.evaluate_json(
                    questions=questions, assignments=assignments, keep=keep, report=report
                )
            )
            if as_json
            else commands.evals.evaluate(
                questions=questions, assignments=assignments, keep=keep, report=report
            )
        ),
        data_dir,
        corpus,
    )


@app.command()
def extract(
    file: Annotated[str, typer.Argument(help="A file, a link, or - for standard input.")],
    as_json: AsJson = False,
) -> None:
    """Show what would be read of a file, without adding it."""
    run_command(
        lambda commands, *_: (
            _printed(commands.additions.extract_json(file))
            if as_json
            else commands.additions.extract(file)
        )
    )


@app.command()
def reindex(data_dir: DataDir = None) -> None:
    """Rebuild the vectors and the word index from the catalogue."""
    run_command(lambda commands, *_: commands.reindex(), data_dir)


@app.command()
def doctor(data_dir: DataDir = None) -> None:
    """Check the settings, the models and the store."""
    run_command(lambda commands, *_: commands.doctor(), data_dir)


@app.command()
def tune(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Measure how MODEL runs fastest on this machine, and run it so from now on."""
    run_command(
        lambda _commands, terminal, assembly: (
            _printed(tune_json(assembly)) if as_json else tuned(assembly, terminal)
        ),
        data_dir,
    )


async def _chatted(commands: Commands, terminal: Terminal, assembly: Assembly) -> None:
    async with Background(assembly, terminal, commands.feeds.corpus) as background:
        await Chat(commands, terminal, background, assembly.settings.data_dir).run()


async def _printed(result: Awaitable[dict[str, Any]]) -> None:
    sys.stdout.write(json.dumps(await result, ensure_ascii=False) + "\n")
