"""Questions that are kept to be asked again, with what is known of their answers."""

import json
import secrets
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from answer.models import Turn
from bot.evaluation.models import EvalQuestion
from index.catalogue.connection import Connection
from index.catalogue.database import Database
from index.models import Corpus

MOST = 500
"""Questions of one corpus."""

_READ = (
    "SELECT id, question, history, expected, answers, quotes, rejected, article "
    "FROM eval_questions WHERE corpus = ? "
)


class EvalQuestions:
    """The kept questions of every corpus. All methods raise CatalogueError."""

    def __init__(self, database: Database) -> None:
        """Use an open database."""
        self._database = database

    @staticmethod
    def new_id() -> str:
        """Return an id that nobody can guess."""
        return secrets.token_hex(8)

    async def keep(
        self, corpus: Corpus, question: EvalQuestion, *, people: Collection[int], created: str
    ) -> bool:
        """Keep a question in place of one with the same id.

        Where it is known already what a right answer says, a question that doesn't say so changes
        nothing: who wrote the answer down knows more than who clicked.

        Args:
            corpus: whose articles answer it, or rightly don't.
            question: with what is known of its answer.
            people: everybody who kept it or whose words are in it, by their Discord ids.
            created: ISO 8601 time (UTC).

        Returns:
            Whether it is kept now; False if the corpus has as many as it may have.
        """
        return await self._database.write(_keep, corpus, question, people, created)

    async def all(self, corpus: Corpus) -> tuple[EvalQuestion, ...]:
        """Return the questions of a corpus, oldest first."""
        return await self._database.read(_all, corpus)

    async def remove(self, corpus: Corpus, question_id: str) -> EvalQuestion | None:
        """Remove a question and return it; None if the corpus has none with this id."""
        return await self._database.write(_remove, corpus, question_id)


def _keep(
    connection: Connection,
    corpus: Corpus,
    question: EvalQuestion,
    people: Collection[int],
    created: str,
) -> bool:
    known = connection.execute(
        "SELECT answers FROM eval_questions WHERE id = ?", (question.id,)
    ).fetchone()
    if known is None:
        count = connection.execute(
            "SELECT count(*) FROM eval_questions WHERE corpus = ?", (corpus,)
        ).fetchone()[0]
        if count >= MOST:
            return False
    elif json.loads(known[0]) and not question.answers:
        return True
    connection.execute(
        "INSERT INTO eval_questions (id, corpus, question, history, expected, answers, quotes, "
        "rejected, article, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET expected = excluded.expected, answers = excluded.answers, "
        "quotes = excluded.quotes, rejected = excluded.rejected",
        (
            question.id,
            corpus,
            question.question,
            json.dumps([asdict(turn) for turn in question.history]),
            question.expected,
            json.dumps(question.answers),
            json.dumps(question.quotes),
            json.dumps(question.rejected),
            question.article,
            created,
        ),
    )
    connection.executemany(
        "INSERT INTO eval_people (question, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(question.id, user_id) for user_id in people],
    )
    return True


def _all(connection: Connection, corpus: Corpus) -> tuple[EvalQuestion, ...]:
    return tuple(map(_question, connection.execute(_READ + "ORDER BY number", (corpus,))))


def _remove(connection: Connection, corpus: Corpus, question_id: str) -> EvalQuestion | None:
    row = connection.execute(_READ + "AND id = ?", (corpus, question_id)).fetchone()
    if row is None:
        return None
    connection.execute("DELETE FROM eval_questions WHERE id = ?", (question_id,))
    return _question(row)


def _question(row: tuple[Any, ...]) -> EvalQuestion:
    question_id, question, history, expected, answers, quotes, rejected, article = row
    return EvalQuestion(
        id=question_id,
        question=question,
        expected=expected,
        answers=tuple(json.loads(answers)),
        quotes=tuple(json.loads(quotes)),
        rejected=tuple(json.loads(rejected)),
        history=tuple(Turn(**turn) for turn in json.loads(history)),
        article=article,
    )
