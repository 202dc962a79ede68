"""What is kept about a person."""

from bot.places import user_corpus
from bot.records.models import NOBODY, JobId, Kept
from index.catalogue.connection import Connection
from index.catalogue.database import Database
from index.models import ArticleId, Corpus


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
