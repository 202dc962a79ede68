"""The `footnote feed` commands."""

from typing import Annotated

import typer

from bot.terminal.commands import DEFAULT_CORPUS
from bot.terminal.invocation import CorpusName, DataDir, run_command

app = typer.Typer(no_args_is_help=True, help="Follow feeds: what they announce is added.")


@app.command()
def add(
    link: Annotated[str, typer.Argument(help="The feed's link, or that of a page with a feed.")],
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Follow a feed."""
    run_command(lambda commands, *_: commands.feeds.add(link), data_dir, corpus)


@app.command("list")
def list_(data_dir: DataDir = None, corpus: CorpusName = DEFAULT_CORPUS) -> None:
    """List the feeds that are followed."""
    run_command(lambda commands, *_: commands.feeds.show_all(), data_dir, corpus)


@app.command()
def remove(
    feed: Annotated[str, typer.Argument(help="Its id, title or link.")],
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Follow a feed no longer; its articles stay."""
    run_command(lambda commands, *_: commands.feeds.remove(feed), data_dir, corpus)


@app.command()
def update(
    every: Annotated[
        bool, typer.Option("--all", help="Look at every feed, whether it is due or not.")
    ] = False,
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Look at the feeds that are due, and add what is new."""
    run_command(lambda commands, *_: commands.feeds.update(every=every), data_dir, corpus)
