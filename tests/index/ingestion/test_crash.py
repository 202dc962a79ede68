"""A process killed at any moment leaves a store that the next start completes or cleans."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from index.errors import ReindexNeeded
from index.ingestion.reindexing import check, reindex
from tests.index.ingestion.killed import HILLS, RIVERS, RIVERS_LATER, import_all, import_together
from tests.index.stores import LOCAL, OTHER, contents, open_store


def a_folder(path: Path) -> Path:
    """Make a folder."""
    path.mkdir()
    return path


def play_killed(scenario: str, folder: Path, *, at_least: int = 15) -> list[Path]:
    """Play a scenario from FOLDER/start; return the stores that killed runs left."""
    subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "tests.index.ingestion.killed", scenario, str(folder)],
        check=True,
        timeout=120,
    )
    left = [each for each in folder.iterdir() if each.name.isdecimal()]
    assert len(left) > at_least
    return left


async def test_killed_while_importing(tmp_path: Path) -> None:
    """After a kill at any moment the store holds whole articles, and repeating completes it."""
    async with open_store(a_folder(tmp_path / "start")) as store:
        hills = await store.ingestion.add(LOCAL, HILLS)
    shutil.copytree(tmp_path / "start", tmp_path / "undisturbed")
    async with open_store(tmp_path / "undisturbed") as store:
        possible = [await contents(store)]
        for rivers in (RIVERS, RIVERS_LATER):
            await store.ingestion.add(LOCAL, rivers)
            possible.append(await contents(store))
        await store.ingestion.remove(LOCAL, hills.card.id)
        possible.append(await contents(store))
    reached = set()
    for folder in play_killed("import", tmp_path):
        async with open_store(folder) as store:
            await store.ingestion.recover()
            await check(store.catalogue, store.embedder)
            found = await contents(store)
            assert found in possible
            reached.add(possible.index(found))
            await import_all(store.ingestion)
            assert await contents(store) == possible[-1]
    assert reached == {0, 1, 2, 3}


def articles_of(found: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    """Return what is found of each article: itself, its links and the state of its page.

    Of what its words find only its own passages are told, as scores and others depend on what
    else the corpus has.
    """
    return {
        article["id"]: (
            article
            | {
                "matches": {passage for passage, _ in article["matches"]}
                & {passage.id for passage in article["passages"]}
            },
            *(
                [row for row in found["sightings"][kind] if row[0] == article["id"]]
                for kind in ("links", "visits")
            ),
        )
        for article in found.get(LOCAL, [])
    }


async def test_killed_while_importing_several_at_once(tmp_path: Path) -> None:
    """After a kill at any moment each article is as before or as after, and its vectors with it."""
    async with open_store(a_folder(tmp_path / "start")) as store:
        await store.ingestion.add(LOCAL, HILLS)
        await store.ingestion.add(LOCAL, RIVERS)
        before = articles_of(await contents(store))
    shutil.copytree(tmp_path / "start", tmp_path / "undisturbed")
    async with open_store(tmp_path / "undisturbed") as store:
        await import_together(store.ingestion)
        whole = await contents(store)
        after = articles_of(whole)
    different = set()
    for folder in play_killed("together", tmp_path):
        async with open_store(folder) as store:
            await store.ingestion.recover()
            await check(store.catalogue, store.embedder)
            found = await contents(store)
            articles = articles_of(found)
            for identity in before.keys() | after.keys():
                assert articles.get(identity) in (before.get(identity), after.get(identity))
            assert found["unfinished"] == []
            assert len(found["sightings"]["links"]) == sum(
                len(links) for _, links, _ in articles.values()
            )
            assert await store.vectors.ids(LOCAL) == await store.catalogue.passage_ids(LOCAL)
            different.add(frozenset(articles))
            await import_together(store.ingestion)
            assert await contents(store) == whole
    assert len(different) > 2


async def test_killed_while_removing_a_corpus(tmp_path: Path) -> None:
    """After a kill at any moment all of its articles are there or none, and no other's is gone."""
    async with open_store(a_folder(tmp_path / "start")) as store:
        await store.ingestion.add(LOCAL, RIVERS)
        await store.ingestion.add(LOCAL, HILLS)
        await store.ingestion.add(OTHER, HILLS)
        whole = await contents(store)
    shutil.copytree(tmp_path / "start", tmp_path / "undisturbed")
    async with open_store(tmp_path / "undisturbed") as store:
        await store.ingestion.remove_corpus(LOCAL)
        left = await contents(store)
    outcomes = set()
    for folder in play_killed("forget", tmp_path, at_least=4):
        async with open_store(folder) as store:
            await store.ingestion.recover()
            await check(store.catalogue, store.embedder)
            found = await contents(store)
            assert found in (whole, left)
            outcomes.add(found == left)
            await store.ingestion.remove_corpus(LOCAL)
            assert await contents(store) == left
            assert await store.vectors.count(LOCAL) == 0
    assert outcomes == {True, False}


async def test_killed_while_reindexing(tmp_path: Path) -> None:
    """After a kill while reindexing the store is as before, or asks to be reindexed."""
    async with open_store(a_folder(tmp_path / "start")) as store:
        await store.ingestion.add(LOCAL, RIVERS)
        await store.ingestion.add(LOCAL, HILLS)
        whole = await contents(store)
    outcomes = set()
    for folder in play_killed("reindex", tmp_path):
        async with open_store(folder) as store:
            try:
                await check(store.catalogue, store.embedder)
            except ReindexNeeded:
                outcomes.add("asks")
                await reindex(store.catalogue, store.vectors, store.embedder)
            else:
                outcomes.add("whole")
            assert await contents(store) == whole
    assert outcomes == {"asks", "whole"}
