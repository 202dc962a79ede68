"""A word index of made texts, and what it costs to rank its passages.

Words are as frequent as Zipf found them to be (Human Behavior and the Principle of Least Effort,
1949), and each article has some of its own.
"""

import random
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.speed.timing import Spread, spread
from index.catalogue.matching import match
from index.catalogue.schema import migrate
from index.catalogue.sqlite import SqliteConnection
from index.identity import corpus_key
from index.models import Corpus

_CORPUS = Corpus("local")
_WORDS = 200_000
_ARTICLE_PASSAGES = 10
_AT_ONCE = 500  # articles
_LEAST, _MOST = 60, 130  # words of a passage
_OWN_WORDS, _OWN_SHARE = 25, 0.2
_ASKED = 6  # words of a question, none of which half of the passages have
_NEAREST, _BEST = 50, 10
_LETTERS = "bcdfghklmnprstvz"
_SEED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSpread:
    """What ranking costs in milliseconds, and what it finds.

    Attributes:
        all: where all passages with any of the words are ranked.
        short: where a shortlist is.
        recall: share of the 50 best of all that are among the 50 best of the shortlist.
        best: share of the 10 best of all that are among those 50.
    """

    all: Spread
    short: Spread
    recall: float
    best: float


def made_words(file: Path, passages: int) -> None:
    """Write a catalogue that has nothing but the words of so many passages."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    names = np.array([_name(rank) for rank in range(_WORDS)])
    shares = np.cumsum(1 / (np.arange(_WORDS) + 2.7))
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        migrate(connection, str(unfinished))
        connection.execute("INSERT INTO articles VALUES ('a', ?, NULL, '2026')", (_CORPUS,))
        connection.execute(
            "INSERT INTO versions VALUES ('v', 'a', 'pending', '', NULL, NULL, NULL, 'en', 1, '', "
            "'2026', '')"
        )
        articles = range(passages // _ARTICLE_PASSAGES)
        for start in articles[::_AT_ONCE]:
            connection.execute("BEGIN")
            for article in articles[start : start + _AT_ONCE]:
                _write(connection, article, names, shares / shares[-1])
            connection.execute("COMMIT")
        connection.execute("UPDATE versions SET state = 'ready'")
    unfinished.rename(file)


def _write(
    connection: sqlite3.Connection,
    article: int,
    names: NDArray[np.str_],
    shares: NDArray[np.float64],
) -> None:
    chance = np.random.default_rng([_SEED, article])
    own = np.searchsorted(shares, chance.random(_OWN_WORDS))
    title = " ".join(names[own[:_ASKED]])
    for place in range(_ARTICLE_PASSAGES):
        length = int(chance.integers(_LEAST, _MOST))
        usual = np.searchsorted(shares, chance.random(round(length * (1 - _OWN_SHARE))))
        words = np.concatenate([usual, chance.choice(own, round(length * _OWN_SHARE))])
        number = article * _ARTICLE_PASSAGES + place + 1
        connection.execute(
            "INSERT INTO passages VALUES (?, ?, 'v', ?, 0, 0, '')",
            (number, f"{number:016x}", number),
        )
        connection.execute(
            "INSERT INTO words (rowid, body, title, corpus) VALUES (?, ?, ?, ?)",
            (number, " ".join(names[words]), title, corpus_key(_CORPUS)),
        )


def _name(rank: int) -> str:
    letters = ""
    rank += 1
    while rank:
        rank, letter = divmod(rank, len(_LETTERS))
        letters += _LETTERS[letter]
    return f"{letters}a"


def measure_words(file: Path, questions: int) -> WordSpread:
    """Return what ranking costs in both ways, in turns, and how far they agree."""
    with closing(sqlite3.connect(file, factory=SqliteConnection)) as connection:
        passages = connection.execute("SELECT max(number) FROM passages").fetchone()[0]
        asked = _questions(connection, passages, questions)
        whole, short, recall, best = [], [], [], []
        for terms in asked:
            took, every = _ranked(connection, terms, whole=passages)
            whole.append(took)
            took, some = _ranked(connection, terms, whole=0)
            short.append(took)
            recall.append(len(set(every) & set(some)) / max(len(every), 1))
            best.append(len(set(every[:_BEST]) & set(some)) / max(len(every[:_BEST]), 1))
    return WordSpread(
        all=spread(whole),
        short=spread(short),
        recall=float(np.mean(recall)),
        best=float(np.mean(best)),
    )


def _ranked(
    connection: SqliteConnection, terms: Sequence[str], *, whole: int
) -> tuple[float, list[str]]:
    began = time.perf_counter()
    found = match(
        connection,
        _CORPUS,
        terms,
        _NEAREST,
        article_ids=None,
        body_weight=1.0,
        title_weight=1.0,
        whole=whole,
    )
    return (time.perf_counter() - began) * 1000, [identity for identity, _ in found]


def _questions(connection: sqlite3.Connection, passages: int, count: int) -> list[list[str]]:
    """Return words of random passages, but for those that half of all passages have."""
    chance = random.Random(_SEED)  # noqa: S311 - for test input, not for secrets
    questions = []
    for _ in range(count):
        body, title = connection.execute(
            "SELECT body, title FROM words WHERE rowid = ?", (chance.randint(1, passages),)
        ).fetchone()
        words = [*chance.sample(body.split(" "), _ASKED - 1), title.split(" ")[0]]
        questions.append(
            [
                word
                for word in dict.fromkeys(words)
                if connection.execute(
                    "SELECT count(*) FROM words WHERE words MATCH ?", (f'"{word}"',)
                ).fetchone()[0]
                <= passages / 2
            ]
        )
    return questions
