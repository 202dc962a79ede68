"""What the catalogue notes about the whole index: its embedding model, a reindexing under way."""

import secrets

from index.catalogue.connection import Connection


def note(connection: Connection, key: str) -> str | None:
    """Return what is noted under `key`."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def notes(connection: Connection, *keys: str) -> list[str | None]:
    """Return what is noted under several keys, in their order."""
    return [note(connection, key) for key in keys]


def set_notes(connection: Connection, /, **notes: str | None) -> None:
    """Note values under their keys; None removes the note."""
    for key, value in notes.items():
        if value is None:
            connection.execute("DELETE FROM meta WHERE key = ?", (key,))
        else:
            connection.execute(
                "INSERT INTO meta (key, value) VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, value),
            )


def own_name(connection: Connection) -> str:
    """Return the catalogue's own name, which no other has; it is drawn when it is first asked."""
    connection.execute(
        "INSERT INTO meta (key, value) VALUES ('name', ?) ON CONFLICT (key) DO NOTHING",
        (secrets.token_hex(8),),
    )
    return str(note(connection, "name"))


def begin_reindexing(connection: Connection) -> None:
    """Empty the word index, even a damaged one, and note that nothing can be searched."""
    connection.words.clear()
    set_notes(connection, reindexing="begun")
