"""What must hold of a store at any time after its start, whatever happened to it before."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from index.catalogue.catalogue import Catalogue
from index.models import ArticleCard, Corpus
from index.vectors import VectorStore
from index.words import terms

_ALL = 1_000_000  # passages
_ROUNDED = 0.01  # by how much a stored vector may differ from the one that is kept

# Each counts what must not be there.
_COUNTS = {
    "versions that are neither ready nor cleaned away": (
        "SELECT count(*) FROM versions WHERE state <> 'ready'"
    ),
    "articles without a ready version": (
        "SELECT count(*) FROM articles a WHERE NOT EXISTS "
        "(SELECT 1 FROM versions v WHERE v.article = a.id AND v.state = 'ready')"
    ),
    "ready versions without passages": (
        "SELECT count(*) FROM versions v WHERE NOT EXISTS "
        "(SELECT 1 FROM passages p WHERE p.version = v.id)"
    ),
    "passages without sentences": (
        "SELECT count(*) FROM passages p WHERE NOT EXISTS "
        "(SELECT 1 FROM sentences s WHERE s.passage = p.number)"
    ),
    "passages whose vector isn't kept": (
        "SELECT count(*) FROM passages p WHERE NOT EXISTS "
        "(SELECT 1 FROM vectors x WHERE x.passage = p.number)"
    ),
    "passages without words": (
        "SELECT count(*) FROM passages WHERE number NOT IN (SELECT rowid FROM words)"
    ),
    "words without a passage": (
        "SELECT count(*) FROM words WHERE rowid NOT IN (SELECT number FROM passages)"
    ),
    "articles without history": (
        "SELECT count(*) FROM articles a WHERE NOT EXISTS "
        "(SELECT 1 FROM history h WHERE h.article = a.id)"
    ),
    "sizes that aren't what is there": """
        WITH counted AS (
            SELECT a.corpus, v.language, count(*) AS articles,
                sum((SELECT count(*) FROM passages p WHERE p.version = v.id)) AS passages,
                sum(length(CAST(v.text AS BLOB))) AS bytes
            FROM articles a JOIN versions v ON v.article = a.id AND v.state = 'ready'
            GROUP BY a.corpus, v.language
        ), kept AS (SELECT corpus, language, articles, passages, bytes FROM sizes)
        SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept))
            + (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted))
    """,
}


async def violations(file: Path, catalogue: Catalogue, vectors: VectorStore) -> list[str]:
    """Return what is wrong with a store that was recovered; empty if nothing is.

    Args:
        file: the catalogue's SQLite file.
        catalogue: open.
        vectors: of the same store.
    """
    found = list(_of_file(file))
    corpora = await catalogue.corpora()
    conditions = await vectors.conditions()
    found += [
        f"the vectors of {corpus} are {condition}"
        for corpus, condition in conditions.items()
        if condition == "broken"
    ]
    found += [  # what held the last vectors of a corpus stays, empty, until the next start
        f"vectors of {each}, which is gone"
        for each in conditions.keys() - set(corpora)
        if await vectors.count(each)
    ]
    for corpus in corpora:
        found += await _of_vectors(catalogue, vectors, corpus)
        for card in await catalogue.cards(corpus):
            found += await _of_article(catalogue, card)
    return found


def _of_file(file: Path) -> Iterator[str]:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        for (sentence,) in connection.execute("PRAGMA integrity_check"):
            if sentence != "ok":
                yield f"SQLite finds damage: {sentence}"
        for table, *_ in connection.execute("PRAGMA foreign_key_check"):
            yield f"a row of {table} belongs to nothing"
        for what, query in _COUNTS.items():
            count = connection.execute(query).fetchone()[0]
            if count:
                yield f"{count} {what}"


async def _of_vectors(catalogue: Catalogue, vectors: VectorStore, corpus: Corpus) -> Iterable[str]:
    wanted, stored = await catalogue.passage_ids(corpus), await vectors.ids(corpus)
    if wanted != stored:
        return [f"{len(wanted - stored)} vectors are missing, {len(stored - wanted)} too many"]
    kept = await catalogue.vectors(corpus, wanted)
    mirrored = await vectors.vectors(corpus, wanted)
    differ = [one for one in wanted if np.abs(kept[one] - mirrored[one]).max() > _ROUNDED]
    if differ:
        return [f"{len(differ)} vectors aren't those that are kept"]
    one = next(iter(kept.values()), None)
    if one is not None and not await vectors.search(corpus, one, 1):
        return ["a search by meaning finds nothing"]
    return []


async def _of_article(catalogue: Catalogue, card: ArticleCard) -> Iterable[str]:
    """Return what is wrong with an article: each slice is verbatim, and its words find it."""
    text = (await catalogue.article(card.corpus, card.id)).text
    found: list[str] = []
    for passage in await catalogue.article_passages(card.corpus, card.id):
        spans = [(passage.start, passage.end, passage.text)]
        spans += [(each.start, each.end, each.text) for each in passage.sentences]
        found += [
            f"“{shown[:20]}” doesn't stand at {start} of “{card.title}”"
            for start, end, shown in spans
            if text[start:end] != shown
        ]
        words = terms(passage.text, card.language)[:3]
        matches = {each for each, _ in await catalogue.match(card.corpus, words, _ALL)}
        if words and passage.id not in matches:
            found.append(f"a passage of “{card.title}” isn't found by its words")
    return found
