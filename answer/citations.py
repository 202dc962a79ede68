"""Numbering: from evidence to citations, and from supported texts to claims with markers."""

import re
from collections.abc import Sequence

from answer.models import Citation, Claim, Evidence
from answer.speakers import speaker
from answer.support.quotations import MARKS
from index.models import ArticleCard, PageStart

_MARKS = '"“”„«»'
_FOOTNOTE = re.compile(r"\s?\[\d{1,3}\](?!\w)")


class Footnotes:
    """Collects citations in the order they are first cited; the same span gets the same marker."""

    def __init__(self) -> None:
        """Start without citations."""
        self._markers: dict[tuple[str, int, int], int] = {}
        self._citations: list[Citation] = []

    def cite(
        self,
        article: ArticleCard,
        *,
        quote: str,
        start: int,
        end: int,
        page: PageStart | None = None,
        also: tuple[ArticleCard, ...] = (),
    ) -> int:
        """Return the marker of a span of an article's text, a new one at its first citation.

        Args:
            article: the article.
            quote: the verbatim slice `start:end` of its text.
            start: where the quote starts.
            end: where it ends.
            page: the page that it begins on.
            also: other articles in which the same words stand.
        """
        key = _key(article, start, end)
        if key not in self._markers:
            self._markers[key] = len(self._markers) + 1
            self._citations.append(
                Citation(
                    marker=self._markers[key],
                    article=article,
                    quote=quote,
                    start=start,
                    end=end,
                    page=page.label if page else None,
                    page_number=page.number if page else None,
                    also=also,
                )
            )
        return self._markers[key]

    def cite_evidence(self, evidence: Evidence) -> int:
        """Return the marker of an evidence's span."""
        return self.cite(
            evidence.passage.article,
            quote=evidence.text,
            start=evidence.start,
            end=evidence.end,
            page=evidence.passage.passage.page_at(evidence.start),
            also=evidence.also,
        )

    def covering(self, article: ArticleCard, start: int, end: int) -> int | None:
        """Return the marker of a citation that a span of an article lies in; None if none does."""
        markers = (
            citation.marker
            for citation in self._citations
            if citation.article.id == article.id and citation.start <= start and end <= citation.end
        )
        return next(markers, None)

    def uncited(self, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Return the evidence that nothing cites yet, in its order."""
        return tuple(
            item
            for item in evidence
            if _key(item.passage.article, item.start, item.end) not in self._markers
        )

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, by marker."""
        return tuple(self._citations)


def _key(article: ArticleCard, start: int, end: int) -> tuple[str, int, int]:
    return (article.id, start, end)


def without_markers(text: str) -> str:
    """Return a text without what looks like the marker of a footnote, which only we set."""
    return _FOOTNOTE.sub("", text)


def quoted_claims(
    quotes: Sequence[tuple[Evidence, str]], footnotes: Footnotes
) -> tuple[Claim, ...]:
    """Return one claim per evidence that is the evidence's own words, in quotation marks.

    What somebody says in the article begins with their name, which the article's words for it are
    cited for.

    Args:
        quotes: evidence, and what of it is quoted.
        footnotes: where it is cited.
    """
    return tuple(attributed(f'"{text}"', item, footnotes) for item, text in quotes)


def attributed(text: str, evidence: Evidence, footnotes: Footnotes) -> Claim:
    """Return a text as a claim that cites its evidence, and says who speaks if somebody does.

    Markers of the article's own footnotes are left out: they would be taken for the answer's.
    """
    text = without_markers(text)
    marker = footnotes.cite_evidence(evidence)
    passage = evidence.passage.passage
    offset = passage.start
    said_by = speaker(
        passage.text,
        evidence.start - offset,
        evidence.end - offset,
        evidence.passage.article.language,
    )
    if said_by is None:
        return Claim(text=text, citations=(marker,))
    place = said_by.start + offset
    named = next((each for each in passage.sentences if each.start <= place < each.end), None)
    if named is None:
        return Claim(text=text, citations=(marker,))
    also = footnotes.covering(evidence.passage.article, named.start, named.end) or footnotes.cite(
        evidence.passage.article,
        quote=named.text,
        start=named.start,
        end=named.end,
        page=passage.page_at(named.start),
    )
    words = text.strip(MARKS)
    return Claim(text=f'{said_by.name}: "{words}"', citations=tuple(sorted({marker, also})))
