"""Answers questions in fair order and step by step.

It ends with an answer, or with a sentence that says why there is none.
"""

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any, Literal

from answer.answering import Outcome
from answer.models import Abstention, Answer
from bot.answer_records import answer_record
from bot.answer_steps import AnswerSteps
from bot.errors import Refused
from bot.history import history_of
from bot.inquiries import Inquiry, check_question
from bot.open_questions import OpenQuestions
from bot.parts import Parts
from bot.posts import Post
from bot.records.models import AnswerId, AnswerRecord
from bot.replies import sentence
from index.models import Corpus

_SECONDS_TO_TELL = 2.0


@dataclass(slots=True, kw_only=True)
class _UnderWay:
    """An answer that is being worked on.

    Attributes:
        whole: all of it, up to the last form.
        work: the part of it that can be broken off.
        broken_off: why it was; None if it wasn't.
    """

    inquiry: Inquiry
    whole: asyncio.Task[Any]
    work: asyncio.Task[Outcome]
    broken_off: Literal["stopped", "restarting"] | None = None

    def break_off(self, why: Literal["stopped", "restarting"]) -> None:
        if not self.work.done():
            self.broken_off = why
            self.work.cancel()


class Asking:
    """Answers what people ask in Discord."""

    def __init__(self, parts: Parts, questions: OpenQuestions) -> None:
        """Answer with `parts`; hand what no article answers to `questions`."""
        self._parts = parts
        self._questions = questions
        self._under_way: dict[AnswerId, _UnderWay] = {}
        self._closing = False

    async def ask(self, inquiry: Inquiry, post: Post) -> AnswerRecord | None:
        """Answer a question in `post`.

        Returns:
            What was shown; None if it was stopped or failed, which the post says.

        Raises:
            Refused: it isn't answered, and nothing was shown.
        """
        if self._closing:
            raise Refused("restarting")
        check_question(inquiry.question)
        self._parts.cooldowns.take(inquiry.asker_id)
        answer_id = self._parts.records.answers.new_id()
        steps = AnswerSteps(inquiry, post, answer_id)
        under_way = _UnderWay(
            inquiry=inquiry,
            whole=_current_task(),
            work=asyncio.create_task(self._outcome(inquiry, steps), name="answer"),
        )
        self._under_way[answer_id] = under_way
        try:
            return await self._followed(answer_id, under_way, steps)
        finally:
            del self._under_way[answer_id]

    def asked(self, corpus: Corpus, answer_id: AnswerId) -> Inquiry | None:
        """Return what is being answered under this id in `corpus`; None if nothing is."""
        under_way = self._under_way.get(answer_id)
        if under_way is None or under_way.inquiry.corpus != corpus:
            return None
        return under_way.inquiry

    def stop(self, answer_id: AnswerId) -> None:
        """Break off an answer, unless it is done but for its last form."""
        if answer_id in self._under_way:
            self._under_way[answer_id].break_off("stopped")

    async def close(self, seconds: float) -> None:
        """Take no more questions; finish what is under way within `seconds`, or say why not."""
        self._closing = True
        whole = [under_way.whole for under_way in self._under_way.values()]
        if not whole:
            return
        await asyncio.wait(whole, timeout=max(seconds - _SECONDS_TO_TELL, 0.0))
        for under_way in self._under_way.values():
            under_way.break_off("restarting")
        _, late = await asyncio.wait(whole, timeout=_SECONDS_TO_TELL)
        for task in late:
            task.cancel()
        await asyncio.wait(whole)

    async def _outcome(self, inquiry: Inquiry, steps: AnswerSteps) -> Outcome:
        """Return the answer or the abstention, once the models were free for it."""
        turn = self._parts.queue.turn(
            corpus=inquiry.corpus, user_id=inquiry.asker_id, waiting=steps.queued
        )
        async with turn:
            await steps.searching()
            answering = (await self._parts.assembly.answers()).answering
            events = answering.answer(
                inquiry.corpus,
                inquiry.question,
                history=await history_of(self._parts.records.answers, inquiry),
                article=None if inquiry.article is None else inquiry.article.id,
                style=inquiry.style,
            )
            async with aclosing(events):
                async for event in events:
                    if isinstance(event, Answer | Abstention):
                        return event
                    await steps.follow(event)
        raise RuntimeError("an answer ended without an outcome")

    async def _followed(
        self, answer_id: AnswerId, under_way: _UnderWay, steps: AnswerSteps
    ) -> AnswerRecord | None:
        """Wait for an outcome, keep it and show it; or show why there is none."""
        texts = under_way.inquiry.texts
        try:
            outcome = await under_way.work
            catalogue = await self._parts.assembly.catalogue()
            record = await answer_record(catalogue, under_way.inquiry, answer_id, outcome)
            await self._parts.records.answers.save(record)
        except asyncio.CancelledError:
            if under_way.broken_off is None:
                raise
            if under_way.broken_off == "stopped":
                await steps.stopped()
            else:
                await steps.failed(texts.error(Refused("restarting")))
            return None
        except Exception as error:
            if isinstance(error, Refused) and not steps.begun:
                raise
            await steps.failed(sentence(texts, error))
            return None
        record = await self._shown(record, steps)
        if isinstance(outcome, Abstention) and under_way.inquiry.article is None:
            await self._questions.gather(record, outcome.searched)
        return record

    async def _shown(self, record: AnswerRecord, steps: AnswerSteps) -> AnswerRecord:
        """Show what was kept; return it with the message that shows it."""
        message_id = await steps.final(record)
        if message_id is None:
            return record
        await self._parts.records.answers.set_message(record.id, message_id)
        return replace(record, message_id=message_id)


def _current_task() -> asyncio.Task[Any]:
    task = asyncio.current_task()
    if task is None:
        raise RuntimeError("questions are asked inside a task")
    return task
