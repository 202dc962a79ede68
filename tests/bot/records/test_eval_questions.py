"""Questions that are kept to be asked again."""

from dataclasses import replace

import pytest

from answer.models import Turn
from bot.evaluation.keeping import keep_rated, rated_question
from bot.evaluation.models import EvalQuestion
from bot.records import Records
from bot.records.models import Kept
from index.models import ArticleId
from tests.bot.records.values import ALICE, BOB, CLUB_CORPUS, LAB, LAB_CORPUS, answer, citation

MAY = "2026-05-01T10:00:00+00:00"
WHOLE = EvalQuestion(
    id="q1",
    question="Do they leap?",
    answers=("yes", "they do"),
    quotes=("They leap.",),
    rejected=("They sleep.",),
    history=(Turn(speaker="user", text="What of the fish?"), Turn(speaker="agent", text="Here.")),
    article=ArticleId("a1"),
)


async def _keep(records: Records, question: EvalQuestion, *people: int) -> bool:
    return await records.eval_questions.keep(LAB_CORPUS, question, people=people, created=MAY)


async def test_a_question_comes_back_whole(records: Records) -> None:
    """In the order in which they were kept, and in their own corpus only."""
    other = replace(WHOLE, id="q0", expected="abstention", answers=(), history=(), article=None)
    assert await _keep(records, WHOLE, ALICE)
    assert await _keep(records, other)
    assert await records.eval_questions.all(LAB_CORPUS) == (WHOLE, other)
    assert await records.eval_questions.all(CLUB_CORPUS) == ()


async def test_a_question_is_removed_from_its_own_corpus_only(records: Records) -> None:
    """What another corpus asks for changes nothing."""
    await _keep(records, WHOLE)
    assert await records.eval_questions.remove(CLUB_CORPUS, "q1") is None
    assert await records.eval_questions.remove(LAB_CORPUS, "q1") == WHOLE
    assert await records.eval_questions.remove(LAB_CORPUS, "q1") is None


async def test_written_answers_outrank_clicks(records: Records) -> None:
    """A click changes what an earlier click said, but not what somebody wrote down."""
    clicked = replace(WHOLE, answers=(), rejected=())
    turned = replace(clicked, quotes=(), rejected=("They leap.",))
    await _keep(records, clicked)
    await _keep(records, turned)
    assert await records.eval_questions.all(LAB_CORPUS) == (turned,)
    await _keep(records, WHOLE)
    await _keep(records, clicked)
    rewritten = replace(WHOLE, answers=("no",))
    assert [each.answers for each in await records.eval_questions.all(LAB_CORPUS)] == [
        WHOLE.answers
    ]
    await _keep(records, rewritten)
    assert [each.answers for each in await records.eval_questions.all(LAB_CORPUS)] == [("no",)]


async def test_a_full_set_keeps_what_it_has(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes no new question, but what changes of a known one."""
    monkeypatch.setattr("bot.records.eval_questions.MOST", 1)
    assert await _keep(records, WHOLE)
    assert not await _keep(records, replace(WHOLE, id="q2"))
    assert await _keep(records, replace(WHOLE, answers=("no",)))


async def test_whoever_had_a_part_can_be_forgotten(records: Records) -> None:
    """The asker's and the rater's words go with either of them; others' questions stay."""
    await records.answers.save(answer("his", asker_id=BOB))
    shown = answer("hers", parent="his")
    await keep_rated(records, shown, ALICE, good=True)
    await _keep(records, WHOLE, 9)
    none = Kept(questions=0, ratings=0, articles=0, open_questions=0)
    assert await records.people.kept(ALICE) == replace(none, eval_questions=1)
    assert (await records.people.kept(BOB)).eval_questions == 1
    await records.people.forget(BOB)
    assert await records.people.kept(ALICE) == none
    assert await records.eval_questions.all(LAB_CORPUS) == (WHOLE,)


async def test_a_server_takes_its_questions_along(records: Records) -> None:
    """Nothing of a server that is forgotten stays."""
    await _keep(records, WHOLE, ALICE)
    await records.guilds.forget(LAB)
    assert await records.eval_questions.all(LAB_CORPUS) == ()
    assert (await records.people.kept(ALICE)).eval_questions == 0


async def test_neither_summaries_nor_private_answers_are_kept(records: Records) -> None:
    """The ones have no question, the others aren't for moderators; alone with the bot all are."""
    await keep_rated(records, answer("s", kind="summary"), ALICE, good=True)
    await keep_rated(records, answer("p", private=True), ALICE, good=True)
    await records.answers.save(answer("secret", private=True))
    await keep_rated(records, answer("after", parent="secret"), ALICE, good=False)
    assert await records.eval_questions.all(LAB_CORPUS) == ()
    alone = answer("d", private=True, guild_id=None, corpus=CLUB_CORPUS)
    await keep_rated(records, alone, ALICE, good=True)
    assert len(await records.eval_questions.all(CLUB_CORPUS)) == 1


def test_a_rating_says_what_is_right() -> None:
    """Of answers by their quotes, of abstentions by themselves, and by what people write."""
    shown = answer("a", citations=(citation(quote="They leap."),))
    declined = replace(shown, kind="abstention")
    good, bad = rated_question(shown, [], good=True), rated_question(shown, [], good=False)
    assert (good.expected, good.quotes, good.rejected) == ("answer", ("They leap.",), ())
    assert (bad.expected, bad.quotes, bad.rejected) == ("answer", (), ("They leap.",))
    rightly = rated_question(declined, [], good=True)
    assert (rightly.expected, rightly.quotes) == ("abstention", ())
    wrongly = rated_question(declined, [], good=False, answers=["in May"])
    assert (wrongly.expected, wrongly.answers, wrongly.rejected) == ("answer", ("in May",), ())
