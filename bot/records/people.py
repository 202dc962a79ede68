"""What is kept about a person."""

import json
from typing import Any

from bot.forgotten import Last
from bot.places import user_corpus, user_of
from bot.records.models import NOBODY, JobId, Kept
from index.catalogue.connection import Connection
from index.catalogue.database import Database
from index.catalogue.notes import note, set_notes
from index.models import ArticleId, Corpus

_PEOPLE = (
    "SELECT asker_id FROM answers",
    "SELECT user_id FROM ratings",
    "SELECT asker_id FROM questions",
    "SELECT user_id FROM eval_people",
    "SELECT user_id FROM adders",
    "SELECT user_id FROM jobs",
    "SELECT user_id FROM announcements",
)
_OWN_PLACES = ("articles", "answers", "jobs", "feeds", "eval_questions")  # they have a corpus
# What is kept about a person: its name, the columns, and where they are.
_COPIED = (
    (
        "questions and answers",
        ("kind", "guild_id", "channel_id", "question", "claims", "article_id", "created"),
        "FROM answers WHERE asker_id = ? ORDER BY created, id",
    ),
    (
        "ratings",
        ("question", "good", "reason"),
        "FROM ratings JOIN answers ON id = answer WHERE user_id = ? ORDER BY created, id",
    ),
    (
        "open questions",
        ("guild_id", "channel_id", "question", "created"),
        "FROM questions WHERE asker_id = ? ORDER BY id",
    ),
    (
        "articles added",
        ("title", "url", "corpus", "added"),
        "FROM adders JOIN cards ON id = article WHERE user_id = ? ORDER BY added, id",
    ),
    (
        "articles that wait to be added",
        ("kind", "name", "link", "guild_id", "channel_id", "locale", "created"),
        "FROM jobs WHERE user_id = ? AND outcome IS NULL ORDER BY number",
    ),
    (
        "feeds added",
        ("title", "url", "guild_id", "channel_id"),
        "FROM announcements JOIN feeds ON id = feed WHERE user_id = ? ORDER BY added, id",
    ),
    (
        "questions kept to be asked again",
        ("eval_questions.question", "corpus", "created"),
        "FROM eval_people JOIN eval_questions ON id = eval_people.question "
        "WHERE user_id = ? ORDER BY number",
    ),
)

Copied = dict[str, list[dict[str, Any]]]
"""What is kept about a person, by what it is, in values that JSON has."""


class People:
    """People by their Discord ids. All methods raise CatalogueError."""

    def __init__(self, database: Database) -> None:
        """Use an open database."""
        self._database = database

    async def record_adder(self, corpus: Corpus, article_id: ArticleId, job_id: JobId) -> None:
        """Note who added an article by a job, until the article goes.

        Whoever is noted first stays. Nobody is noted for the job of a person who was forgotten
        meanwhile, and nothing of an article that the corpus doesn't have.
        """
        await self._database.write(_record_adder, corpus, article_id, job_id)

    async def adder(self, corpus: Corpus, article_id: ArticleId) -> int | None:
        """Return who added an article; None if that isn't known or the person was forgotten."""
        return await self._database.read(_adder, corpus, article_id)

    async def kept(self, user_id: int) -> Kept:
        """Return how much is kept about a person."""
        return await self._database.read(_kept, user_id)

    async def copy(self, user_id: int) -> Copied:
        """Return all that is kept about a person."""
        return await self._database.read(_copy, user_id)

    async def everybody(self) -> set[int]:
        """Return all people about whom something is kept."""
        return await self._database.read(_everybody)

    async def forgotten_up_to(self, mark: str) -> int:
        """Return the number of the last person in a file of the forgotten who is forgotten here.

        Args:
            mark: of the file.
        """
        return await self._database.read(_forgotten_up_to, mark)

    async def note_forgotten(self, last: Last) -> None:
        """Note how far the people in a file of the forgotten are forgotten here."""
        await self._database.write(set_notes, **{_note_of(last.mark): str(last.number)})

    async def forget(self, user_id: int) -> None:
        """Delete what is kept about a person.

        Their answers go, with everybody's ratings of them, and so do their ratings, their open
        questions, and the questions kept to be asked again that they had a part in. The articles
        and feeds they added to servers stay without their name, and what they still wait for there
        is added without it. What they wait for in their direct messages goes.

        The feeds and articles of their direct messages are not touched: `remove_corpus` of
        `Following` and of `Ingestion` with `bot.places.user_corpus` removes them and has to be
        called after this, in this order.
        """
        await self._database.write(_forget, user_id)


def _record_adder(
    connection: Connection, corpus: Corpus, article_id: ArticleId, job_id: JobId
) -> None:
    connection.execute(
        "INSERT INTO adders (article, user_id) "
        "SELECT articles.id, jobs.user_id FROM articles, jobs WHERE articles.id = ? "
        "AND articles.corpus = ? AND jobs.id = ? AND jobs.user_id <> ? ON CONFLICT DO NOTHING",
        (article_id, corpus, job_id, NOBODY),
    )


def _adder(connection: Connection, corpus: Corpus, article_id: ArticleId) -> int | None:
    row = connection.execute(
        "SELECT user_id FROM adders JOIN articles ON id = article WHERE id = ? AND corpus = ?",
        (article_id, corpus),
    ).fetchone()
    return None if row is None else int(row[0])


def _kept(connection: Connection, user_id: int) -> Kept:
    questions, ratings, articles, open_questions, feeds, eval_questions = connection.execute(
        "SELECT (SELECT count(*) FROM answers WHERE asker_id = :user), "
        "(SELECT count(*) FROM ratings WHERE user_id = :user), "
        "(SELECT count(*) FROM adders WHERE user_id = :user) + "
        "(SELECT count(*) FROM jobs WHERE user_id = :user AND outcome IS NULL), "
        "(SELECT count(*) FROM questions WHERE asker_id = :user), "
        "(SELECT count(*) FROM announcements WHERE user_id = :user), "
        "(SELECT count(*) FROM eval_people WHERE user_id = :user)",
        {"user": user_id},
    ).fetchone()
    return Kept(
        questions=questions,
        ratings=ratings,
        articles=articles,
        open_questions=open_questions,
        feeds=feeds,
        eval_questions=eval_questions,
    )


def _forget(connection: Connection, user_id: int) -> None:
    for statement in (
        "DELETE FROM answers WHERE asker_id = ?",  # and with them their ratings
        "DELETE FROM ratings WHERE user_id = ?",
        "DELETE FROM questions WHERE asker_id = ?",
        "DELETE FROM eval_questions WHERE id IN "
        "(SELECT question FROM eval_people WHERE user_id = ?)",
        "DELETE FROM adders WHERE user_id = ?",
    ):
        connection.execute(statement, (user_id,))
    connection.execute("DELETE FROM jobs WHERE corpus = ?", (user_corpus(user_id),))
    for statement in (
        "UPDATE jobs SET user_id = ? WHERE user_id = ?",
        "UPDATE announcements SET user_id = ? WHERE user_id = ?",
    ):
        connection.execute(statement, (NOBODY, user_id))


def _copy(connection: Connection, user_id: int) -> Copied:
    copied: Copied = {}
    for name, columns, place in _COPIED:
        rows = connection.execute(f"SELECT {', '.join(columns)} {place}", (user_id,)).fetchall()
        names = [column.rpartition(".")[2] for column in columns]
        copied[name] = [_readable(dict(zip(names, row, strict=True))) for row in rows]
    return copied


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose lists are lists rather than texts of JSON."""
    return row | ({"claims": json.loads(row["claims"])} if "claims" in row else {})


def _everybody(connection: Connection) -> set[int]:
    people = {
        int(user_id)
        for statement in _PEOPLE
        for (user_id,) in connection.execute(f"{statement} GROUP BY 1")
    }
    for table in _OWN_PLACES:
        rows = connection.execute(
            f"SELECT corpus FROM {table} WHERE corpus LIKE 'user-%' GROUP BY 1"  # noqa: S608 - ours
        ).fetchall()
        people |= {user for (corpus,) in rows if (user := user_of(Corpus(corpus))) is not None}
    return people - {NOBODY}


def _forgotten_up_to(connection: Connection, mark: str) -> int:
    return int(note(connection, _note_of(mark)) or 0)


def _note_of(mark: str) -> str:
    return f"forgotten_{mark}"
