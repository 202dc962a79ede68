"""Which articles somebody means who types a part of an id, a title or a link."""

import heapq
import json
from collections.abc import Sequence
from functools import lru_cache

from index.catalogue.connection import Connection
from index.catalogue.links import spellings
from index.catalogue.reading import card_of
from index.hosts import host_of
from index.models import ArticleCard, ArticleId, Corpus
from index.words import folded

_REMEMBERED = 16_384  # titles in the form they are compared in: people type letter by letter
_SHORTEST_PREFIX = 4  # of an id; fewer characters would catch articles by accident


def find(connection: Connection, corpus: Corpus, text: str, limit: int) -> list[ArticleCard]:
    """Return up to `limit` articles that `text` may mean, the likeliest first.

    An id counts more than a title, a title more than a link; the whole more than its beginning,
    that more than some part, and a part more than the same words in another order. Among equals
    a shorter title comes first, then what was added first. Case and accents don't count.
    """
    wanted = _plain(text)
    if not wanted:
        return []
    words, linked = wanted.split(), _linked(connection, corpus, text)
    rows = connection.execute("SELECT id, title, url, added FROM cards WHERE corpus = ?", (corpus,))
    ranked = [
        (rank, len(title), added, identity)
        for identity, title, url, added in rows
        if (rank := _rank(identity, _plain(title), url or "", wanted, words, linked)) is not None
    ]
    best = heapq.nsmallest(limit, ranked)
    return _cards(connection, corpus, [identity for *_, identity in best])


def latest(connection: Connection, corpus: Corpus, limit: int) -> list[ArticleCard]:
    """Return the articles that were added last, the last one first."""
    rows = connection.execute(
        "SELECT id FROM cards WHERE corpus = ? ORDER BY added DESC, id LIMIT ?", (corpus, limit)
    )
    return _cards(connection, corpus, [identity for (identity,) in rows.fetchall()])


def card_with_link(connection: Connection, corpus: Corpus, link: str) -> ArticleCard | None:
    """Return the article with this link, however it is spelled; None if there is none."""
    linked = _linked(connection, corpus, link)
    return next(iter(_cards(connection, corpus, linked)), None)


def sites(connection: Connection, corpus: Corpus) -> list[str]:
    """Return the names of the sites that a corpus has articles of, in alphabetical order."""
    rows = connection.execute(
        "SELECT DISTINCT v.site FROM articles a JOIN versions v ON v.article = a.id "
        "AND v.state = 'ready' WHERE a.corpus = ? AND v.site IS NOT NULL ORDER BY v.site",
        (corpus,),
    )
    return [site for (site,) in rows]


def of_site(connection: Connection, corpus: Corpus, site: str) -> list[ArticleId]:
    """Return the articles of a site, which is given by its name or by its host.

    A host stands for those under it, too: "example.org" for "www.example.org".
    """
    rows = connection.execute(
        "SELECT a.id, a.url, v.site FROM articles a JOIN versions v ON v.article = a.id "
        "AND v.state = 'ready' WHERE a.corpus = ? ORDER BY a.added, a.id",
        (corpus,),
    )
    host = site.lower()
    return [
        ArticleId(identity)
        for identity, url, named in rows
        if named == site or f".{host_of(url or '')}".endswith(f".{host}")
    ]


def _rank(
    identity: ArticleId,
    title: str,
    url: str,
    wanted: str,
    words: Sequence[str],
    linked: Sequence[ArticleId],
) -> int | None:
    """Return how well an article fits, 0 for best; None if it doesn't."""
    address = url.casefold()
    tests = (
        identity == wanted,
        title == wanted,
        identity in linked or address == wanted,
        len(wanted) >= _SHORTEST_PREFIX and identity.startswith(wanted),
        title.startswith(wanted),
        f" {wanted}" in title,
        all(title.startswith(word) or f" {word}" in title for word in words),
        all(word in title for word in words),
        wanted in address,
    )
    return tests.index(True) if True in tests else None


def _linked(connection: Connection, corpus: Corpus, link: str) -> list[ArticleId]:
    """Return the articles that a link leads to, spelled as it is first."""
    rows = connection.execute(
        "SELECT l.article FROM json_each(?) wanted "
        "JOIN aliases l ON l.corpus = ? AND l.link = wanted.value ORDER BY wanted.key",
        (json.dumps(spellings(link)), corpus),
    )
    return [ArticleId(identity) for (identity,) in rows]


@lru_cache(maxsize=_REMEMBERED)
def _plain(text: str) -> str:
    return " ".join(folded(text.casefold()).split())


def _cards(connection: Connection, corpus: Corpus, ids: Sequence[ArticleId]) -> list[ArticleCard]:
    rows = connection.execute(
        "SELECT c.* FROM json_each(?) wanted JOIN cards c ON c.id = wanted.value "
        "WHERE c.corpus = ? ORDER BY wanted.key",
        (json.dumps(ids), corpus),
    )
    return [card_of(row) for row in rows]
