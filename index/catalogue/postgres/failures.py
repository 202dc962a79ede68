"""What failures of a PostgreSQL database mean for a host. Passwords and texts are never told."""

import psycopg
from psycopg.conninfo import conninfo_to_dict

from index.errors import CatalogueError

_BY_STATE = {
    "28P01": "it doesn't accept the password; correct it in DATABASE_URL",
    "28000": "it doesn't let this user in; check DATABASE_URL and the server's pg_hba.conf",
    "3D000": "there is no such database; create it, or name another one in DATABASE_URL",
    "42501": "its user lacks a permission; let the user own the database",
    "53100": "its disk is full; free some space and try again",
    "53200": "its server has no memory left; try again",
    "53300": "its server takes no more connections; raise max_connections there",
    "57P01": "its server is being shut down; start it again",
    "57P03": "its server is starting or stopping; try again",
    "25006": "it can only be read; name the primary server in DATABASE_URL",
}

_AGAIN = ("40001", "40P01")  # serialization failure, deadlock: the transaction was taken back


def shown(url: str) -> str:
    """Return how a database is called in messages: without its password.

    Raises:
        CatalogueError: the link can't be read.
    """
    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error:
        raise CatalogueError(
            "DATABASE_URL can't be read; write it like postgresql://user:password@host/database."
        ) from None
    user = f"{parts['user']}@" if parts.get("user") else ""
    port = f":{parts['port']}" if parts.get("port") else ""
    return f"postgresql://{user}{parts.get('host') or ''}{port}/{parts.get('dbname') or ''}"


def reason(error: psycopg.Error) -> str:
    """Return what went wrong, and what to do about it."""
    if error.sqlstate in _BY_STATE:
        return _BY_STATE[error.sqlstate]
    if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
        told = str(error)  # libpq's own words about a connection that there isn't yet or any more
        for state, words in (("28P01", "password"), ("3D000", "does not exist")):
            if words in told:
                return _BY_STATE[state]
        return "its server can't be reached; check that it runs, and DATABASE_URL"
    return f"PostgreSQL says: {error.diag.message_primary or type(error).__name__}"


def passes(error: psycopg.Error) -> bool:
    """Say whether a transaction that failed can just be tried again."""
    return error.sqlstate in _AGAIN
