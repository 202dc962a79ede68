"""The answers that were shown, so that their buttons go on working, and how people rate them."""

import json
import secrets
from dataclasses import asdict
from typing import Any

from answer.models import Disagreement, Side
from bot.records.models import AnswerId, AnswerRecord, CitationRecord, OtherArticle, Rating
from index.catalogue.connection import Connection
from index.catalogue.database import Database
from index.models import Corpus

CONVERSATION = 6  # answers

_READ = (
    "SELECT id, kind, corpus, guild_id, channel_id, message_id, asker_id, private, question, "
    "article_id, claims, citations, parent, created, lack, disagreements FROM answers "
)


class Answers:
    """Answers, abstentions and summaries. All methods raise CatalogueError."""

    def __init__(self, database: Database) -> None:
        """Use an open database."""
        self._database = database

    @staticmethod
    def new_id() -> AnswerId:
        """Return an id that nobody can guess."""
        return AnswerId(secrets.token_hex(8))

    async def save(self, record: AnswerRecord) -> None:
        """Save an answer, in place of one with the same id, whose ratings stay."""
        await self._database.write(_save, record)

    async def get(self, corpus: Corpus, answer_id: AnswerId) -> AnswerRecord | None:
        """Return an answer; None if the corpus has none with this id, or no longer."""
        return await self._database.read(_get, corpus, answer_id)

    async def conversation(self, answer_id: AnswerId) -> tuple[AnswerRecord, ...]:
        """Return the answer and those it follows up, oldest first, the last few at most.

        It ends where an answer has been deleted or belongs to another corpus. Empty if there is no
        answer with this id.
        """
        return await self._database.read(_conversation, answer_id)

    async def set_message(self, answer_id: AnswerId, message_id: int) -> None:
        """Note the message that shows an answer."""
        await self._database.write(_set_message, answer_id, message_id)

    async def rate(
        self, answer_id: AnswerId, user_id: int, good: bool, reason: str | None = None
    ) -> None:
        """Note what a person thinks of an answer, in place of what they thought before.

        A reason that was given before stays while the answer is still thought bad. If the answer
        has been deleted meanwhile, nothing is noted.
        """
        await self._database.write(_rate, answer_id, user_id, good, reason)

    async def ratings(self, answer_id: AnswerId) -> list[Rating]:
        """Return what people think of an answer."""
        return await self._database.read(_ratings, answer_id)

    async def delete(self, corpus: Corpus, answer_id: AnswerId) -> bool:
        """Delete an answer and its ratings; return whether the corpus had it."""
        return await self._database.write(_delete, corpus, answer_id)

    async def prune(self, before: str) -> int:
        """Delete the answers made before a time (ISO 8601, UTC); return how many there were."""
        return await self._database.write(_prune, before)


def _save(connection: Connection, record: AnswerRecord) -> None:
    connection.execute(
        "INSERT INTO answers (id, kind, corpus, guild_id, channel_id, message_id, asker_id, "
        "private, question, article_id, claims, citations, parent, created, lack, "
        "disagreements) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET "
        "kind = excluded.kind, corpus = excluded.corpus, guild_id = excluded.guild_id, "
        "channel_id = excluded.channel_id, message_id = excluded.message_id, "
        "asker_id = excluded.asker_id, private = excluded.private, question = excluded.question, "
        "article_id = excluded.article_id, claims = excluded.claims, "
        "citations = excluded.citations, parent = excluded.parent, created = excluded.created, "
        "lack = excluded.lack, disagreements = excluded.disagreements",
        (
            record.id,
            record.kind,
            record.corpus,
            record.guild_id,
            record.channel_id,
            record.message_id,
            record.asker_id,
            record.private,
            record.question,
            record.article_id,
            json.dumps(record.claims),
            json.dumps([asdict(citation) for citation in record.citations]),
            record.parent,
            record.created,
            record.lack,
            json.dumps([_sides(each) for each in record.disagreements]),
        ),
    )


def _get(connection: Connection, corpus: Corpus, answer_id: AnswerId) -> AnswerRecord | None:
    row = connection.execute(_READ + "WHERE id = ? AND corpus = ?", (answer_id, corpus)).fetchone()
    return None if row is None else _record(row)


def _conversation(connection: Connection, answer_id: AnswerId) -> tuple[AnswerRecord, ...]:
    row = connection.execute(_READ + "WHERE id = ?", (answer_id,)).fetchone()
    newest_first: list[AnswerRecord] = []
    while row is not None and len(newest_first) < CONVERSATION:
        record = _record(row)
        newest_first.append(record)
        row = connection.execute(
            _READ + "WHERE id = ? AND corpus = ?", (record.parent, record.corpus)
        ).fetchone()
    return tuple(reversed(newest_first))


def _set_message(connection: Connection, answer_id: AnswerId, message_id: int) -> None:
    connection.execute("UPDATE answers SET message_id = ? WHERE id = ?", (message_id, answer_id))


def _rate(
    connection: Connection,
    answer_id: AnswerId,
    user_id: int,
    good: bool,
    reason: str | None,
) -> None:
    connection.execute(
        "INSERT INTO ratings (answer, user_id, good, reason) "
        "SELECT id, ?, ?, ? FROM answers WHERE id = ? "
        "ON CONFLICT (answer, user_id) DO UPDATE SET good = excluded.good, reason = "
        "coalesce(excluded.reason, "
        "CASE WHEN ratings.good = excluded.good THEN ratings.reason END)",
        (user_id, good, reason, answer_id),
    )


def _ratings(connection: Connection, answer_id: AnswerId) -> list[Rating]:
    rows = connection.execute(
        "SELECT user_id, good, reason FROM ratings WHERE answer = ? ORDER BY user_id", (answer_id,)
    )
    return [
        Rating(user_id=user_id, good=bool(good), reason=reason) for user_id, good, reason in rows
    ]


def _delete(connection: Connection, corpus: Corpus, answer_id: AnswerId) -> bool:
    return (
        connection.execute(
            "DELETE FROM answers WHERE id = ? AND corpus = ?", (answer_id, corpus)
        ).rowcount
        > 0
    )


def _prune(connection: Connection, before: str) -> int:
    return connection.execute("DELETE FROM answers WHERE created < ?", (before,)).rowcount


def _record(row: tuple[Any, ...]) -> AnswerRecord:
    (
        answer_id,
        kind,
        corpus,
        guild_id,
        channel_id,
        message_id,
        asker_id,
        private,
        question,
        article_id,
        claims,
        citations,
        parent,
        created,
        lack,
        disagreements,
    ) = row
    return AnswerRecord(
        id=answer_id,
        kind=kind,
        corpus=corpus,
        guild_id=guild_id,
        channel_id=channel_id,
        message_id=message_id,
        asker_id=asker_id,
        private=bool(private),
        question=question,
        article_id=article_id,
        claims=tuple(json.loads(claims)),
        citations=tuple(map(_citation, json.loads(citations))),
        parent=parent,
        created=created,
        lack=lack,
        disagreements=tuple(map(_disagreement, json.loads(disagreements))),
    )


def _sides(disagreement: Disagreement) -> list[tuple[str, int]]:
    return [(side.words, side.marker) for side in disagreement.sides]


def _disagreement(kept: list[tuple[str, int]]) -> Disagreement:
    return Disagreement(sides=tuple(Side(words=words, marker=marker) for words, marker in kept))


def _citation(kept: dict[str, Any]) -> CitationRecord:
    """Return a citation; those of earlier versions name no other articles."""
    also = tuple(OtherArticle(**other) for other in kept.pop("also", ()))
    return CitationRecord(**kept, also=also)
