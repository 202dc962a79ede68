"""Cuts an article into passages, the units of retrieval.

A paragraph of a fair length stays a passage of its own, for it usually has one subject; short
neighbours are put together, long ones are cut at sentence ends, and headings part passages.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.identity import passage_id
from index.models import ArticleId, ExtractedArticle, Heading, Passage, Sentence, VersionId
from index.pages import pages_within
from index.sentences import sentences
from index.tokens import estimate

MOST_TOKENS = 250  # no passage is longer
_ALONE = 80  # a paragraph from this length on is a passage by itself
_ENOUGH = 120  # short paragraphs are put together until they reach this length
_FULL = 200  # and never beyond this one; long paragraphs are cut into parts of about it
_TINY = 40  # a section shorter than this may share a passage with its neighbours

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Sentences that belong together, and the headings over them."""

    sentences: tuple[Sentence, ...]
    tokens: int
    headings: tuple[str, ...]


def cut(
    article: ExtractedArticle, *, article_id: ArticleId, version: VersionId
) -> tuple[Passage, ...]:
    """Return the passages of `article` in the order of its text.

    Every sentence outside the headings is in exactly one passage. A heading is recorded in the
    passages under it; it is in a passage's text only where tiny sections share one.
    """
    sections = [_pieces(paragraphs) for paragraphs in _sections(article)]
    return tuple(
        _passage(article, piece, article_id=article_id, version=version)
        for group in _grouped(article.text, sections)
        for piece in group
    )


def _sections(article: ExtractedArticle) -> Iterator[list[_Piece]]:
    """Yield the paragraphs of each section that has any."""
    for start, end, headings in _stretches(article):
        if section := list(_paragraphs(article, start, end, headings)):
            yield section


def _stretches(article: ExtractedArticle) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield what stands between headings: start, end and the headings over it."""
    over: list[tuple[int, str]] = []
    start = 0
    for heading in _used_headings(article):
        yield start, heading.start, tuple(name for _, name in over)
        over = [(level, name) for level, name in over if level < heading.level]
        over.append((heading.level, _name(article.text[heading.start : heading.end])))
        start = heading.end
    yield start, len(article.text), tuple(name for _, name in over)


def _name(heading: str) -> str:
    """Return a heading's words, without the marks it has in ready text."""
    return " ".join(heading.split()).strip("# ") or heading


def _used_headings(article: ExtractedArticle) -> Sequence[Heading]:
    """Return the headings, or none when nothing but headings would be left."""
    position = 0
    for heading in article.headings:
        if article.text[position : heading.start].strip():
            return article.headings
        position = heading.end
    return article.headings if article.text[position:].strip() else ()


def _paragraphs(
    article: ExtractedArticle, start: int, end: int, headings: tuple[str, ...]
) -> Iterator[_Piece]:
    ends = [match.start() for match in _BLANK_LINE.finditer(article.text, start, end)]
    for stop in (*ends, end):
        found = tuple(
            Sentence(start=start + s, end=start + e, text=article.text[start + s : start + e])
            for s, e in sentences(article.text[start:stop], article.language)
        )
        if found:
            yield _piece(found, headings)
        start = stop


def _piece(found: tuple[Sentence, ...], headings: tuple[str, ...]) -> _Piece:
    tokens = sum(estimate(sentence.text) for sentence in found)
    return _Piece(sentences=found, tokens=tokens, headings=headings)


def _together(pieces: Iterable[_Piece], headings: tuple[str, ...]) -> _Piece:
    found = tuple(sentence for piece in pieces for sentence in piece.sentences)
    return _piece(found, headings)


def _pieces(paragraphs: Iterable[_Piece]) -> list[_Piece]:
    """Cut the long paragraphs of one section and put the short ones together."""
    groups: list[list[_Piece]] = []
    for piece in (part for paragraph in paragraphs for part in _parts(paragraph)):
        size = sum(member.tokens for member in groups[-1]) if groups else 0
        open_group = groups and size < _ENOUGH and groups[-1][-1].tokens < _ALONE
        if open_group and piece.tokens < _ALONE and size + piece.tokens <= _FULL:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return _without_rests([_together(group, group[0].headings) for group in groups])


def _without_rests(pieces: list[_Piece]) -> list[_Piece]:
    """Give a piece that stayed short to its shorter neighbour, if that has room for it."""
    kept = list(pieces)
    position = 0
    while position < len(kept):
        beside = [p for p in (position - 1, position + 1) if 0 <= p < len(kept)]
        partner = min(beside, key=lambda p: kept[p].tokens, default=None)
        rest = kept[position]
        if (
            partner is not None
            and rest.tokens < _ALONE
            and rest.tokens + kept[partner].tokens <= _FULL
        ):
            first = min(position, partner)
            kept[first : first + 2] = [_together(kept[first : first + 2], rest.headings)]
            position = first
        else:
            position += 1
    return kept


def _parts(paragraph: _Piece) -> Iterator[_Piece]:
    """Cut a paragraph that is too long at sentence ends, into parts of about the same length."""
    left = paragraph.tokens
    if left <= MOST_TOKENS:
        yield paragraph
        return
    parts = -(-left // _FULL)
    part: list[Sentence] = []
    size = 0
    for sentence in paragraph.sentences:
        tokens = estimate(sentence.text)
        aim = left / parts
        if part and (size + tokens > MOST_TOKENS or (parts > 1 and size + tokens / 2 > aim)):
            yield _piece(tuple(part), paragraph.headings)
            left, parts = left - size, max(1, parts - 1)
            part, size = [], 0
        part.append(sentence)
        size += tokens
    yield _piece(tuple(part), paragraph.headings)


def _grouped(text: str, sections: Iterable[list[_Piece]]) -> Iterator[list[_Piece]]:
    """Put runs of tiny sections together, so that one-line sections don't stand alone."""
    run: list[_Piece] = []
    for section in sections:
        tiny = len(section) == 1 and section[0].tokens < _TINY
        if run and not (tiny and _fits(text, run, section[0])):
            yield [_together(run, run[0].headings)]
            run = []
        if tiny:
            run.append(section[0])
        else:
            yield section
    if run:
        yield [_together(run, run[0].headings)]


def _fits(text: str, run: Sequence[_Piece], piece: _Piece) -> bool:
    """Tell whether a run has room for one more piece and the headings between."""
    if sum(member.tokens for member in run) >= _ENOUGH:
        return False
    return estimate(text[run[0].sentences[0].start : piece.sentences[-1].end]) <= _FULL


def _passage(
    article: ExtractedArticle, piece: _Piece, *, article_id: ArticleId, version: VersionId
) -> Passage:
    start, end = piece.sentences[0].start, piece.sentences[-1].end
    return Passage(
        id=passage_id(version, start=start, end=end),
        article_id=article_id,
        start=start,
        end=end,
        text=article.text[start:end],
        heading=" > ".join(piece.headings),
        sentences=piece.sentences,
        pages=pages_within(article.pages, start, end),
    )
