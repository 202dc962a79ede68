import numpy as np
import pytest

from answer.focus import ABOUT, about, closeness, in_words, worth_comparing
from index.ports import Vectors


def _row(*values: float) -> Vectors:
    return np.array(values, dtype=np.float32)


NEAR, FAR = _row(0.5, 0.866), _row(0.0, 1.0)
FOCUS = _row(1.0, 0.0)


def test_words_are_counted_by_their_stems_and_rarity() -> None:
    """A rare word of the focus says more than one that half of the article has."""
    texts = ["Die Fähren kosten viel.", "Die Fähre fährt.", "Die Fähre hält.", "Es regnet."]
    both, *ferries, rain = in_words("Kosten der Fähre", texts, "de")
    assert both == pytest.approx(1.0)
    assert all(0 < share < 0.5 for share in ferries)
    assert rain == 0


def test_a_focus_without_words_matches_no_words() -> None:
    """Signs and function words are left to the meaning."""
    assert not in_words("??? the", ["The harbour."], "en").any()


def test_meaning_counts_without_words() -> None:
    """A sentence that means the focus in other words is about it, and a distant one isn't."""
    close = closeness(_row(0, 0, 0), np.stack([FAR, NEAR, FAR]), FOCUS)
    assert about(close) == [1]


def test_all_words_count_without_meaning() -> None:
    """A sentence that has the focus's words is about it, whatever the model makes of it."""
    close = closeness(_row(0, 1, 0.5), np.stack([FAR, FAR, FAR]), FOCUS)
    assert close[1] >= ABOUT
    assert about(close) == [1]


def test_what_is_far_behind_the_closest_is_left_out() -> None:
    """Where a sentence fits in words and meaning, one that fits in meaning only doesn't count."""
    close = closeness(_row(1, 0), np.stack([_row(0.9, 0.436), _row(0.46, 0.888)]), FOCUS)
    assert close[1] >= ABOUT
    assert about(close) == [0]


def test_nothing_is_about_nothing() -> None:
    """An article without sentences has none about the focus."""
    assert about(closeness(_row(), np.empty((0, 2), dtype=np.float32), FOCUS)) == []


def test_sentences_with_words_are_compared_first() -> None:
    """The others fill up what is left, spread over the article."""
    words = np.zeros(100, dtype=np.float32)
    words[[40, 97]] = 0.2, 0.9
    assert worth_comparing(words, 1) == [97]
    kept = worth_comparing(words, 12)
    assert {40, 97} <= set(kept)
    assert len(kept) <= 12
    assert kept == sorted(kept)
    assert kept[0] < 10
    assert kept[-2] > 80
