"""Statements as PostgreSQL gets them, and values as they come back."""

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.catalogue.postgres.connection import PostgresConnection
from index.catalogue.postgres.dialect import NUL, register, rendered

_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=NUL))


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT ? WHERE a = ?", "SELECT %s WHERE a = %s"),
        ("SELECT :corpus, CAST(:corpus AS TEXT)", "SELECT %(corpus)s, CAST(%(corpus)s AS TEXT)"),
        ("a LIKE '%?:x' AND b = ?", "a LIKE '%%?:x' AND b = %s"),
        ("a % 2 = '''?' || ?", "a %% 2 = '''?' || %s"),
        ("a::text = :a", "a::text = %(a)s"),
    ],
)
def test_parameters(sql: str, expected: str) -> None:
    """Parameters are rewritten where they are parameters, and nowhere else."""
    assert rendered(sql) == expected


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=_TEXTS, number=st.integers(-(2**63), 2**63 - 1), data=st.binary(), truth=st.booleans())
def test_values_come_back(
    postgres_url: str, text: str, number: int, data: bytes, truth: bool
) -> None:
    """Texts with any character, numbers, bytes and truth values are kept as they are."""
    with psycopg.connect(postgres_url) as psycopg_connection:
        register(psycopg_connection)
        connection = PostgresConnection(psycopg_connection)
        connection.execute(
            "CREATE TEMPORARY TABLE kept (a text, b bigint, c bytea, d integer) ON COMMIT DROP"
        )
        connection.execute("INSERT INTO kept VALUES (?, ?, ?, ?)", (text, number, data, truth))
        found = connection.execute(
            "SELECT a, b, c, d, sum(b) FROM kept WHERE a = ? AND ? GROUP BY 1, 2, 3, 4",
            (text, True),
        ).fetchall()
    assert found == [(text, number, data, int(truth), number)]
