"""Kills `footnote import` at random moments: does the store end up as if nothing had happened?

    python -m evals.crash [FILE.jsonl] --kills 50

FILE.jsonl is what `footnote import` takes; without it, articles of random words are made. One
import runs undisturbed. Then imports are killed with SIGKILL and started again in the same folder
until one gets to its end, and its store is compared with the undisturbed one; a new folder follows
until there were enough kills. The exit code is 1 when a store differs or an import fails.
"""

import argparse
import asyncio
import json
import random
import shutil
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from index.catalogue import Catalogue
from index.vectors import VectorStore
from index.words import terms

_CATALOGUE = "catalogue.sqlite3"
_VECTORS = "vectors"
_ARTICLES = 16
_EARLIEST = 0.3  # of an undisturbed import's time: before it, the program is only starting
_WORDS = [
    "amber",
    "birch",
    "candle",
    "delta",
    "ember",
    "fjord",
    "garnet",
    "harbour",
    "island",
    "juniper",
    "kettle",
    "lantern",
]


class ImportFailed(Exception):  # noqa: N818 - says what happened, and is shown as it is
    """An import that nobody killed didn't succeed."""


def made_articles(seed: int) -> str:
    """Return lines for `footnote import`: articles of random words, the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 - for test input, not for secrets

    def sentence() -> str:
        return " ".join(chance.choices(_WORDS, k=12)).capitalize() + "."

    def paragraph() -> str:
        return " ".join(sentence() for _ in range(8))

    lines = (
        {"title": f"Article {number}", "text": "\n\n".join(paragraph() for _ in range(5))}
        for number in range(_ARTICLES)
    )
    return "\n".join(map(json.dumps, lines))


async def run_import(file: Path, folder: Path, *, kill_after: float | None) -> bool:
    """Run `footnote import`; return whether it got to its end before it was killed.

    Raises:
        ImportFailed: it ended by itself and not with success.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "import", str(file), "--data-dir", str(folder)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    talking = asyncio.create_task(process.communicate())
    done, _ = await asyncio.wait({talking}, timeout=kill_after)
    if not done:
        process.kill()
    _, complaint = await talking
    if done and process.returncode:
        raise ImportFailed(f"The import failed: {complaint.decode(errors='replace').strip()}")
    return bool(done)


async def contents(folder: Path) -> dict[str, Any]:
    """Return everything that can be found in a data folder, times left out."""
    catalogue = await Catalogue.open(folder / _CATALOGUE)
    vectors = VectorStore(folder / _VECTORS)
    try:
        found: dict[str, Any] = {
            "unfinished": await catalogue.versions.stored("pending", "retired"),
            "model": await catalogue.embedding_model(),
        }
        for corpus in await catalogue.corpora():
            articles = {}
            for card in await catalogue.cards(corpus):
                matches = await catalogue.match(corpus, terms(card.title, card.language), 1000)
                articles[card.id] = (
                    {key: value for key, value in asdict(card).items() if key != "added"},
                    (await catalogue.article(corpus, card.id)).text,
                    await catalogue.article_passages(corpus, card.id),
                    sorted((passage, round(score, 9)) for passage, score in matches),
                )
            found[corpus] = articles, await vectors.ids(corpus)
        return found
    finally:
        await vectors.close()
        await catalogue.close()


async def measure(file: Path, folder: Path, *, kills: int, seed: int, console: Console) -> bool:
    """Kill imports of `file` in `folder`; return whether every store ended up the same."""
    chance = random.Random(seed)  # noqa: S311 - for moments, not for secrets
    whole = folder / "whole"
    await run_import(file, whole, kill_after=None)  # makes the embedding model's file too
    _forget_articles(whole)
    began = time.monotonic()
    await run_import(file, whole, kill_after=None)
    seconds = time.monotonic() - began
    expected = await contents(whole)
    console.print(f"An undisturbed import takes {seconds:.1f} s.")
    killed, stores, different = 0, 0, 0
    while killed < kills:
        stores += 1
        store = folder / str(stores)
        shutil.copytree(whole, store)
        _forget_articles(store)
        before = killed
        ended = False
        while not ended:
            after = chance.uniform(_EARLIEST, 1.0) * seconds if killed < kills else None
            ended = await run_import(file, store, kill_after=after)
            killed += not ended
        same = await contents(store) == expected
        different += not same
        console.print(
            f"Store {stores}: {killed - before} kills, {'the same' if same else 'DIFFERENT'}."
        )
        if same:
            shutil.rmtree(store)
    console.print(f"{killed} kills, {stores} stores, {different} different.")
    return different == 0


def _forget_articles(folder: Path) -> None:
    for file in folder.glob(f"{_CATALOGUE}*"):
        file.unlink()
    shutil.rmtree(folder / _VECTORS)


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m evals.crash", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory() as folder:
        file = arguments.file
        if file is None:
            file = Path(folder) / "articles.jsonl"
            file.write_text(made_articles(arguments.seed), encoding="utf-8")
        try:
            same = asyncio.run(
                measure(
                    file,
                    Path(folder),
                    kills=arguments.kills,
                    seed=arguments.seed,
                    console=console,
                )
            )
        except ImportFailed as error:
            console.print(str(error))
            same = False
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
