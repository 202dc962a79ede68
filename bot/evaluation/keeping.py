"""Ratings of answers become questions that are asked again."""

from collections.abc import Sequence

from answer.models import Turn
from bot.evaluation.models import EvalQuestion, Expected
from bot.records import Records
from bot.records.models import AnswerRecord
from index.clock import utc_now


async def keep_rated(
    records: Records,
    record: AnswerRecord,
    user_id: int,
    *,
    good: bool,
    answers: Sequence[str] = (),
) -> None:
    """Keep the question of an answer that was rated.

    What was asked or answered privately in a server isn't kept, since its moderators could read it
    then; nor is a summary, which has no question.

    Args:
        records: where it is kept.
        record: the answer.
        user_id: who rated it.
        good: whether it is right.
        answers: words that a right answer has, as the person says.

    Raises:
        CatalogueError: it can't be kept.
    """
    if record.kind not in ("answer", "abstention"):
        return
    before: tuple[AnswerRecord, ...] = ()
    if record.parent is not None:
        before = await records.answers.conversation(record.parent)
    if record.guild_id is not None and any(each.private for each in (*before, record)):
        return
    people = {user_id, record.asker_id, *(each.asker_id for each in before)}
    question = rated_question(record, before, good=good, answers=answers)
    await records.eval_questions.keep(
        record.corpus, question, people=people, created=utc_now().isoformat()
    )


def rated_question(
    record: AnswerRecord,
    before: Sequence[AnswerRecord],
    *,
    good: bool,
    answers: Sequence[str] = (),
) -> EvalQuestion:
    """Return the question of an answer or an abstention, with what a rating tells of it.

    Args:
        record: what was rated.
        before: the conversation before it, oldest first.
        good: whether it was right.
        answers: words that a right answer has.
    """
    declined = record.kind == "abstention"
    quotes = () if declined else tuple(citation.quote for citation in record.citations)
    expected: Expected = "abstention" if declined and good else "answer"
    return EvalQuestion(
        id=record.id,
        question=record.question,
        expected=expected,
        answers=tuple(answers),
        quotes=quotes if good else (),
        rejected=() if good else quotes,
        history=tuple(turn for each in before for turn in _turns(each)),
        article=record.article_id,
    )


def _turns(record: AnswerRecord) -> tuple[Turn, Turn]:
    return (
        Turn(speaker="user", text=record.question),
        Turn(speaker="agent", text=" ".join(record.claims)),
    )
