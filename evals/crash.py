"""Kills `footnote import` at random moments: does the store end up as if nothing had happened?

    python -m evals.crash [FILE.jsonl] --articles 1000 --kills 20

FILE.jsonl is what `footnote import` takes; without it, articles of random words are made. One
import runs undisturbed. Another one is killed with SIGKILL and started again in the same folder,
as often as asked, each time when a random number of articles is in and a random moment has passed.
Then it may run to its end, and both stores are compared. The exit code is 1 when they differ or an
import fails.
"""

import argparse
import asyncio
import json
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from index.catalogue.catalogue import Catalogue
from index.vectors.folder import VectorFolder
from index.words import terms

_CATALOGUE = "catalogue.sqlite3"
_VECTORS = "vectors"
_LOOK_SECONDS = 0.05  # between two looks at how many articles are in
_MOMENT_SECONDS = 0.5  # a kill comes at a random moment of these after the look
_SEARCHED_TITLES = 50
_ALL = 1_000_000  # passages
_VECTORS_DIFFER = 0.01  # by how much at most: what shares a batch changes the last digits
_WORDS = [
    "amber", "birch", "candle", "delta", "ember", "fjord", "garnet", "harbour", "island",
    "juniper", "kettle", "lantern", "meadow", "nettle", "orchard", "pebble", "quarry", "ribbon",
]  # fmt: skip


class ImportFailed(Exception):  # noqa: N818 - says what happened, and is shown as it is
    """An import that nobody killed didn't succeed."""


def made_articles(count: int, seed: int) -> str:
    """Return lines for `footnote import`: short articles of random words, the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 - for test input, not for secrets

    def sentence() -> str:
        return " ".join(chance.choices(_WORDS, k=12)).capitalize() + "."

    def paragraph() -> str:
        return " ".join(sentence() for _ in range(3))

    def line(number: int) -> dict[str, str]:
        text = "\n\n".join(paragraph() for _ in range(chance.randint(1, 4)))
        title = f"{number}: {' '.join(chance.choices(_WORDS, k=3))}"
        link = {"url": f"https://example.org/{number}"} if number % 2 else {}
        return {"title": title, "text": text} | link

    return "\n".join(json.dumps(line(number)) for number in range(count))


async def run_import(file: Path, folder: Path, *, killed_at: Awaitable[object] | None) -> bool:
    """Run `footnote import`; return whether it got to its end before it was killed.

    Args:
        file: what to import.
        folder: the data folder.
        killed_at: when this is through, the process is killed; None for never.

    Raises:
        ImportFailed: it ended by itself and not with success.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "import", str(file), "--data-dir", str(folder)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    talking = asyncio.ensure_future(process.communicate())
    waiting: set[asyncio.Future[Any]] = {talking}
    if killed_at is not None:
        waiting.add(asyncio.ensure_future(killed_at))
    done, others = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    ended = talking in done
    if not ended:
        process.kill()
    for other in others - {talking}:
        other.cancel()
    _, complaint = await talking
    if ended and process.returncode:
        raise ImportFailed(f"The import failed: {complaint.decode(errors='replace').strip()}")
    return ended


async def some_are_in(folder: Path, articles: int, then: float) -> None:
    """Return some seconds after so many articles can be found in a data folder."""
    while await asyncio.to_thread(_articles_in, folder) < articles:  # noqa: ASYNC110 - polls a file
        await asyncio.sleep(_LOOK_SECONDS)
    await asyncio.sleep(then)


def _articles_in(folder: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{folder / _CATALOGUE}?mode=ro", uri=True)) as reader:
            query = "SELECT count(*) FROM versions WHERE state = 'ready'"
            return int(reader.execute(query).fetchone()[0])
    except sqlite3.OperationalError:  # there is no catalogue yet, or no table in it
        return 0


async def contents(folder: Path) -> dict[str, Any]:
    """Return everything that can be found in a data folder, times left out."""
    catalogue = await Catalogue.open(folder / _CATALOGUE)
    vectors = VectorFolder(folder / _VECTORS)
    try:
        found: dict[str, Any] = {
            "unfinished": await catalogue.versions.stored("pending", "retired"),
            "model": await catalogue.embedding_model(),
            "sightings": _sightings(folder),
        }
        for corpus in await catalogue.corpora():
            cards = await catalogue.cards(corpus)
            searched = sorted(card.title for card in cards)[:_SEARCHED_TITLES]
            found[corpus] = {
                "articles": {
                    card.id: (
                        {key: value for key, value in asdict(card).items() if key != "added"},
                        (await catalogue.article(corpus, card.id)).text,
                        await catalogue.article_passages(corpus, card.id),
                        [
                            (version.title, version.text_hash, version.words)
                            for version in await catalogue.history(corpus, card.id)
                        ],
                    )
                    for card in cards
                },
                "sketches": await catalogue.versions.sketches(corpus),
                "words": {
                    term: sorted(
                        (passage, round(score, 9))
                        for passage, score in await catalogue.match(corpus, [term], _ALL)
                    )
                    for title in searched
                    for term in terms(title, cards[0].language)
                },
            }
            found[f"vectors of {corpus}"] = await vectors.vectors(corpus, await vectors.ids(corpus))
        return found
    finally:
        await vectors.close()
        await catalogue.close()


def _sightings(folder: Path) -> list[tuple[str, ...]]:
    """Return the links of all articles, and what servers called the states of their pages."""
    with closing(sqlite3.connect(folder / _CATALOGUE)) as connection:
        return connection.execute(
            "SELECT 'link', article, link, NULL FROM aliases "
            "UNION ALL SELECT 'visit', article, etag, last_modified FROM visits ORDER BY 1, 2, 3"
        ).fetchall()


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Return the names of what differs between the contents of two stores."""
    names = sorted(one.keys() | other.keys())
    return [name for name in names if not _same(one.get(name), other.get(name))]


def _same(one: Any, other: Any) -> bool:
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return bool(one == other)
    if one.keys() != other.keys():
        return False
    return all(
        np.abs(one[key] - other[key]).max() < _VECTORS_DIFFER
        if isinstance(one[key], np.ndarray)
        else one[key] == other[key]
        for key in one
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """What became of a store whose imports were killed.

    Attributes:
        articles: how many there are in an undisturbed one.
        kills: how often an import was killed.
        different: what isn't as it is in the undisturbed one; empty if nothing was lost.
    """

    articles: int
    kills: int
    different: tuple[str, ...]


async def measure(
    file: Path, folder: Path, *, kills: int, seed: int, tell: Callable[[str], None]
) -> Survival:
    """Kill an import of `file` in `folder`, again and again, and compare its store.

    Args:
        file: what to import.
        folder: where both stores are made.
        kills: how often to try to kill it; a kill may come too late.
        seed: of the moments.
        tell: shows how far it is.

    Raises:
        ImportFailed: an import that nobody killed didn't succeed.
    """
    chance = random.Random(seed)  # noqa: S311 - for moments, not for secrets
    whole, store = folder / "whole", folder / "killed"
    began = time.monotonic()
    await run_import(file, whole, killed_at=None)
    tell(f"An undisturbed import takes {time.monotonic() - began:.0f} s.")
    expected = await contents(whole)
    articles, killed = _articles_in(whole), 0
    store.mkdir()
    for model in (file for file in whole.iterdir() if file.name not in {_CATALOGUE, _VECTORS}):
        _copy(model, store)  # made from the bundled weights by the first run, and not of interest
    for number, target in enumerate(sorted(chance.choices(range(articles), k=kills)), start=1):
        moment = some_are_in(store, target, chance.uniform(0, _MOMENT_SECONDS))
        if await run_import(file, store, killed_at=moment):
            tell(f"Kill {number} came too late.")
        else:
            killed += 1
            tell(f"Kill {number}: {_articles_in(store)} of {articles} articles are in.")
    await run_import(file, store, killed_at=None)
    different = differences(expected, await contents(store))
    return Survival(articles=articles, kills=killed, different=tuple(different))


def _copy(thing: Path, folder: Path) -> None:
    if thing.is_dir():
        shutil.copytree(thing, folder / thing.name)
    elif not thing.name.startswith(_CATALOGUE):
        shutil.copy(thing, folder)


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m evals.crash", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=1000, help="how many to make")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory(prefix="footnote-evals-") as folder:
        file = arguments.file
        if file is None:
            file = Path(folder) / "articles.jsonl"
            file.write_text(made_articles(arguments.articles, arguments.seed), encoding="utf-8")
        began = time.monotonic()
        try:
            survival = asyncio.run(
                measure(
                    file,
                    Path(folder),
                    kills=arguments.kills,
                    seed=arguments.seed,
                    tell=console.print,
                )
            )
        except ImportFailed as error:
            console.print(str(error))
            sys.exit(1)
    verdict = f"DIFFERENT: {', '.join(survival.different)}" if survival.different else "the same"
    console.print(
        f"{survival.articles} articles, {survival.kills} kills, {time.monotonic() - began:.0f} s: "
        f"the store is {verdict}."
    )
    sys.exit(1 if survival.different else 0)


if __name__ == "__main__":
    main()
