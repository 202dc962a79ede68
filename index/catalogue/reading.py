"""Reads of the catalogue. Each sees the ready versions of one corpus and nothing else.

Passages and sentences are kept as offsets; their texts are cut from the version's text here.
"""

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from typing import Any

from index.catalogue.connection import Connection
from index.errors import UnknownArticle
from index.models import (
    Article,
    ArticleCard,
    ArticleId,
    Corpus,
    PageStart,
    Passage,
    PassageId,
    QuotedPassage,
    Sentence,
)
from index.pages import pages_within

Row = tuple[Any, ...]

# The view `cards` has them in this order, and the version after them.
_CARD_FIELDS = tuple(field.name for field in fields(ArticleCard))


def cards(connection: Connection, corpus: Corpus) -> list[ArticleCard]:
    """Return the articles of a corpus, oldest first."""
    rows = connection.execute("SELECT * FROM cards WHERE corpus = ? ORDER BY added, id", (corpus,))
    return [card_of(row) for row in rows]


def card(connection: Connection, corpus: Corpus, article_id: ArticleId) -> ArticleCard:
    """Return what is known of an article besides its text.

    Raises:
        UnknownArticle: the corpus has no such article.
    """
    return card_of(_article_row(connection, corpus, article_id))


def article(connection: Connection, corpus: Corpus, article_id: ArticleId) -> Article:
    """Return an article with its text.

    Raises:
        UnknownArticle: the corpus has no such article.
    """
    row = _article_row(connection, corpus, article_id)
    return Article(card=card_of(row), text=_text(connection, row[-1]))


def quoted(
    connection: Connection, corpus: Corpus, article_id: ArticleId, quote: str, start: int
) -> QuotedPassage | None:
    """Return the passage with a quote, the nearest to `start` where there are several.

    Raises:
        UnknownArticle: the corpus has no such article.
    """
    row = _article_row(connection, corpus, article_id)
    text = _text(connection, row[-1])
    places = (match.start() for match in re.finditer(f"(?={re.escape(quote)})", text))
    place = min(places, key=lambda at: abs(at - start), default=None)
    if place is None or not quote:
        return None
    around = version_passages(connection, row[-1], text)
    passage = next((each for each in around if each.start <= place < each.end), None)
    if passage is None:
        return None
    return QuotedPassage(
        article=Article(card=card_of(row), text=text),
        passage=passage,
        start=place,
        end=place + len(quote),
    )


def article_passages(
    connection: Connection, corpus: Corpus, article_id: ArticleId
) -> tuple[Passage, ...]:
    """Return the passages of an article in reading order.

    Raises:
        UnknownArticle: the corpus has no such article.
    """
    version = _article_row(connection, corpus, article_id)[-1]
    return version_passages(connection, version, _text(connection, version))


def version_passages(connection: Connection, version: str, text: str) -> tuple[Passage, ...]:
    """Return the passages of any version, ready or not, in reading order."""
    rows = connection.execute(
        "SELECT p.number, p.id, v.article, p.start, p.stop, p.heading "
        "FROM passages p JOIN versions v ON v.id = p.version WHERE v.id = ? ORDER BY p.position",
        (version,),
    ).fetchall()
    spans = _sentence_spans(connection, [row[0] for row in rows])
    pages = pages_of(connection, [version]).get(version, ())
    return tuple(_passage(text, row[1:], spans[row[0]], pages) for row in rows)


def passages(
    connection: Connection, corpus: Corpus, ids: Collection[PassageId]
) -> dict[PassageId, tuple[Passage, ArticleCard]]:
    """Return the passages with these ids and their articles, in the order of `ids`.

    Ids that the corpus doesn't have, or no longer has, are left out.
    """
    rows = connection.execute(
        "SELECT p.version, p.number, p.id, v.article, p.start, p.stop, p.heading "
        "FROM json_each(?) wanted JOIN passages p ON p.id = wanted.value "
        "JOIN versions v ON v.id = p.version AND v.state = 'ready' "
        "JOIN articles a ON a.id = v.article AND a.corpus = ? ORDER BY wanted.key",
        (json.dumps(list(dict.fromkeys(ids))), corpus),
    ).fetchall()
    versions = list({row[0] for row in rows})
    articles = {
        row[-1]: (card_of(row), _text(connection, row[-1]))
        for row in connection.execute(
            "SELECT * FROM cards WHERE version IN (SELECT value FROM json_each(?))",
            (json.dumps(versions),),
        )
    }
    spans = _sentence_spans(connection, [row[1] for row in rows])
    pages = pages_of(connection, versions)
    return {
        row[0]: (
            _passage(articles[version][1], row, spans[number], pages.get(version, ())),
            articles[version][0],
        )
        for version, number, *row in rows
    }


def _article_row(connection: Connection, corpus: Corpus, article_id: ArticleId) -> Row:
    row: Row | None = connection.execute(
        "SELECT * FROM cards WHERE corpus = ? AND id = ?", (corpus, article_id)
    ).fetchone()
    if row is None:
        raise UnknownArticle(
            f"There is no article {article_id} here; list the articles to see their ids."
        )
    return row


def _sentence_spans(
    connection: Connection, numbers: Sequence[int]
) -> dict[int, list[tuple[int, int]]]:
    """Return where the sentences of passages stand, by the passages' row numbers."""
    spans: dict[int, list[tuple[int, int]]] = {number: [] for number in numbers}
    rows = connection.execute(
        "SELECT passage, start, stop FROM sentences "
        "WHERE passage IN (SELECT CAST(value AS BIGINT) FROM json_each(?)) "
        "ORDER BY passage, start",
        (json.dumps(numbers),),
    )
    for number, start, stop in rows:
        spans[number].append((start, stop))
    return spans


def card_of(row: Row) -> ArticleCard:
    """Return the card in a row of the view `cards`."""
    return ArticleCard(**dict(zip(_CARD_FIELDS, row[:-1], strict=True)))


def _text(connection: Connection, version: str) -> str:
    text: str = connection.execute("SELECT text FROM versions WHERE id = ?", (version,)).fetchone()[
        0
    ]
    return text


def pages_of(connection: Connection, versions: Sequence[str]) -> dict[str, tuple[PageStart, ...]]:
    """Return the pages of those versions, ready or not, that have any."""
    rows = connection.execute(
        "SELECT version, pages FROM details "
        "WHERE version IN (SELECT value FROM json_each(?)) AND pages <> '[]'",
        (json.dumps(versions),),
    )
    return {
        version: tuple(
            PageStart(start=start, label=label, number=number)
            for start, label, number in json.loads(pages)
        )
        for version, pages in rows
    }


def _passage(
    text: str,
    row: Sequence[Any],
    spans: Iterable[tuple[int, int]],
    pages: Sequence[PageStart],
) -> Passage:
    identity, article_id, start, stop, heading = row
    return Passage(
        id=identity,
        article_id=article_id,
        start=start,
        end=stop,
        text=text[start:stop],
        heading=heading,
        sentences=tuple(Sentence(start=a, end=b, text=text[a:b]) for a, b in spans),
        pages=pages_within(pages, start, stop),
    )
