"""Answers come back as they were shown, to their own corpus only, until they are deleted."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.records import Records
from bot.records.answers import CONVERSATION
from bot.records.models import AnswerId, AnswerRecord, Rating
from index.models import ArticleId
from tests.bot.records.values import (
    ALICE,
    BOB,
    CLUB_CORPUS,
    LAB_CORPUS,
    answer,
    answers,
    citation,
)

ONE, TWO = AnswerId("one"), AnswerId("two")


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50
)
@given(record=answers)
async def test_round_trip(records: Records, record: AnswerRecord) -> None:
    """Whatever was saved is read back the same, whatever stood under its id before."""
    await records.answers.save(record)
    assert await records.answers.get(record.corpus, record.id) == record
    await records.answers.delete(record.corpus, record.id)
    assert await records.answers.get(record.corpus, record.id) is None


async def test_saved_again(records: Records) -> None:
    """Saving an id again changes every value of it and keeps the ratings."""
    again = AnswerRecord(
        id=ONE,
        kind="summary",
        corpus=CLUB_CORPUS,
        guild_id=2002,
        channel_id=6,
        message_id=9,
        asker_id=BOB,
        private=True,
        question="Fish",
        article_id=ArticleId("a1"),
        claims=("One. [1]", "Two. [1]"),
        citations=(citation(quote="Trout stay.", link="https://example.org/fish"),),
        parent=TWO,
        created="2026-06-01T10:00:00+00:00",
    )
    await records.answers.save(answer("one"))
    await records.answers.rate(ONE, BOB, True, None)
    await records.answers.save(again)
    assert await records.answers.get(CLUB_CORPUS, ONE) == again
    assert await records.answers.get(LAB_CORPUS, ONE) is None
    assert len(await records.answers.ratings(ONE)) == 1


async def test_corpora_are_apart(records: Records) -> None:
    """An id is of no use in another corpus, neither for reading nor for deleting."""
    await records.answers.save(answer("one"))
    assert await records.answers.get(CLUB_CORPUS, ONE) is None
    assert not await records.answers.delete(CLUB_CORPUS, ONE)
    assert await records.answers.delete(LAB_CORPUS, ONE)
    assert not await records.answers.delete(LAB_CORPUS, ONE)


async def test_ids(records: Records) -> None:
    """New ids are all different and short enough for any button."""
    ids = {records.answers.new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(each) for each in ids} == {16}


async def test_set_message(records: Records) -> None:
    """An answer is kept with the message that shows it, once that is known."""
    await records.answers.save(answer("one"))
    await records.answers.set_message(ONE, 77)
    assert await records.answers.get(LAB_CORPUS, ONE) == answer("one", message_id=77)


@pytest.mark.parametrize("length", [1, CONVERSATION, CONVERSATION + 3])
async def test_conversation(records: Records, length: int) -> None:
    """A conversation is the answer and those before it, oldest first, the last few at most."""
    for number in range(length):
        parent = f"n{number - 1}" if number else None
        await records.answers.save(answer(f"n{number}", parent=parent))
    found = await records.answers.conversation(AnswerId(f"n{length - 1}"))
    expected = [f"n{number}" for number in range(max(0, length - CONVERSATION), length)]
    assert [record.id for record in found] == expected


async def test_conversation_ends(records: Records) -> None:
    """A conversation ends at a deleted answer and at another corpus, and a circle ends too."""
    await records.answers.save(answer("foreign", corpus=CLUB_CORPUS))
    await records.answers.save(answer("one", parent="foreign"))
    await records.answers.save(answer("two", parent="deleted"))
    await records.answers.save(answer("circle", parent="circle"))
    assert [record.id for record in await records.answers.conversation(ONE)] == [ONE]
    assert [record.id for record in await records.answers.conversation(TWO)] == [TWO]
    assert len(await records.answers.conversation(AnswerId("circle"))) == CONVERSATION
    assert await records.answers.conversation(AnswerId("unknown")) == ()


async def test_ratings(records: Records) -> None:
    """Everybody has one rating, the last; a reason stays until the answer is thought good."""
    rate = records.answers.rate
    await records.answers.save(answer("one"))
    await rate(ONE, ALICE, True, None)
    await rate(ONE, BOB, False, None)
    await rate(ONE, BOB, False, "wrong year")
    await rate(ONE, BOB, False, None)
    assert await records.answers.ratings(ONE) == [
        Rating(user_id=ALICE, good=True, reason=None),
        Rating(user_id=BOB, good=False, reason="wrong year"),
    ]
    await rate(ONE, BOB, False, "wrong name")
    await rate(ONE, ALICE, False, None)
    assert [each.reason for each in await records.answers.ratings(ONE)] == [None, "wrong name"]
    await rate(ONE, BOB, True, None)
    assert (await records.answers.ratings(ONE))[1] == Rating(user_id=BOB, good=True, reason=None)


async def test_ratings_go_with_their_answer(records: Records) -> None:
    """A deleted answer has no ratings, and rating it does nothing."""
    await records.answers.save(answer("one"))
    await records.answers.rate(ONE, BOB, True, None)
    await records.answers.delete(LAB_CORPUS, ONE)
    assert await records.answers.ratings(ONE) == []
    await records.answers.rate(ONE, BOB, True, None)
    assert await records.answers.ratings(ONE) == []
    assert (await records.people.kept(BOB)).ratings == 0


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20
)
@given(days=st.lists(st.integers(1, 28), max_size=6), limit=st.integers(1, 28))
async def test_prune(records: Records, days: list[int], limit: int) -> None:
    """What was made before a time is deleted in every corpus; the rest stays."""
    for number, day in enumerate(days):
        corpus = (LAB_CORPUS, CLUB_CORPUS)[number % 2]
        created = f"2026-05-{day:02}T10:00:00.5+00:00"
        await records.answers.save(answer(f"n{number}", corpus=corpus, created=created))
    pruned = await records.answers.prune(f"2026-05-{limit:02}T10:00:00+00:00")
    assert pruned == sum(day < limit for day in days)
    assert await records.answers.prune("2027") == len(days) - pruned
