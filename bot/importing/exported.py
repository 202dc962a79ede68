"""An article as `footnote export` writes it, with everything that belongs to it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from index.catalogue.writing import Past
from index.links import cleaned
from index.models import ArticleVersion, ExtractedArticle, Heading, PageStart

FORMAT: Final = 1
"""Counts the ways in which articles have been exported."""


class ExportedHeading(NamedTuple):
    """Where a heading stands in the text, and how deep it is, from 1."""

    start: int
    end: int
    level: int


class ExportedPage(NamedTuple):
    """Where a page begins in the text, what is printed on it, and its number in the file."""

    start: int
    label: str
    number: int | None = None


class ExportedVersion(BaseModel):
    """A version that an article has had."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    since: str
    title: str
    text_hash: str
    words: int


class ExportedLine(BaseModel):
    """An article from a store of Footnote; what isn't known of it is left out."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    footnote: Literal[1]
    title: Annotated[str, Field(min_length=1)]
    url: str | None = None
    aliases: tuple[str, ...] = ()
    site: str | None = None
    subtitle: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    language: Annotated[str, Field(min_length=2, max_length=35)] = "en"
    added: Annotated[str, Field(min_length=10)]
    titled: bool = False
    pages: tuple[ExportedPage, ...] = ()
    history: tuple[ExportedVersion, ...] = ()
    headings: tuple[ExportedHeading, ...] = ()
    text: Annotated[str, Field(min_length=1, repr=False)]

    @property
    def past(self) -> Past:
        """What is known of its time in the store that it comes from."""
        return Past(
            added=self.added,
            versions=tuple(ArticleVersion(**dict(version)) for version in self.history),
        )

    @property
    def article(self) -> ExtractedArticle:
        """The article; places that aren't in its text, which may have been edited, are left out."""
        return ExtractedArticle(
            title=self.title,
            text=self.text,
            headings=tuple(self._headings()),
            pages=tuple(self._pages()),
            url=self.url,
            aliases=tuple(cleaned(alias) for alias in self.aliases),
            site=self.site,
            subtitle=self.subtitle,
            author=self.author,
            published=self.published,
            modified=self.modified,
            language=self.language,
            titled=self.titled,
        )

    def _headings(self) -> Iterator[Heading]:
        position = 0
        for start, end, level in self.headings:
            if position <= start < end <= len(self.text) and level > 0:
                yield Heading(start=start, end=end, level=level)
                position = end

    def _pages(self) -> Iterator[PageStart]:
        in_text = [page for page in self.pages if 0 <= page.start < max(len(self.text), 1)]
        if all(one.start <= other.start for one, other in pairwise(in_text)):
            for start, label, number in in_text:
                yield PageStart(start=start, label=label, number=number)
