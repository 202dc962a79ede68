"""The host forgets a person on the command line, while the bot is stopped."""

import asyncio
from pathlib import Path

from bot.places import user_corpus
from bot.records import Records
from index.catalogue.catalogue import Catalogue
from index.catalogue.sqlite import SqliteDatabase
from tests.bot.conftest import Footnote
from tests.bot.records.values import ALICE, BOB, add_article, answer, note_adder


async def _fill(folder: Path) -> None:
    database = SqliteDatabase(folder / "catalogue.sqlite3")
    await database.open()
    records, catalogue = Records(database), Catalogue(database)
    for name, user_id in (("hers", ALICE), ("again", ALICE), ("his", BOB)):
        await records.answers.save(answer(name, asker_id=user_id))
    own = await add_article(catalogue, user_corpus(ALICE), "Diary")
    await note_adder(records, user_corpus(ALICE), own, ALICE)
    await database.close()


async def _kept(folder: Path) -> tuple[int, int, int]:
    database = SqliteDatabase(folder / "catalogue.sqlite3")
    await database.open()
    people = Records(database).people
    counts = await Catalogue(database).counts(user_corpus(ALICE))
    kept = (await people.kept(ALICE)).questions, (await people.kept(BOB)).questions
    await database.close()
    return *kept, counts.articles


def test_a_person_is_forgotten(footnote: Footnote, tmp_path: Path) -> None:
    """It says what was deleted, others keep what is theirs, and a second time there is nothing."""
    (tmp_path / "data").mkdir()
    asyncio.run(_fill(tmp_path / "data"))
    told = footnote("forget", str(ALICE))
    assert told.exit_code == 0, told.output
    assert f"Forgot {ALICE}. Deleted: 2 questions with their answers" in told.output
    assert "1 note of who added an article, 1 article of direct messages." in told.output
    assert "deleted again" in told.output
    assert asyncio.run(_kept(tmp_path / "data")) == (0, 1, 0)
    again = footnote("forget", str(ALICE))
    assert f"Nothing was kept about {ALICE}." in again.output


def test_what_is_no_id_is_refused(footnote: Footnote) -> None:
    """A name isn't an id; nothing is opened then."""
    assert footnote("forget", "alice").exit_code == 2
    assert footnote("forget", "0").exit_code == 2
