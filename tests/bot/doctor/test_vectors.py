"""Vectors are made to fit the catalogue, whatever became of them."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.models import PassageId
from index.vectors.folder import VectorFolder
from tests.bot.doctor.patients import (
    EVERYTHING,
    LOCAL,
    assembled,
    execute,
    findings,
    found,
)
from tests.index.fakes import BagOfWords
from tests.index.stores import a_draft, an_article


def _delete(folder: Path) -> None:
    shutil.rmtree(folder)


def _delete_seals(folder: Path) -> None:
    for seal in folder.glob("*.seal"):
        seal.unlink()


def _leave_half_a_graph(folder: Path) -> None:
    for file in folder.glob("*/header.bin"):
        file.write_bytes(b"rubbish")
        file.with_name("index_metadata.pickle").write_bytes(b"rubbish")


def _overwrite_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"rubbish" * 10_000)


def _replace_by_a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("in the way")


@pytest.mark.parametrize(
    "break_",
    [_delete, _delete_seals, _leave_half_a_graph, _overwrite_database, _replace_by_a_file],
)
async def test_a_damaged_folder(patient: Path, break_: Callable[[Path], None]) -> None:
    """Missing or damaged vectors are made anew, which is told once."""
    break_(patient / "vectors")
    told = await findings(patient)
    assert len(told) == 1
    assert told[0].startswith("mended")
    assert await findings(patient) == []
    assert await found(patient) == EVERYTHING


async def test_orphans_on_either_side(patient: Path) -> None:
    """Vectors of no passage go, and passages without a vector get theirs back."""
    store = VectorFolder(patient / "vectors")
    (some, *_) = sorted(await store.ids(LOCAL))
    await store.delete(LOCAL, [some])
    stray = [PassageId("stray"), PassageId("astray")]
    await store.upsert(LOCAL, stray, np.eye(2, 64, dtype=np.float32))
    await store.close()
    assert await findings(patient) == [
        "mended 2 vectors were of no passage and are deleted",
        "mended 1 passages had no vector and have one again",
    ]
    assert await findings(patient) == []
    assert await found(patient) == EVERYTHING


async def test_vectors_that_the_catalogue_lost(patient: Path) -> None:
    """They are embedded again, and nothing else is."""
    execute(patient, "DELETE FROM vectors WHERE passage = 1")
    embedder = BagOfWords()
    assert await findings(patient, embedder) == [
        "mended vectors and word index are made anew from the catalogue"
    ]
    assert len(embedder.texts) == 1
    assert await found(patient) == EVERYTHING


async def test_an_article_that_was_being_added(patient: Path) -> None:
    """What was half added when a process was killed is cleaned away."""
    async with assembled(patient, io.StringIO()) as assembly:
        versions = (await assembly.catalogue()).versions
        await versions.store(a_draft(an_article("Eel", "Eels wander."), LOCAL))
    assert "mended 1 articles were half added or half removed" in await findings(patient)
    assert await findings(patient) == []
    assert await found(patient) == EVERYTHING


async def test_a_reindexing_that_was_interrupted(patient: Path) -> None:
    """It is done again, to its end."""
    async with assembled(patient, io.StringIO()) as assembly:
        await (await assembly.catalogue()).begin_reindexing()
    assert await findings(patient) == [
        "mended vectors and word index are made anew from the catalogue"
    ]
    assert await found(patient) == EVERYTHING


async def test_another_embedding_model(patient: Path) -> None:
    """Whether everything is embedded anew is for the host to say, so nothing is changed."""
    (told,) = await findings(patient, BagOfWords(dimension=32))
    assert told.startswith("wrong The articles were indexed with the embedding model")
    assert await findings(patient) == []
    assert await found(patient) == EVERYTHING
