"""How articles come into the catalogue. Each change is atomic, in a transaction of its own.

An article comes in as a pending version and becomes searchable when that version is made ready,
which retires the version before it in the same step.
"""

from dataclasses import dataclass

from index.catalogue.connection import Connection
from index.catalogue.details import renew_details, write_details
from index.catalogue.history import remember, take_over
from index.catalogue.links import Sighting, know_by_link, see
from index.catalogue.matching import index_words
from index.catalogue.reading import card_of
from index.catalogue.removing import retire
from index.catalogue.stored import StoredVersion
from index.identity import text_hash
from index.models import (
    ArticleCard,
    ArticleId,
    ArticleVersion,
    Corpus,
    ExtractedArticle,
    Passage,
    VersionId,
)
from index.words import count_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known of an article's time in another store.

    Attributes:
        added: ISO 8601 time (UTC) at which it came there.
        versions: those that it had there, the oldest first.
    """

    added: str
    versions: tuple[ArticleVersion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A version of an article, cut into passages, before it is in the catalogue.

    Attributes:
        sketch: of the text, as `index.duplicates` makes it.
        created: ISO 8601 time (UTC).
        past: what a new article takes over from another store; None for nothing.
    """

    corpus: Corpus
    article_id: ArticleId
    id: VersionId
    extracted: ExtractedArticle
    passages: tuple[Passage, ...]
    sketch: bytes
    created: str
    past: Past | None = None

    @property
    def stored(self) -> StoredVersion:
        """The version as the catalogue holds it once it is stored."""
        return StoredVersion(
            corpus=self.corpus, id=self.id, title=self.extracted.title, passages=self.passages
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeared:
    """An article that can be found from now on.

    Attributes:
        replaced: the version in whose place it came, which is retired; None for a new article.
    """

    card: ArticleCard
    replaced: VersionId | None


def store(connection: Connection, draft: Draft) -> None:
    """Store a version as pending, with its passages and sentences."""
    extracted = draft.extracted
    added = draft.created if draft.past is None else draft.past.added
    inserted = connection.execute(
        "INSERT INTO articles (id, corpus, url, added) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (draft.article_id, draft.corpus, extracted.url, added),
    ).rowcount
    if inserted and draft.past is not None:
        take_over(connection, draft.article_id, draft.past.versions)
    connection.execute(
        "INSERT INTO versions (id, article, state, title, site, author, published, language, "
        "word_count, text_hash, created, text) VALUES (?, ?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            draft.id,
            draft.article_id,
            extracted.title,
            extracted.site,
            extracted.author,
            extracted.published,
            extracted.language,
            count_words(extracted.text),
            text_hash(extracted.text),
            draft.created,
            extracted.text,
        ),
    )
    write_details(connection, draft.id, extracted, draft.sketch)
    for position, passage in enumerate(draft.passages):
        number = connection.execute(
            "INSERT INTO passages (id, version, position, start, stop, heading) "
            "VALUES (?, ?, ?, ?, ?, ?) RETURNING number",
            (passage.id, draft.id, position, passage.start, passage.end, passage.heading),
        ).fetchone()[0]
        connection.executemany(
            "INSERT INTO sentences (passage, start, stop) VALUES (?, ?, ?)",
            [(number, sentence.start, sentence.end) for sentence in passage.sentences],
        )


def make_ready(connection: Connection, version: VersionId, sighting: Sighting | None) -> Appeared:
    """Make a pending version the one its article is searched by; retire the one before.

    Args:
        connection: in a transaction.
        version: a stored version.
        sighting: where the article was read; None when nothing new is known of that.
    """
    article, replaced = _replace(connection, version)
    index_words(connection, version)
    remember(connection, version)
    know_by_link(connection, article)
    if sighting is not None:
        see(connection, article, sighting)
    row = connection.execute("SELECT * FROM cards WHERE id = ?", (article,)).fetchone()
    return Appeared(card=card_of(row), replaced=replaced)


def _replace(connection: Connection, version: VersionId) -> tuple[ArticleId, VersionId | None]:
    """Make a version the ready one; return its article, and the version that was it before."""
    article = ArticleId(
        connection.execute("SELECT article FROM versions WHERE id = ?", (version,)).fetchone()[0]
    )
    before = connection.execute(
        "SELECT id FROM versions WHERE article = ? AND id <> ? AND state = 'ready'",
        (article, version),
    ).fetchone()
    if before is not None:
        retire(connection, before[0])
    connection.execute("UPDATE versions SET state = 'ready' WHERE id = ?", (version,))
    return article, None if before is None else VersionId(before[0])


def see_again(
    connection: Connection,
    article: ArticleId,
    sighting: Sighting,
    extracted: ExtractedArticle | None,
) -> None:
    """Note that an article was read again, whose text has not changed.

    Args:
        connection: in a transaction.
        article: the article.
        sighting: where it was read.
        extracted: the article as it was read, for what is known besides title and text; None to
            leave that as it is.
    """
    see(connection, article, sighting)
    if extracted is not None:
        renew_details(connection, article, extracted)
