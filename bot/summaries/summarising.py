"""Summarises articles in fair order, point by point, until a summary stands."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from answer.models import Length, PartRead, PointFound, Summary
from answer.summarising import kept_summary
from bot.asking.citation_records import citation_records
from bot.errors import Refused
from bot.localisation import Texts
from bot.parts import Parts
from bot.posting.posts import Post
from bot.posting.replies import sentence
from bot.records.models import AnswerId, AnswerRecord
from bot.render import summaries
from bot.summaries.unsaved import UnsavedArticle
from bot.works import BrokenOff
from index.models import ArticleCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A summary that somebody wants.

    Attributes:
        guild_id: None in direct messages.
        texts: the language of what the summary stands in.
        private: whether only the asker sees it.
        focus: what the points are to be about; None for the whole article.
        unsaved: the article itself where it is in no corpus.
        place: where the text stands if it has no link; its quotes open that.
    """

    card: ArticleCard
    guild_id: int | None
    channel_id: int
    asker_id: int
    texts: Texts
    private: bool
    length: Length = "standard"
    focus: str | None = None
    unsaved: UnsavedArticle | None = None
    place: str | None = None


class Summaries:
    """Makes the summaries that people want in Discord."""

    def __init__(self, parts: Parts) -> None:
        """Summarise with `parts`."""
        self._parts = parts

    async def summarise(self, wish: Wish, post: Post) -> AnswerRecord | None:
        """Summarise an article in `post`.

        Returns:
            What was shown; None if there is no summary, which the post says.

        Raises:
            Refused: the queue is full, or the bot stops; nothing was shown.
        """
        summary_id = self._parts.records.answers.new_id()
        corpus, asker_id = wish.card.corpus, wish.asker_id
        with self._parts.works.enter(summary_id, corpus=corpus, user_id=asker_id) as work:
            try:
                summary = await work.follow(self._summary(wish, post, summary_id))
                if summary.points:
                    return await self._shown(
                        await self._record(wish, summary, summary_id), post, wish
                    )
                told = wish.texts("summary-not-about", focus=summary.focus or "")
            except BrokenOff as error:
                told = _why(wish.texts, error)
            except Refused:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, the asker is told
                told = sentence(wish.texts, error)
            await post.finish(summaries.ended(wish.texts, wish.card.title, told))
            return None

    async def _summary(self, wish: Wish, post: Post, summary_id: AnswerId) -> Summary:
        """Return the summary, at once if it is kept, else once the models were free for it."""
        texts, title = wish.texts, wish.card.title
        kept = await self._kept(wish)
        if kept is not None:
            return kept

        async def waiting(place: int) -> None:
            await post.show(summaries.queued(texts, title, place, summary_id))

        turn = self._parts.queue.turn(
            corpus=wish.card.corpus, user_id=wish.asker_id, waiting=waiting
        )
        async with turn:
            await post.show(summaries.summarising(texts, title, None, summary_id))
            async with aclosing(await self._events(wish)) as events:
                async for event in events:
                    if isinstance(event, Summary):
                        return event
                    await post.show(summaries.summarising(texts, title, event, summary_id))
        raise RuntimeError("a summary ended without an outcome")

    async def _kept(self, wish: Wish) -> Summary | None:
        if wish.unsaved is not None:
            return None
        assembly = self._parts.assembly
        return await kept_summary(
            await assembly.catalogue(),
            await assembly.shelf(),
            wish.card.corpus,
            wish.card.id,
            length=wish.length,
            focus=wish.focus,
        )

    async def _events(self, wish: Wish) -> AsyncGenerator[PartRead | PointFound | Summary, None]:
        summarising = (await self._parts.assembly.answers()).summarising
        if wish.unsaved is not None:
            summarising = summarising.over(wish.unsaved)
        return summarising.summarise(
            wish.card.corpus, wish.card.id, length=wish.length, focus=wish.focus
        )

    async def _shown(self, record: AnswerRecord, post: Post, wish: Wish) -> AnswerRecord:
        """Keep the summary, then show it, so that its buttons work from the start."""
        answers = self._parts.records.answers
        await answers.save(record)
        message_id = await post.finish(summaries.summarised(wish.texts, record))
        if message_id is None:
            return record
        await answers.set_message(record.id, message_id)
        return replace(record, message_id=message_id)

    async def _record(self, wish: Wish, summary: Summary, summary_id: AnswerId) -> AnswerRecord:
        """Return the summary as it is kept and shown."""
        corpus, title = wish.card.corpus, summary.article.title
        catalogue = await self._parts.assembly.catalogue()
        cited = await citation_records(catalogue, corpus, summary.citations)
        if wish.place is not None:
            cited = tuple(replace(citation, link=wish.place) for citation in cited)
        focus = summary.focus
        return AnswerRecord(
            id=summary_id,
            kind="summary",
            corpus=corpus,
            guild_id=wish.guild_id,
            channel_id=wish.channel_id,
            message_id=None,
            asker_id=wish.asker_id,
            private=wish.private,
            question=wish.texts("summary-focused", title=title, focus=focus) if focus else title,
            article_id=wish.card.id if wish.unsaved is None else None,
            claims=tuple(point.marked for point in summary.points),
            citations=cited,
            parent=None,
            created=datetime.now(UTC).isoformat(timespec="milliseconds"),
        )


def _why(texts: Texts, error: BrokenOff) -> str:
    stopped = error.reason == "stopped"
    return texts("summary-stopped") if stopped else texts.error(Refused("restarting"))
