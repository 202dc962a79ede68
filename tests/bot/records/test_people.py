"""What is kept about a person can be counted and deleted, to the last trace."""

from bot.places import user_corpus
from bot.records import Records
from bot.records.models import NOBODY, AnswerId, GuildSettings, JobId, Kept
from index.catalogue.catalogue import Catalogue
from index.catalogue.connection import Connection
from index.catalogue.database import Database
from index.models import ArticleId
from tests.bot.records.values import (
    ALICE,
    BOB,
    CLUB_CORPUS,
    LAB,
    LAB_CORPUS,
    add_article,
    answer,
    job,
    note_adder,
    remove_articles,
)
from tests.databases import tables

MAY = "2026-05-01T10:00:00+00:00"
OWN = user_corpus(ALICE)


def _traces(connection: Connection, text: str) -> list[str]:
    """Return the tables that have `text` anywhere."""
    return [
        name
        for name in tables(connection)
        if any(
            text in str(value)
            for row in connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - our own tables
            for value in row
        )
    ]


async def _fill(records: Records, catalogue: Catalogue) -> ArticleId:
    """Let Alice and Bob do everything that is remembered, in the lab and on their own."""
    fish = await add_article(catalogue, LAB_CORPUS, "Fish")
    own = await add_article(catalogue, OWN, "Diary")
    await note_adder(records, LAB_CORPUS, fish, ALICE)
    await note_adder(records, OWN, own, ALICE)
    await records.answers.save(answer("hers"))
    await records.answers.save(answer("own", corpus=OWN, guild_id=None, private=True))
    await records.answers.save(answer("his", asker_id=BOB, parent="hers"))
    for rated in ("hers", "his"):
        for user_id in (ALICE, BOB):
            await records.answers.rate(AnswerId(rated), user_id, False, "why not")
    for asker_id, question in ((ALICE, "Who?"), (BOB, "What?")):
        await records.questions.add(
            corpus=LAB_CORPUS,
            guild_id=LAB,
            channel_id=5,
            asker_id=asker_id,
            question=question,
            created=MAY,
        )
    await records.jobs.add(
        job("hers"), job("own", corpus=OWN, guild_id=None), job("his", user_id=BOB)
    )
    await records.guilds.save(LAB, GuildSettings(language="de"))
    return fish


async def test_kept(records: Records, catalogue: Catalogue) -> None:
    """What is kept about a person is counted, and nobody else's with it."""
    await _fill(records, catalogue)
    assert await records.people.kept(ALICE) == Kept(
        questions=2, ratings=2, articles=4, open_questions=1
    )
    assert await records.people.kept(BOB) == Kept(
        questions=1, ratings=2, articles=1, open_questions=1
    )
    assert await records.people.kept(9) == Kept(
        questions=0, ratings=0, articles=0, open_questions=0
    )


async def test_no_trace_remains(records: Records, catalogue: Catalogue, database: Database) -> None:
    """Once a person is forgotten and their own articles are removed, no table has their id."""
    fish = await _fill(records, catalogue)
    assert await database.read(_traces, str(ALICE)) != []
    await records.people.forget(ALICE)
    await remove_articles(catalogue, OWN)
    assert await database.read(_traces, str(ALICE)) == []
    assert await records.people.adder(LAB_CORPUS, fish) is None
    assert [card.title for card in await catalogue.cards(LAB_CORPUS)] == ["Fish"]


async def test_others_lose_nothing(records: Records, catalogue: Catalogue) -> None:
    """Forgetting one person leaves what others asked and think, and what the server waits for."""
    await _fill(records, catalogue)
    await records.people.forget(ALICE)
    assert await records.people.kept(ALICE) == Kept(
        questions=0, ratings=0, articles=0, open_questions=0
    )
    assert await records.people.kept(BOB) == Kept(
        questions=1, ratings=1, articles=1, open_questions=1
    )
    conversation = await records.answers.conversation(AnswerId("his"))
    assert [record.id for record in conversation] == ["his"]
    pending = await records.jobs.pending()
    assert [(each.id, each.user_id) for each in pending] == [
        (JobId("hers"), NOBODY),
        (JobId("his"), BOB),
    ]


async def test_first_adder_stays(records: Records, catalogue: Catalogue) -> None:
    """Who added an article first is who added it, in its own corpus."""
    fish = await add_article(catalogue, LAB_CORPUS, "Fish")
    await note_adder(records, LAB_CORPUS, fish, NOBODY)
    assert await records.people.adder(LAB_CORPUS, fish) is None
    await note_adder(records, LAB_CORPUS, fish, BOB)
    await note_adder(records, LAB_CORPUS, fish, ALICE)
    assert await records.people.adder(LAB_CORPUS, fish) == BOB
    assert await records.people.adder(CLUB_CORPUS, fish) is None


async def test_adder_is_forgotten_while_a_job_is_done(
    records: Records, catalogue: Catalogue
) -> None:
    """Who is forgotten before their article is there isn't noted, on a server or on their own."""
    for corpus, guild_id in ((LAB_CORPUS, LAB), (OWN, None)):
        article = await add_article(catalogue, corpus, "Fish")
        asked = job(corpus, corpus=corpus, guild_id=guild_id)
        await records.jobs.add(asked)
        await records.people.forget(ALICE)
        await records.people.record_adder(corpus, article, asked.id)
        assert await records.people.adder(corpus, article) is None
        assert await records.jobs.is_pending(asked.id) is (corpus == LAB_CORPUS)


async def test_adder_goes_with_the_article(records: Records, catalogue: Catalogue) -> None:
    """An article that was removed has no adder, also when it is added again."""
    fish = await add_article(catalogue, LAB_CORPUS, "Fish")
    await note_adder(records, LAB_CORPUS, fish, ALICE)
    await remove_articles(catalogue, LAB_CORPUS)
    assert await records.people.adder(LAB_CORPUS, fish) is None
    await note_adder(records, LAB_CORPUS, fish, ALICE)
    assert await add_article(catalogue, LAB_CORPUS, "Fish") == fish
    assert await records.people.adder(LAB_CORPUS, fish) is None
    await note_adder(records, CLUB_CORPUS, fish, ALICE)
    assert await records.people.adder(LAB_CORPUS, fish) is None


async def test_copy(records: Records, catalogue: Catalogue) -> None:
    """A person gets all that is kept about them, in full, and nothing of others."""
    await _fill(records, catalogue)
    copied = await records.people.copy(ALICE)
    kept = await records.people.kept(ALICE)
    assert {name: len(rows) for name, rows in copied.items()} == {
        "questions and answers": kept.questions,
        "ratings": kept.ratings,
        "open questions": kept.open_questions,
        "articles added": 2,
        "articles that wait to be added": 2,
        "feeds added": kept.feeds,
        "questions kept to be asked again": kept.eval_questions,
    }
    assert copied["questions and answers"][0]["claims"] == ["They leap. [1]"]
    assert {row["title"] for row in copied["articles added"]} == {"Fish", "Diary"}
    assert copied["open questions"] == [
        {"guild_id": LAB, "channel_id": 5, "question": "Who?", "created": MAY}
    ]
    assert str(BOB) not in str(copied)
    assert not any((await records.people.copy(9)).values())


async def test_everybody(records: Records, catalogue: Catalogue) -> None:
    """Those of every table are known, and nobody stands for nobody."""
    assert await records.people.everybody() == set()
    await _fill(records, catalogue)
    await records.people.forget(BOB)
    assert await records.people.everybody() == {ALICE}
    await add_article(catalogue, user_corpus(77), "Alone")
    assert await records.people.everybody() == {ALICE, 77}
