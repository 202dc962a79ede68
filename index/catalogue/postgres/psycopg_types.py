"""What psycopg's generic types are here."""

from typing import Any

import psycopg

Psycopg = psycopg.Connection[tuple[Any, ...]]
"""A connection whose rows are tuples."""
