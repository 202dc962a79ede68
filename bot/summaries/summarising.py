"""The summaries that people want in Discord, and what is kept of them."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace

from answer.models import Length, PartRead, PointFound, Summary
from answer.summarising import kept_summary
from bot.asking.citation_records import citation_records
from bot.localisation import Texts
from bot.parts import Parts
from bot.posting.posts import Post
from bot.records.models import AnswerId, AnswerRecord
from bot.render import summaries
from bot.summaries.making import Making, make
from bot.summaries.unsaved import UnsavedArticle
from index.clock import utc_now
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
        making: Making[Summary] = Making(
            corpus=wish.card.corpus,
            asker_id=wish.asker_id,
            texts=wish.texts,
            title=wish.card.title,
            kept=lambda: self._kept(wish),
            events=lambda: self._events(wish),
            record=lambda summary, answer_id: self._record(wish, summary, answer_id),
            shown=summaries.summarised,
        )
        return await make(self._parts, making, post)

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

    async def _record(
        self, wish: Wish, summary: Summary, answer_id: AnswerId
    ) -> AnswerRecord | str:
        """Return the summary as it is kept and shown; a sentence if it has no points."""
        corpus, title, focus = wish.card.corpus, summary.article.title, summary.focus
        if not summary.points:
            return wish.texts("summary-not-about", focus=focus or "")
        catalogue = await self._parts.assembly.catalogue()
        cited = await citation_records(catalogue, corpus, summary.citations)
        if wish.place is not None:
            cited = tuple(replace(citation, link=wish.place) for citation in cited)
        return AnswerRecord(
            id=answer_id,
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
            created=utc_now().isoformat(timespec="milliseconds"),
        )
