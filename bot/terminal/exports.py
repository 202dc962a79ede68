"""`footnote export`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.assembly import Assembly
from bot.exporting.exporting import export as exported
from bot.terminal.commands import DEFAULT_CORPUS
from bot.terminal.invocation import CorpusName, DataDir, run_command
from bot.terminal.terminal import Terminal
from index.models import Corpus


def export(
    path: Annotated[
        Path,
        typer.Argument(
            help="A file that ends in .jsonl, or a folder to be made, for Markdown files.",
            metavar="PATH",
        ),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the file if it is there already.")
    ] = False,
    data_dir: DataDir = None,
    corpus: CorpusName = DEFAULT_CORPUS,
) -> None:
    """Write all articles and feeds to plain files, which `footnote import` reads back."""
    run_command(
        lambda _commands, terminal, assembly: _export(
            assembly, terminal, Corpus(corpus), path, replace=replace
        ),
        data_dir,
    )


async def _export(
    assembly: Assembly, terminal: Terminal, corpus: Corpus, path: Path, *, replace: bool
) -> None:
    with terminal.progress("Exporting", unit="articles") as shown:
        done = await exported(
            await assembly.catalogue(),
            await assembly.following(),
            corpus,
            path,
            replace=replace,
            progress=shown,
        )
    articles = "1 article" if done.articles == 1 else f"{done.articles:,} articles"
    feeds = "1 feed" if done.feeds == 1 else f"{done.feeds:,} feeds"
    terminal.say(f"Exported {articles} and {feeds} to {path}.")
