"""Questions that no article has answered yet."""

from dataclasses import replace

from bot.records.models import OpenQuestion
from index.catalogue.connection import Connection
from index.catalogue.database import Database
from index.models import Corpus
from index.words import terms

_ANY_LANGUAGE = ""


class Questions:
    """The open questions of every corpus. All methods raise CatalogueError."""

    def __init__(self, database: Database) -> None:
        """Use an open database."""
        self._database = database

    async def add(
        self,
        *,
        corpus: Corpus,
        guild_id: int,
        channel_id: int,
        asker_id: int,
        question: str,
        created: str,
    ) -> OpenQuestion | None:
        """Open a question, unless the corpus has it open already: then return None.

        Case, accents, punctuation and spaces make no other question.

        Args:
            corpus: whose articles don't answer it.
            guild_id: the server.
            channel_id: where it was asked.
            asker_id: who asked it.
            question: as asked.
            created: ISO 8601 time (UTC).
        """
        opened = OpenQuestion(
            id=0,
            corpus=corpus,
            guild_id=guild_id,
            channel_id=channel_id,
            message_id=None,
            asker_id=asker_id,
            question=question,
            created=created,
        )
        return await self._database.write(_add, opened)

    async def open(self, corpus: Corpus) -> list[OpenQuestion]:
        """Return the open questions of a corpus, oldest first."""
        return await self._database.read(_open, corpus)

    async def set_message(self, question_id: int, message_id: int) -> None:
        """Note the message that shows a question."""
        await self._database.write(_set_message, question_id, message_id)

    async def close(self, question_id: int) -> None:
        """Delete a question: it is answered, or no longer wanted."""
        await self._database.write(_close, question_id)

    async def prune(self, before: str) -> int:
        """Delete the questions asked before a time (ISO 8601, UTC); return how many there were."""
        return await self._database.write(_prune, before)


def _add(connection: Connection, opened: OpenQuestion) -> OpenQuestion | None:
    row = connection.execute(
        "INSERT INTO questions (corpus, guild_id, channel_id, message_id, asker_id, question, "
        "words, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (corpus, words) DO NOTHING RETURNING id",
        (
            opened.corpus,
            opened.guild_id,
            opened.channel_id,
            opened.message_id,
            opened.asker_id,
            opened.question,
            _words(opened.question),
            opened.created,
        ),
    ).fetchone()
    return None if row is None else replace(opened, id=row[0])


def _open(connection: Connection, corpus: Corpus) -> list[OpenQuestion]:
    rows = connection.execute(
        "SELECT id, corpus, guild_id, channel_id, message_id, asker_id, question, created "
        "FROM questions WHERE corpus = ? ORDER BY id",
        (corpus,),
    )
    return [
        OpenQuestion(
            id=question_id,
            corpus=of_corpus,
            guild_id=guild_id,
            channel_id=channel_id,
            message_id=message_id,
            asker_id=asker_id,
            question=question,
            created=created,
        )
        for (
            question_id,
            of_corpus,
            guild_id,
            channel_id,
            message_id,
            asker_id,
            question,
            created,
        ) in rows
    ]


def _set_message(connection: Connection, question_id: int, message_id: int) -> None:
    connection.execute(
        "UPDATE questions SET message_id = ? WHERE id = ?", (message_id, question_id)
    )


def _close(connection: Connection, question_id: int) -> None:
    connection.execute("DELETE FROM questions WHERE id = ?", (question_id,))


def _prune(connection: Connection, before: str) -> int:
    return connection.execute("DELETE FROM questions WHERE created < ?", (before,)).rowcount


def _words(question: str) -> str:
    """Return what is the same for all ways to write one question."""
    return " ".join(terms(question, _ANY_LANGUAGE)) or question.strip()
