"""Makes summaries and comparisons in fair order, and shows how far they are."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from discord import ui

from answer.models import PartRead, PointFound
from bot.errors import Refused
from bot.localisation import Texts
from bot.parts import Parts
from bot.posting.posts import Post
from bot.posting.replies import sentence
from bot.records.models import AnswerId, AnswerRecord
from bot.render import summaries
from bot.works import BrokenOff
from index.models import Corpus

_Outcome = TypeVar("_Outcome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Making(Generic[_Outcome]):
    """How something that somebody wants is made and shown.

    Attributes:
        title: what it is called while it is made.
        kept: returns what was made before; None if it has to be made.
        events: returns how far it is and, last, the outcome.
        record: returns what is kept and shown of the outcome; a sentence if there is nothing.
        shown: draws what is kept.
    """

    corpus: Corpus
    asker_id: int
    texts: Texts
    title: str
    kept: Callable[[], Awaitable[_Outcome | None]]
    events: Callable[[], Awaitable[AsyncGenerator[PartRead | PointFound | _Outcome, None]]]
    record: Callable[[_Outcome, AnswerId], Awaitable[AnswerRecord | str]]
    shown: Callable[[Texts, AnswerRecord], ui.LayoutView]


async def make(parts: Parts, making: Making[_Outcome], post: Post) -> AnswerRecord | None:
    """Make and show something in `post`.

    Returns:
        What was shown; None if there is nothing, which the post says.

    Raises:
        Refused: the queue is full, or the bot stops; nothing was shown.
    """
    answer_id = parts.records.answers.new_id()
    texts, corpus, asker_id = making.texts, making.corpus, making.asker_id
    with parts.works.enter(answer_id, corpus=corpus, user_id=asker_id) as work:
        try:
            outcome = await work.follow(_outcome(parts, making, post, answer_id))
            record = await making.record(outcome, answer_id)
            if isinstance(record, AnswerRecord):
                parts.metrics.summarised("made")
                return await _kept_and_shown(parts, making, record, post)
            parts.metrics.summarised("nothing")
            told = record
        except BrokenOff as error:
            parts.metrics.summarised("stopped")
            stopped = error.reason == "stopped"
            told = texts("summary-stopped") if stopped else texts.error(Refused("restarting"))
        except Refused:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the asker is told
            told = sentence(texts, error, parts.metrics)
        await post.finish(summaries.ended(texts, making.title, told))
        return None


async def _outcome(
    parts: Parts, making: Making[_Outcome], post: Post, answer_id: AnswerId
) -> _Outcome:
    """Return the outcome, at once if it is kept, else once the models were free for it."""
    texts, title = making.texts, making.title
    kept = await making.kept()
    if kept is not None:
        return kept

    async def waiting(place: int) -> None:
        await post.show(summaries.queued(texts, title, place, answer_id), minor=True)

    turn = parts.queue.turn(corpus=making.corpus, user_id=making.asker_id, waiting=waiting)
    async with turn:
        await post.show(summaries.summarising(texts, title, None, answer_id), minor=True)
        async with aclosing(await making.events()) as events:
            async for event in events:
                if not isinstance(event, PartRead | PointFound):
                    return event
                await post.show(summaries.summarising(texts, title, event, answer_id), minor=True)
    raise RuntimeError("what was made ended without an outcome")


async def _kept_and_shown(
    parts: Parts, making: Making[_Outcome], record: AnswerRecord, post: Post
) -> AnswerRecord:
    """Keep what was made, then show it, so that its buttons work from the start."""
    await parts.records.answers.save(record)
    message_id = await post.finish(making.shown(making.texts, record))
    if message_id is None:
        return record
    await parts.records.answers.set_message(record.id, message_id)
    return replace(record, message_id=message_id)
