"""Open questions are gathered once each, and wait until they are closed."""

import pytest

from bot.records import Records
from bot.records.models import OpenQuestion
from index.models import Corpus
from tests.bot.records.values import ALICE, BOB, CLUB_CORPUS, LAB, LAB_CORPUS

MAY, JUNE = "2026-05-01T10:00:00+00:00", "2026-06-01T10:00:00+00:00"


async def ask(
    records: Records, question: str, corpus: Corpus = LAB_CORPUS, created: str = MAY
) -> OpenQuestion | None:
    """Open a question of Alice."""
    return await records.questions.add(
        corpus=corpus,
        guild_id=LAB,
        channel_id=5,
        asker_id=ALICE,
        question=question,
        created=created,
    )


async def test_round_trip(records: Records) -> None:
    """Questions come back as they were asked, oldest first, with the message that shows them."""
    first = await ask(records, "Who caught 3,5 salmon? 🐟")
    second = await ask(records, "When?")
    assert first is not None
    assert second is not None
    assert first == OpenQuestion(
        id=first.id,
        corpus=LAB_CORPUS,
        guild_id=LAB,
        channel_id=5,
        message_id=None,
        asker_id=ALICE,
        question="Who caught 3,5 salmon? 🐟",
        created=MAY,
    )
    assert await records.questions.open(LAB_CORPUS) == [first, second]
    await records.questions.set_message(second.id, 77)
    assert [each.message_id for each in await records.questions.open(LAB_CORPUS)] == [None, 77]


@pytest.mark.parametrize(
    ("question", "same"),
    [
        ("Who caught the salmon?", "  who CAUGHT “the salmon” "),
        ("¿Cuántos años tiene?", "cuantos anos tiene"),
        ("鮭は誰が釣った。", "鮭は誰が釣った"),
        ("???", " ??? "),
    ],
)
async def test_same_question(records: Records, question: str, same: str) -> None:
    """A question in other case, spacing or punctuation is the same, in the same corpus only."""
    first = await ask(records, question)
    assert await ask(records, same) is None
    assert await records.questions.open(LAB_CORPUS) == [first]
    assert await ask(records, same, CLUB_CORPUS) is not None


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Who caught the salmon?", "Who caught the salmons?"),
        ("Who left in 1991?", "Who left in 1992?"),
        ("किसने कहा?", "किसने कही?"),
        ("???", "!!!"),
    ],
)
async def test_other_question(records: Records, question: str, other: str) -> None:
    """Another word, number or vowel sign makes another question."""
    assert await ask(records, question) is not None
    assert await ask(records, other) is not None


async def test_closing(records: Records) -> None:
    """A closed question is gone, may be opened again, and never comes back with its old id."""
    first = await ask(records, "Why?")
    assert first is not None
    await records.questions.close(first.id)
    await records.questions.close(first.id)
    assert await records.questions.open(LAB_CORPUS) == []
    again = await ask(records, "why")
    assert again is not None
    assert again.id != first.id
    assert (await records.people.kept(ALICE)).open_questions == 1
    assert (await records.people.kept(BOB)).open_questions == 0


async def test_prune(records: Records) -> None:
    """Questions asked before a time are deleted, those asked at it stay."""
    await ask(records, "Old?")
    recent = await ask(records, "New?", created=JUNE)
    assert await records.questions.prune(JUNE) == 1
    assert await records.questions.open(LAB_CORPUS) == [recent]
