"""The comparisons that people want in Discord, and what is kept of them."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from answer.models import Comparison, PartRead, PointFound
from bot.asking.citation_records import citation_records
from bot.localisation import Texts
from bot.parts import Parts
from bot.posting.posts import Post
from bot.records.models import AnswerId, AnswerRecord
from bot.render import comparisons
from bot.render.trimming import trim_words
from bot.summaries.making import Making, make
from index.clock import utc_now
from index.models import ArticleCard, Corpus

_TITLE = 80  # characters of each title, where all of them stand on one line


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonWish:
    """A comparison that somebody wants.

    Attributes:
        cards: two or more different articles of one corpus.
        guild_id: None in direct messages.
        texts: the language of what the comparison stands in.
        private: whether only the asker sees it.
        subject: what is compared; None for all that they say.
    """

    cards: tuple[ArticleCard, ...]
    guild_id: int | None
    channel_id: int
    asker_id: int
    texts: Texts
    private: bool
    subject: str | None = None

    @property
    def corpus(self) -> Corpus:
        """Where the articles are."""
        return self.cards[0].corpus

    @property
    def title(self) -> str:
        """What is compared, in one line."""
        titles = " / ".join(trim_words(card.title, _TITLE) for card in self.cards)
        if self.subject is None:
            return titles
        return self.texts("summary-focused", title=titles, focus=self.subject)


class Comparisons:
    """Makes the comparisons that people want in Discord."""

    def __init__(self, parts: Parts) -> None:
        """Compare with `parts`."""
        self._parts = parts

    async def compare(self, wish: ComparisonWish, post: Post) -> AnswerRecord | None:
        """Compare articles in `post`.

        Returns:
            What was shown; None if they say nothing about the subject, which the post says.

        Raises:
            Refused: the queue is full, or the bot stops; nothing was shown.
        """
        making: Making[Comparison] = Making(
            corpus=wish.corpus,
            asker_id=wish.asker_id,
            texts=wish.texts,
            title=wish.title,
            kept=_nothing,
            events=lambda: self._events(wish),
            record=lambda comparison, answer_id: self._record(wish, comparison, answer_id),
            shown=comparisons.compared,
        )
        return await make(self._parts, making, post)

    async def _events(
        self, wish: ComparisonWish
    ) -> AsyncGenerator[PartRead | PointFound | Comparison, None]:
        comparing = (await self._parts.assembly.answers()).comparing
        ids = [card.id for card in wish.cards]
        return comparing.compare(wish.corpus, ids, subject=wish.subject)

    async def _record(
        self, wish: ComparisonWish, comparison: Comparison, answer_id: AnswerId
    ) -> AnswerRecord | str:
        """Return the comparison as it is kept and shown; a sentence if there is nothing in it."""
        if not comparison.citations:
            return wish.texts("comparison-not-about", subject=comparison.subject or "")
        catalogue = await self._parts.assembly.catalogue()
        own = [point.marked for each in comparison.articles for point in each.points]
        shared = [
            comparisons.ALIKE.join(claim.marked for claim in group) for group in comparison.shared
        ]
        return AnswerRecord(
            id=answer_id,
            kind="comparison",
            corpus=wish.corpus,
            guild_id=wish.guild_id,
            channel_id=wish.channel_id,
            message_id=None,
            asker_id=wish.asker_id,
            private=wish.private,
            question=wish.title,
            article_id=None,
            claims=(*own, *shared),
            citations=await citation_records(catalogue, wish.corpus, comparison.citations),
            parent=None,
            created=utc_now().isoformat(timespec="milliseconds"),
            disagreements=comparison.disagreements,
        )


async def _nothing() -> None:
    return None
