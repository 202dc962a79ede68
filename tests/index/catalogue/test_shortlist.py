"""Ranking by words in a large corpus: what ranks high there ranks high among all."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from index.catalogue import matching, shortlist
from index.catalogue.schema import migrate
from index.catalogue.sqlite import SqliteConnection
from index.identity import corpus_key
from index.models import ArticleId, Corpus
from tests.index.stores import LOCAL, OTHER

_PASSAGES = 4_000
_LENGTH = 30
_WORDS = 400


@pytest.fixture(scope="module")
def catalogue() -> Iterator[SqliteConnection]:
    """A catalogue of passages of random words, few of which are frequent, in two corpora."""
    chance = np.random.default_rng(0)
    words = np.array([f"w{number}" for number in range(_WORDS)])
    shares = 1 / (np.arange(_WORDS) + 2)
    drawn = chance.choice(words, size=(_PASSAGES, _LENGTH), p=shares / shares.sum())
    with closing(
        sqlite3.connect(":memory:", isolation_level=None, factory=SqliteConnection)
    ) as connection:
        migrate(connection, "test")
        connection.execute("BEGIN")
        for corpus in (LOCAL, OTHER):
            connection.execute(
                "INSERT INTO articles VALUES (?, ?, NULL, '2026')", (f"a {corpus}", corpus)
            )
            connection.execute(
                "INSERT INTO versions VALUES (?, ?, 'pending', '', NULL, NULL, NULL, 'en', 1, '', "
                "'2026', '')",
                (f"v {corpus}", f"a {corpus}"),
            )
        for number, terms in enumerate(drawn, start=1):
            corpus = OTHER if number % 10 == 0 else LOCAL
            connection.execute(
                "INSERT INTO passages VALUES (?, ?, ?, ?, 0, 0, '')",
                (number, f"p{number}", f"v {corpus}", number),
            )
            connection.execute(
                "INSERT INTO words (rowid, body, title, corpus) VALUES (?, ?, ?, ?)",
                (number, " ".join(terms), str(words[number // 20]), corpus_key(corpus)),
            )
        connection.execute("UPDATE versions SET state = 'ready'")
        connection.execute("COMMIT")
        yield connection


def _match(
    connection: SqliteConnection,
    terms: list[str],
    corpus: Corpus = LOCAL,
    limit: int = 10,
    *,
    whole: int = 0,
    article_ids: list[ArticleId] | None = None,
) -> list[tuple[str, float]]:
    return [
        (str(passage), score)
        for passage, score in matching.match(
            connection,
            corpus,
            terms,
            limit,
            article_ids=article_ids,
            body_weight=1.0,
            title_weight=1.0,
            whole=whole,
        )
    ]


@pytest.fixture
def little_is_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little is gathered and ranked, so that corpora of a few thousand passages are large."""
    monkeypatch.setattr(shortlist, "GATHERED", 1_000)
    monkeypatch.setattr(shortlist, "RANKED", 200)


@pytest.mark.parametrize(
    "terms", [["w3", "w90", "w250"], ["w1", "w2", "w300"], ["w60", "w61", "w62", "w5"], ["w399"]]
)
def test_the_best_are_found(
    catalogue: SqliteConnection, monkeypatch: pytest.MonkeyPatch, terms: list[str]
) -> None:
    """The ten best of all passages are the ten best of the shortlist, but for one at most."""
    whole = _match(catalogue, terms, whole=_PASSAGES)
    monkeypatch.setattr(shortlist, "GATHERED", 1_000)
    monkeypatch.setattr(shortlist, "RANKED", 400)
    short = _match(catalogue, terms)
    assert len({passage for passage, _ in whole} & {passage for passage, _ in short}) >= 9
    assert whole[0][0] in {passage for passage, _ in short[:2]}
    assert [score for _, score in short] == sorted((score for _, score in short), reverse=True)


@pytest.mark.usefixtures("little_is_gathered")
def test_other_corpora(catalogue: SqliteConnection) -> None:
    """Passages of another corpus are neither found nor counted."""
    found = {passage for passage, _ in _match(catalogue, ["w1", "w30"], OTHER, 100)}
    assert found
    assert all(int(passage[1:]) % 10 == 0 for passage in found)
    assert matching.frequencies(catalogue, OTHER, ["w30"])["w30"] == sum(
        1 for _ in _match(catalogue, ["w30"], OTHER, 1_000)
    )


@pytest.mark.usefixtures("little_is_gathered")
def test_frequencies(catalogue: SqliteConnection) -> None:
    """Rare terms are counted, frequent ones estimated within a tenth, unknown ones aren't there."""
    exact = {
        term: catalogue.execute(
            "SELECT count(*) FROM words WHERE words MATCH ?",
            (f'corpus : "{corpus_key(LOCAL)}" AND {{body title}} : "{term}"',),
        ).fetchone()[0]
        for term in ("w0", "w1", "w300")
    }
    found = matching.frequencies(catalogue, LOCAL, ["w0", "w1", "w300", "w999", "☃"])
    assert exact["w0"] > shortlist.GATHERED > exact["w300"]
    assert found["w300"] == exact["w300"]
    assert found["w0"] == pytest.approx(exact["w0"], rel=0.1)
    assert found["w1"] == pytest.approx(exact["w1"], rel=0.1)
    assert (found["w999"], found["☃"]) == (0, 0)


@pytest.mark.usefixtures("little_is_gathered")
def test_some_articles(catalogue: SqliteConnection) -> None:
    """Of an article nothing else is found, whether it has few passages or many."""
    for corpus, last in ((LOCAL, _PASSAGES - 1), (OTHER, _PASSAGES)):
        mine = [ArticleId(f"a {corpus}")]
        found = {passage for passage, _ in _match(catalogue, ["w0"], corpus, article_ids=mine)}
        assert found
        assert all((int(passage[1:]) % 10 == 0) == (corpus == OTHER) for passage in found)
        assert all(int(passage[1:]) <= last for passage in found)
    assert _match(catalogue, ["w1"], article_ids=[]) == []
    assert _match(catalogue, ["w1"], article_ids=[ArticleId(f"a {OTHER}")]) == []


@pytest.mark.usefixtures("little_is_gathered")
def test_nothing_to_find(catalogue: SqliteConnection) -> None:
    """Terms that nobody has, and none at all, find nothing."""
    assert _match(catalogue, ["w999"]) == []
    assert _match(catalogue, ["☃", "..."]) == []
    assert _match(catalogue, []) == []
