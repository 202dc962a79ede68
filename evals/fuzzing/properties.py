"""What holds for every article and its passages, whatever they were read from."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol

from index.models import ExtractedArticle, Passage


class Broken(AssertionError):  # noqa: N818 - says what an invariant is
    """Something doesn't hold that always should."""


class _Span(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def check_article(article: ExtractedArticle) -> None:
    """Check the text of an article and what points into it.

    Raises:
        Broken: something doesn't hold.
    """
    text = article.text
    _hold(bool(text.strip()), "the text is empty")
    _hold(bool(article.title.strip()), "the title is empty")
    _hold(_is_unicode(f"{article.title}{text}"), "the text can't be written as UTF-8")
    _hold("\r" not in text and "\0" not in text, "the text has control characters")
    for heading in article.headings:
        _hold(0 <= heading.start < heading.end <= len(text), "a heading stands outside the text")
        _hold(1 <= heading.level <= 6, "a heading's level isn't between 1 and 6")
        _hold(bool(text[heading.start : heading.end].strip()), "a heading is blank")
    _hold(_is_in_order(article.headings), "headings overlap or are out of order")
    starts = [page.start for page in article.pages]
    _hold(starts == sorted(starts), "pages are out of order")
    _hold(all(0 <= start <= len(text) for start in starts), "a page begins outside the text")


def check_passages(article: ExtractedArticle, passages: Sequence[Passage]) -> None:
    """Check that passages and sentences are slices of the text and leave nothing readable out.

    Raises:
        Broken: something doesn't hold.
    """
    _hold(len({passage.id for passage in passages}) == len(passages), "two passages have one id")
    _hold(_is_in_order(passages), "passages overlap or are out of order")
    for passage in passages:
        _hold(article.text[passage.start : passage.end] == passage.text, "a passage is no slice")
        _hold(bool(passage.sentences), "a passage has no sentence")
        _hold(_is_in_order(passage.sentences), "sentences overlap or are out of order")
        for sentence in passage.sentences:
            within = passage.start <= sentence.start < sentence.end <= passage.end
            _hold(within, "a sentence stands outside its passage")
            said = article.text[sentence.start : sentence.end]
            _hold(said == sentence.text, "a sentence is no slice")
        _hold(list(passage.pages) == sorted(passage.pages, key=_begins), "pages are out of order")
    _check_nothing_lost(article, passages)


def _check_nothing_lost(article: ExtractedArticle, passages: Sequence[Passage]) -> None:
    """Check that every letter is in a sentence, or in a heading."""
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    kept: list[_Span] = sorted([*sentences, *article.headings], key=_begins)
    at = 0
    for span in kept:
        lost = article.text[at : span.start] if at < span.start else ""
        _hold(not any(map(str.isalnum, lost)), "letters are in no passage")
        at = max(at, span.end)
    _hold(not any(map(str.isalnum, article.text[at:])), "letters are in no passage")


def _begins(span: object) -> int:
    start: int = getattr(span, "start")  # noqa: B009 - spans and beginnings of pages have it
    return start


def _is_in_order(spans: Iterable[_Span]) -> bool:
    return all(one.end <= other.start for one, other in pairwise(spans))


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _hold(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Broken(otherwise)
