"""The catalogue's tables, and how older catalogues become current ones."""

import sqlite3
from collections.abc import Callable

from index.errors import CatalogueError

APPLICATION_ID = 0x466F6F74
""""Foot": tells a catalogue from other programs' SQLite files."""

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
    # `details` are columns of `versions` that would stand behind the text there, where SQLite had
    # to read the text to get at them. `history` outlives the versions, which are deleted. Feeds are
    # followed by the index; who is told of their articles is the Discord face's (`announcements`).
    """
    CREATE TABLE details (
        version TEXT PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE,
        subtitle TEXT,
        modified TEXT,
        pages TEXT NOT NULL DEFAULT '[]',
        titled INTEGER NOT NULL DEFAULT 0,
        sketch BLOB
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE aliases (
        corpus TEXT NOT NULL,
        link TEXT NOT NULL,
        article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        PRIMARY KEY (corpus, link)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX aliases_by_article ON aliases (article);
    INSERT OR IGNORE INTO aliases (corpus, link, article)
    SELECT corpus, url, id FROM articles WHERE url IS NOT NULL;

    CREATE TABLE history (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        title TEXT NOT NULL,
        text_hash TEXT NOT NULL,
        word_count INTEGER NOT NULL,
        since TEXT NOT NULL
    ) STRICT;
    CREATE INDEX history_by_article ON history (article);
    INSERT INTO history (article, title, text_hash, word_count, since)
    SELECT article, title, text_hash, word_count, created FROM versions
    WHERE state = 'ready' ORDER BY created;

    CREATE TABLE visits (
        article TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
        etag TEXT,
        last_modified TEXT,
        visited TEXT NOT NULL,
        due TEXT,
        failures INTEGER NOT NULL DEFAULT 0,
        problem TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX visits_by_due ON visits (due);

    CREATE TABLE feeds (
        id TEXT PRIMARY KEY,
        corpus TEXT NOT NULL,
        url TEXT NOT NULL,
        title TEXT NOT NULL,
        site TEXT,
        added TEXT NOT NULL,
        etag TEXT,
        last_modified TEXT,
        visited TEXT,
        due TEXT NOT NULL,
        failures INTEGER NOT NULL DEFAULT 0,
        problem TEXT,
        UNIQUE (corpus, url)
    ) STRICT;
    CREATE INDEX feeds_by_due ON feeds (due);

    CREATE TABLE entries (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        feed TEXT NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
        key TEXT NOT NULL,
        link TEXT,
        title TEXT,
        published TEXT,
        state TEXT NOT NULL
            CHECK (state IN ('waiting', 'added', 'known', 'skipped', 'failed')),
        attempts INTEGER NOT NULL DEFAULT 0,
        due TEXT,
        ended TEXT,
        article TEXT,
        problem TEXT,
        content TEXT,
        UNIQUE (feed, key)
    ) STRICT;
    CREATE INDEX entries_waiting ON entries (due) WHERE state = 'waiting';
    CREATE INDEX entries_added ON entries (ended) WHERE state = 'added';

    CREATE TABLE feed_days (
        corpus TEXT NOT NULL,
        day TEXT NOT NULL,
        articles INTEGER NOT NULL,
        PRIMARY KEY (corpus, day)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE announcements (
        feed TEXT PRIMARY KEY REFERENCES feeds (id) ON DELETE CASCADE,
        guild_id INTEGER,
        channel_id INTEGER,
        user_id INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    DROP VIEW cards;
    CREATE VIEW cards AS
    SELECT
        a.id, a.corpus, v.title, a.url, v.site, v.author, v.published, v.language,
        v.word_count AS words,
        (SELECT count(*) FROM passages p WHERE p.version = v.id) AS passages,
        a.added, d.subtitle, d.modified, v.id AS version
    FROM articles a
    JOIN versions v ON v.article = a.id AND v.state = 'ready'
    LEFT JOIN details d ON d.version = v.id;
    """,
    # `eval_questions` are questions that people keep from answers they rated, to be asked again;
    # `eval_people` are those who kept one or whose words are in it;
    # `summaries` are those of a version of an article, made with the models that `made_with` names.
    """
    ALTER TABLE answers ADD COLUMN lack TEXT;
    ALTER TABLE answers ADD COLUMN disagreements TEXT NOT NULL DEFAULT '[]';

    CREATE TABLE eval_questions (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        corpus TEXT NOT NULL,
        question TEXT NOT NULL,
        history TEXT NOT NULL,
        expected TEXT NOT NULL CHECK (expected IN ('answer', 'abstention')),
        answers TEXT NOT NULL,
        quotes TEXT NOT NULL,
        rejected TEXT NOT NULL,
        article TEXT,
        created TEXT NOT NULL
    ) STRICT;
    CREATE INDEX eval_questions_by_corpus ON eval_questions (corpus, number);

    CREATE TABLE eval_people (
        question TEXT NOT NULL REFERENCES eval_questions (id) ON DELETE CASCADE,
        user_id INTEGER NOT NULL,
        PRIMARY KEY (question, user_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX eval_people_by_user ON eval_people (user_id);

    CREATE TABLE summaries (
        version TEXT NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
        length TEXT NOT NULL,
        focus TEXT NOT NULL,
        made_with TEXT NOT NULL,
        points TEXT NOT NULL,
        made TEXT NOT NULL,
        PRIMARY KEY (version, length, focus)
    ) STRICT, WITHOUT ROWID;
    """,
    # `vectors` keeps what the embedding model made of each passage, so that nothing is embedded
    # twice and Chroma's graphs can be made anew without a model. `sizes` holds what would have to
    # be counted at each question; its triggers follow what makes an article appear or disappear.
    # `changes` tells one state of a corpus from another, also one that was empty in between, so it
    # begins anywhere.
    """
    CREATE TABLE vectors (
        passage INTEGER PRIMARY KEY REFERENCES passages (number) ON DELETE CASCADE,
        text_hash BLOB NOT NULL,
        vector BLOB NOT NULL
    ) STRICT;
    CREATE INDEX vectors_by_text ON vectors (text_hash);

    CREATE TABLE sizes (
        corpus TEXT NOT NULL,
        language TEXT NOT NULL,
        articles INTEGER NOT NULL,
        passages INTEGER NOT NULL,
        changes INTEGER NOT NULL,
        PRIMARY KEY (corpus, language)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO sizes (corpus, language, articles, passages, changes)
    SELECT a.corpus, v.language, count(*),
        sum((SELECT count(*) FROM passages p WHERE p.version = v.id)), 1
    FROM articles a JOIN versions v ON v.article = a.id AND v.state = 'ready'
    GROUP BY a.corpus, v.language;

    CREATE TRIGGER article_appears AFTER UPDATE OF state ON versions
    WHEN new.state = 'ready' AND old.state <> 'ready'
    BEGIN
        INSERT INTO sizes (corpus, language, articles, passages, changes)
        SELECT a.corpus, new.language, 1,
            (SELECT count(*) FROM passages p WHERE p.version = new.id),
            abs(random() % 1000000000000)
        FROM articles a WHERE a.id = new.article
        ON CONFLICT (corpus, language) DO UPDATE SET
            articles = articles + 1, passages = passages + excluded.passages, changes = changes + 1;
    END;

    CREATE TRIGGER article_disappears AFTER UPDATE OF state ON versions
    WHEN old.state = 'ready' AND new.state <> 'ready'
    BEGIN
        UPDATE sizes SET
            articles = articles - 1,
            passages = passages - (SELECT count(*) FROM passages p WHERE p.version = old.id),
            changes = changes + 1
        WHERE corpus = (SELECT a.corpus FROM articles a WHERE a.id = old.article)
            AND language = old.language;
        DELETE FROM sizes
        WHERE corpus = (SELECT a.corpus FROM articles a WHERE a.id = old.article)
            AND language = old.language AND articles <= 0;
    END;
    """,
    # `sizes.bytes` is what a corpus's texts take up, for limits.
    """
    ALTER TABLE sizes ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
    UPDATE sizes SET bytes = (
        SELECT coalesce(sum(length(CAST(v.text AS BLOB))), 0)
        FROM articles a JOIN versions v ON v.article = a.id AND v.state = 'ready'
        WHERE a.corpus = sizes.corpus AND v.language = sizes.language
    );

    DROP TRIGGER article_appears;
    CREATE TRIGGER article_appears AFTER UPDATE OF state ON versions
    WHEN new.state = 'ready' AND old.state <> 'ready'
    BEGIN
        INSERT INTO sizes (corpus, language, articles, passages, bytes, changes)
        SELECT a.corpus, new.language, 1,
            (SELECT count(*) FROM passages p WHERE p.version = new.id),
            length(CAST(new.text AS BLOB)), abs(random() % 1000000000000)
        FROM articles a WHERE a.id = new.article
        ON CONFLICT (corpus, language) DO UPDATE SET
            articles = articles + 1, passages = passages + excluded.passages,
            bytes = bytes + excluded.bytes, changes = changes + 1;
    END;

    DROP TRIGGER article_disappears;
    CREATE TRIGGER article_disappears AFTER UPDATE OF state ON versions
    WHEN old.state = 'ready' AND new.state <> 'ready'
    BEGIN
        UPDATE sizes SET
            articles = articles - 1,
            passages = passages - (SELECT count(*) FROM passages p WHERE p.version = old.id),
            bytes = bytes - length(CAST(old.text AS BLOB)),
            changes = changes + 1
        WHERE corpus = (SELECT a.corpus FROM articles a WHERE a.id = old.article)
            AND language = old.language;
        DELETE FROM sizes
        WHERE corpus = (SELECT a.corpus FROM articles a WHERE a.id = old.article)
            AND language = old.language AND articles <= 0;
    END;
    """,
)


def migrate(
    connection: sqlite3.Connection, name: str, before: Callable[[int], None] = lambda _schema: None
) -> None:
    """Bring the schema behind `connection` up to date, in one transaction.

    Args:
        connection: in autocommit mode.
        name: what to call the catalogue in messages.
        before: called with the number of an earlier schema before anything is changed; what it
            raises leaves everything as it is.

    Raises:
        CatalogueError: a newer Footnote or another program has written the file.
        sqlite3.Error: the catalogue can't be read or written.
    """
    _refuse_strangers(connection, name)
    earlier = version(connection)
    if earlier == len(MIGRATIONS):
        return
    if earlier:
        before(earlier)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in range(version(connection), len(MIGRATIONS)):  # another may have been faster
            apply(connection, step)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back when the disk is full
            connection.execute("ROLLBACK")
        raise


def apply(connection: sqlite3.Connection, step: int) -> None:
    """Carry out one of `MIGRATIONS`, within a transaction or without."""
    statement = ""
    for line in MIGRATIONS[step].splitlines(keepends=True):
        statement += line  # `executescript` would commit first, so statements run one by one
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {step + 1}")


def version(connection: sqlite3.Connection) -> int:
    """Return the number of the schema behind `connection`; 0 where there is none."""
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def _refuse_strangers(connection: sqlite3.Connection, name: str) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if application != APPLICATION_ID and not empty:
        raise CatalogueError(
            f"{name} is another program's database; move it away or choose another folder."
        )
    found = version(connection)
    if found > len(MIGRATIONS):
        raise CatalogueError(
            f"The catalogue {name} was written by a newer Footnote (schema {found}, this one "
            f"knows {len(MIGRATIONS)}); update Footnote to open it."
        )
