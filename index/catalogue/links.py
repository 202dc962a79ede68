"""Which links lead to which article, and when its page was seen last.

A link leads to one article of a corpus at most. It passes to another one when it is seen to lead
there, unless it is the link that the first one is known by.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from index.catalogue.connection import Connection
from index.links import cleaned, normalised
from index.models import ArticleId, Corpus, Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An article as it was just read.

    Attributes:
        url: the link that the article is to be known by from now on, unless it is known by the
            same link cleaned; None to leave it as it is.
        aliases: other links that lead to it.
        validators: what the server called the state of its page; None where no server was asked.
        at: ISO 8601 time (UTC).
    """

    url: str | None
    aliases: tuple[str, ...] = ()
    validators: Validators | None = None
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A link and the article that it led to so far.

    Attributes:
        url: the link that the article is known by.
        sketch: of its text; None for one whose sketch isn't made yet.
    """

    link: str
    article_id: ArticleId
    url: str | None
    title: str
    sketch: bytes | None


def leads(connection: Connection, corpus: Corpus, links: Sequence[str]) -> list[Lead]:
    """Return the searchable articles that any of the links leads to, in the order of the links."""
    rows = connection.execute(
        "SELECT l.link, c.id, c.url, c.title, d.sketch FROM json_each(?) wanted "
        "JOIN aliases l ON l.corpus = ? AND l.link = wanted.value "
        "JOIN cards c ON c.id = l.article LEFT JOIN details d ON d.version = c.version "
        "ORDER BY wanted.key",
        (json.dumps(list(dict.fromkeys(links))), corpus),
    )
    return [
        Lead(link=link, article_id=identity, url=url, title=title, sketch=sketch)
        for link, identity, url, title, sketch in rows
    ]


def spellings(link: str) -> list[str]:
    """Return how a link that somebody names may be spelled in the catalogue, likeliest first."""
    return list(dict.fromkeys((link, normalised(link), cleaned(link))))


def see(connection: Connection, article: ArticleId, sighting: Sighting) -> None:
    """Note where an article was read and in which state its page was."""
    links = [*([sighting.url] if sighting.url else []), *sighting.aliases]
    _lead(connection, article, links)
    if sighting.url:
        connection.execute(
            "UPDATE articles SET url = ? WHERE id = ? AND (url IS NULL OR url <> ?) AND EXISTS ("
            "SELECT 1 FROM aliases l "
            "WHERE l.corpus = articles.corpus AND l.link = ? AND l.article = articles.id)",
            (sighting.url, article, cleaned(sighting.url), sighting.url),
        )
    if sighting.validators is not None:
        connection.execute(
            "INSERT INTO visits (article, etag, last_modified, visited) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (article) DO UPDATE SET etag = excluded.etag, "
            "last_modified = excluded.last_modified, visited = excluded.visited, "
            "failures = 0, problem = NULL",
            (article, sighting.validators.etag, sighting.validators.last_modified, sighting.at),
        )


def know_by_link(connection: Connection, article: ArticleId) -> None:
    """Let the link that an article is known by lead to it, unless it leads to another one."""
    connection.execute(
        "INSERT INTO aliases (corpus, link, article) SELECT corpus, url, id FROM articles "
        "WHERE id = ? AND url IS NOT NULL ON CONFLICT DO NOTHING",
        (article,),
    )


def _lead(connection: Connection, article: ArticleId, links: Sequence[str]) -> None:
    connection.executemany(
        "INSERT INTO aliases (corpus, link, article) "
        "SELECT corpus, ?, id FROM articles WHERE id = ? "
        "ON CONFLICT (corpus, link) DO UPDATE SET article = excluded.article WHERE NOT EXISTS ("
        "SELECT 1 FROM articles a WHERE a.id = aliases.article AND a.url = aliases.link)",
        [(link, article) for link in dict.fromkeys(links)],
    )
