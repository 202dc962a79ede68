"""Answers questions in fair order and step by step.

It ends with an answer, or with a sentence that says why there is none.
"""

import logging
from contextlib import aclosing
from dataclasses import replace

from answer.answering import Outcome
from answer.models import Abstention, Answer
from bot.asking.answer_records import answer_record
from bot.asking.answer_steps import AnswerSteps
from bot.asking.history import history_of
from bot.asking.inquiries import Inquiry, check_question
from bot.asking.open_questions import OpenQuestions
from bot.errors import Refused
from bot.parts import Parts
from bot.posting.posts import Post
from bot.posting.replies import sentence
from bot.records.models import AnswerId, AnswerRecord
from bot.works import BrokenOff
from index.tracing import traced, traced_seconds

_log = logging.getLogger(__name__)


class Asking:
    """Answers what people ask in Discord."""

    def __init__(self, parts: Parts, questions: OpenQuestions) -> None:
        """Answer with `parts`; hand what no article answers to `questions`."""
        self._parts = parts
        self._questions = questions

    async def ask(self, inquiry: Inquiry, post: Post) -> AnswerRecord | None:
        """Answer a question in `post`.

        Returns:
            What was shown; None if it was stopped or failed, which the post says.

        Raises:
            Refused: it isn't answered, and nothing was shown.
        """
        with traced() as trace:
            record = await self._asked(inquiry, post)
        stages = ", ".join(f"{name} {s * 1000:.0f} ms" for name, s in trace.seconds.items())
        _log.info("Where the time of a question went: %s", stages or "nowhere")
        return record

    async def _asked(self, inquiry: Inquiry, post: Post) -> AnswerRecord | None:
        check_question(inquiry.question)
        asked = self._parts.metrics.asked()
        answer_id = self._parts.records.answers.new_id()
        steps = AnswerSteps(inquiry, post, answer_id)
        corpus, asker_id = inquiry.corpus, inquiry.asker_id
        with self._parts.works.enter(answer_id, corpus=corpus, user_id=asker_id) as work:
            self._parts.cooldowns.take(asker_id, inquiry.guild_id)
            try:
                outcome = await work.follow(self._outcome(inquiry, steps))
                kept = await self._kept(inquiry, answer_id, outcome)
                record = await self._shown(kept, steps)
                asked.answered(outcome, traced_seconds())
            except BrokenOff as error:
                await self._broken_off(inquiry, error, steps)
                return None
            except Exception as error:
                if isinstance(error, Refused) and not steps.begun:
                    raise
                await steps.failed(sentence(inquiry.texts, error, self._parts.metrics))
                return None
            asked_all = inquiry.article is None
            if isinstance(outcome, Abstention) and asked_all and outcome.redirection is None:
                await self._questions.gather(record, outcome.searched)
            return record

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

    async def _kept(self, inquiry: Inquiry, answer_id: AnswerId, outcome: Outcome) -> AnswerRecord:
        """Keep what is to be shown, so that its buttons work from the start."""
        catalogue = await self._parts.assembly.catalogue()
        record = await answer_record(catalogue, inquiry, answer_id, outcome)
        await self._parts.records.answers.save(record)
        return record

    async def _shown(self, record: AnswerRecord, steps: AnswerSteps) -> AnswerRecord:
        """Show what was kept; return it with the message that shows it."""
        message_id = await steps.final(record)
        if message_id is None:
            return record
        await self._parts.records.answers.set_message(record.id, message_id)
        return replace(record, message_id=message_id)

    async def _broken_off(self, inquiry: Inquiry, error: BrokenOff, steps: AnswerSteps) -> None:
        if error.reason == "stopped":
            await steps.stopped()
        else:
            await steps.failed(inquiry.texts.error(Refused("restarting")))
