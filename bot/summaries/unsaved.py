"""A text that is read once and not kept: no corpus ever has it."""

import asyncio
from dataclasses import replace

from bot.reading import Reader
from index.clock import utc_now
from index.identity import article_id, version_id
from index.models import Article, ArticleCard, ArticleId, Corpus, ExtractedArticle, Passage
from index.passages import cut
from index.words import count_words


class UnsavedArticle:
    """An article of its own, for who reads articles by `answer.ports.ArticleReader`."""

    def __init__(self, article: Article, passages: tuple[Passage, ...]) -> None:
        """Hold the article and its passages."""
        self._article = article
        self._passages = passages

    @classmethod
    async def read(
        cls, reader: Reader, text: str, *, title: str, corpus: Corpus, published: str
    ) -> "UnsavedArticle":
        """Return the article in a text.

        Args:
            reader: reads it.
            text: the text.
            title: what to call it.
            corpus: where it comes from, and into which it doesn't go.
            published: ISO 8601 date.

        Raises:
            ExtractionError: the text is nothing to read.
        """
        extracted = await reader.text(text, title=title)
        return await cls.of(replace(extracted, title=title, published=published), corpus=corpus)

    @classmethod
    async def of(cls, extracted: ExtractedArticle, *, corpus: Corpus) -> "UnsavedArticle":
        """Return an extracted article, cut into passages, that doesn't go into `corpus`."""
        identity = article_id(corpus, url=None, text=extracted.text)
        version = version_id(identity, title=extracted.title, text=extracted.text)
        passages = await asyncio.to_thread(cut, extracted, article_id=identity, version=version)
        card = ArticleCard(
            id=identity,
            corpus=corpus,
            title=extracted.title,
            url=None,
            site=None,
            author=extracted.author,
            published=extracted.published,
            language=extracted.language,
            words=count_words(extracted.text),
            passages=len(passages),
            added=utc_now().isoformat(),
        )
        return cls(Article(card=card, text=extracted.text), passages)

    @property
    def card(self) -> ArticleCard:
        """What is known of it besides its text."""
        return self._article.card

    async def article(self, _corpus: Corpus, _article_id: ArticleId) -> Article:
        """Return the article, whichever is asked for."""
        return self._article

    async def article_passages(
        self, _corpus: Corpus, _article_id: ArticleId
    ) -> tuple[Passage, ...]:
        """Return its passages in their order."""
        return self._passages
