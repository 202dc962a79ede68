"""How statements and values are written for PostgreSQL."""

import re
from decimal import Decimal
from functools import lru_cache

from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import AdaptersMap, Dumper, Loader

NUL = "\ufdd0"
"""What stands for a NUL, which PostgreSQL's texts can't have: a character that is none."""

_STATEMENTS = 1_000

# Texts in quotation marks are left as they are; so are casts, which have two colons.
_PARTS = re.compile(r"'(?:[^']|'')*'|::|:(?P<name>[a-z_]+)|(?P<place>\?)|(?P<percent>%)")


@lru_cache(maxsize=_STATEMENTS)
def rendered(sql: str) -> str:
    """Return a statement with psycopg's parameters in place of `?` and `:name`."""
    return _PARTS.sub(_rendered, sql)


def _rendered(part: re.Match[str]) -> str:
    if part["name"]:
        return f"%({part['name']})s"
    if part["place"]:
        return "%s"
    return part[0].replace("%", "%%")


class _Text(Dumper):
    """Writes a text without a type, which PostgreSQL then takes from where it stands."""

    def dump(self, obj: str) -> Buffer:
        return obj.replace("\0", NUL).encode()


class _Truth(Dumper):
    """Writes a truth value so that both a number and a condition can be made of it."""

    def dump(self, obj: bool) -> Buffer:
        return b"1" if obj else b"0"


class _ReadText(Loader):
    def load(self, data: Buffer) -> str:
        return bytes(data).decode().replace(NUL, "\0")


class _ReadSum(Loader):
    """Reads a sum, which PostgreSQL makes a decimal number where SQLite makes a whole one."""

    def load(self, data: Buffer) -> int:
        return int(Decimal(bytes(data).decode()))


def register(context: AdaptContext) -> None:
    """Have values read and written in these ways in a connection."""
    adapters: AdaptersMap = context.adapters
    adapters.register_dumper(str, _Text)
    adapters.register_dumper(bool, _Truth)
    adapters.register_loader("text", _ReadText)
    adapters.register_loader("numeric", _ReadSum)
