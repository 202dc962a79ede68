"""Which process may write which corpora of a database: locks that end with its connection.

Every shard is held by one process. All processes have to agree on how many there are, or two of
them might have the same server.
"""

from dataclasses import dataclass

from index.catalogue.postgres.psycopg_types import Psycopg
from index.errors import CatalogueError

_COUNT = "SELECT pg_advisory_lock_shared(hashtext('footnote in ' || current_schema()), %s)"
_SHARD = "SELECT pg_try_advisory_lock(hashtext('footnote in ' || current_schema()), %s)"
_LARGEST = 2**31 - 1  # numbers of counts are below it, those of shards above 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The shards that a process wants to itself.

    Attributes:
        ids: their numbers.
        count: how many there are in all.
    """

    ids: tuple[int, ...]
    count: int


def hold(connection: Psycopg, claim: Claim, name: str) -> None:
    """Keep other processes from these shards until the connection ends.

    Args:
        connection: holds the locks; it may hold them already.
        claim: what is wanted.
        name: what to call the catalogue in messages.

    Raises:
        CatalogueError: another process has one of them, or counts them otherwise.
        psycopg.Error: the database can't be asked.
    """
    connection.execute(_COUNT, (_LARGEST - claim.count,))
    other = _other_count(connection, claim)
    if other is not None:
        raise CatalogueError(
            f"Another Footnote shares the work on {name} among {other}, this one among "
            f"{claim.count}. Give all of them the same number after the slash in SHARDS."
        )
    for number in claim.ids:
        got = connection.execute(_SHARD, (number,)).fetchone()
        if got is None or not got[0]:
            raise CatalogueError(
                f"Another Footnote is using {name} with shard {number} of {claim.count}. "
                "Stop it, or give this one other shards with SHARDS."
            )


def _other_count(connection: Psycopg, claim: Claim) -> int | None:
    """Return what another process counts, which has locked it; None if nobody differs."""
    rows = connection.execute(
        "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
        "AND classid = hashtext('footnote in ' || current_schema())::oid AND mode = 'ShareLock'"
    )
    counts = {_LARGEST - int(number) for (number,) in rows}
    return next(iter(counts - {claim.count}), None)
