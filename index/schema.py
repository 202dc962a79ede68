"""The catalogue's tables, and how older catalogues become current ones."""

import sqlite3

from index.errors import CatalogueError

_APPLICATION_ID = 0x466F6F74  # "Foot": tells a catalogue from other programs' SQLite files

# One script per schema version, oldest first; `PRAGMA user_version` counts those applied. A script
# that has been released is never changed: a new one is added.
MIGRATIONS: tuple[str, ...] = (
    # `words` keeps its own copy of the terms, because SQLite before 3.43 can't delete from a
    # contentless index. Its `ascii` tokenizer splits at spaces only, given what index.words makes.
    # `versions.text` comes last so that SQLite reads the columns before it without the text.
    """
    CREATE TABLE meta (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE articles (
        id TEXT PRIMARY KEY,
        corpus TEXT NOT NULL,
        url TEXT,
        added TEXT NOT NULL
    ) STRICT;
    CREATE INDEX articles_by_corpus ON articles (corpus);

    CREATE TABLE versions (
        id TEXT PRIMARY KEY,
        article TEXT NOT NULL REFERENCES articles (id),
        state TEXT NOT NULL CHECK (state IN ('pending', 'ready', 'retired')),
        title TEXT NOT NULL,
        site TEXT,
        author TEXT,
        published TEXT,
        language TEXT NOT NULL,
        word_count INTEGER NOT NULL,
        text_hash TEXT NOT NULL,
        created TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX versions_by_article ON versions (article);
    CREATE INDEX versions_by_text ON versions (text_hash);
    CREATE UNIQUE INDEX one_ready_version ON versions (article) WHERE state = 'ready';

    CREATE TABLE passages (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        version TEXT NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        heading TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX passages_by_version ON passages (version, position);

    CREATE TABLE sentences (
        passage INTEGER NOT NULL REFERENCES passages (number) ON DELETE CASCADE,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        PRIMARY KEY (passage, start)
    ) STRICT, WITHOUT ROWID;

    CREATE VIEW cards AS
    SELECT
        a.id, a.corpus, v.title, a.url, v.site, v.author, v.published, v.language,
        v.word_count AS words,
        (SELECT count(*) FROM passages p WHERE p.version = v.id) AS passages,
        a.added, v.id AS version
    FROM articles a JOIN versions v ON v.article = a.id AND v.state = 'ready';

    CREATE VIRTUAL TABLE words USING fts5 (body, title, corpus, tokenize = "ascii tokenchars '.'");
    """,
    # What the Discord face remembers (bot/records). `answers.parent` may name an answer that has
    # been deleted, which ends the conversation there, so it is no foreign key. `jobs.content` comes
    # last so that SQLite reads the columns before it without the bytes.
    """
    CREATE TABLE guilds (
        id INTEGER PRIMARY KEY,
        ask_channels TEXT NOT NULL DEFAULT '[]',
        questions_channel INTEGER,
        asking_roles TEXT NOT NULL DEFAULT '[]',
        adding_roles TEXT NOT NULL DEFAULT '[]',
        language TEXT,
        style TEXT NOT NULL DEFAULT 'standard',
        gone TEXT
    ) STRICT;

    CREATE TABLE answers (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        corpus TEXT NOT NULL,
        guild_id INTEGER,
        channel_id INTEGER NOT NULL,
        message_id INTEGER,
        asker_id INTEGER NOT NULL,
        private INTEGER NOT NULL,
        question TEXT NOT NULL,
        article_id TEXT,
        claims TEXT NOT NULL,
        citations TEXT NOT NULL,
        parent TEXT,
        created TEXT NOT NULL
    ) STRICT;
    CREATE INDEX answers_by_asker ON answers (asker_id);
    CREATE INDEX answers_by_corpus ON answers (corpus);
    CREATE INDEX answers_by_time ON answers (created);

    CREATE TABLE ratings (
        answer TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
        user_id INTEGER NOT NULL,
        good INTEGER NOT NULL,
        reason TEXT,
        PRIMARY KEY (answer, user_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ratings_by_user ON ratings (user_id);

    CREATE TABLE questions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        corpus TEXT NOT NULL,
        guild_id INTEGER NOT NULL,
        channel_id INTEGER NOT NULL,
        message_id INTEGER,
        asker_id INTEGER NOT NULL,
        question TEXT NOT NULL,
        words TEXT NOT NULL,
        created TEXT NOT NULL,
        UNIQUE (corpus, words)
    ) STRICT;
    CREATE INDEX questions_by_asker ON questions (asker_id);

    CREATE TABLE jobs (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        corpus TEXT NOT NULL,
        guild_id INTEGER,
        channel_id INTEGER NOT NULL,
        message_id INTEGER,
        user_id INTEGER NOT NULL,
        locale TEXT NOT NULL,
        name TEXT NOT NULL,
        link TEXT,
        media_type TEXT,
        title TEXT,
        article_id TEXT,
        created TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        outcome TEXT,
        content BLOB
    ) STRICT;

    CREATE INDEX jobs_by_message ON jobs (message_id);

    CREATE TABLE adders (
        article TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
        user_id INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX adders_by_user ON adders (user_id);
    """,
)


def migrate(connection: sqlite3.Connection, name: str) -> None:
    """Bring the schema behind `connection` up to date, one transaction per step.

    Args:
        connection: in autocommit mode.
        name: what to call the catalogue in messages.

    Raises:
        CatalogueError: a newer Footnote or another program has written the file.
        sqlite3.Error: the catalogue can't be read or written.
    """
    _refuse_strangers(connection, name)
    for step in range(_version(connection), len(MIGRATIONS)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _version(connection) == step:  # another process may have been faster
                _apply(connection, step)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _refuse_strangers(connection: sqlite3.Connection, name: str) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if application != _APPLICATION_ID and not empty:
        raise CatalogueError(
            f"{name} is another program's database; move it away or choose another folder."
        )
    version = _version(connection)
    if version > len(MIGRATIONS):
        raise CatalogueError(
            f"The catalogue {name} was written by a newer Footnote (schema {version}, this one "
            f"knows {len(MIGRATIONS)}); update Footnote to open it."
        )


def _apply(connection: sqlite3.Connection, step: int) -> None:
    statement = ""
    for line in MIGRATIONS[step].splitlines(keepends=True):
        statement += line  # `executescript` would commit first, so statements run one by one
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {step + 1}")


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version
