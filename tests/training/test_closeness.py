"""Finding words that are close in meaning."""

import numpy as np
import pytest

from training.closeness import CloseWords, common_words


def test_common_words_stand_in_several_sentences_and_tell_something() -> None:
    """Rare words, function words, numbers and very short ones are left out."""
    told = ["The river froze in 1709.", "In 1709, a river was up.", "Ice (river) up!"]

    assert common_words(told) == ["river"]


@pytest.mark.parametrize(
    ("other", "likeness", "found"),
    [
        ("village", 0.6, True),
        ("cottage", 0.4, True),
        ("municipality", 0.9, False),  # the same
        ("pepper", 0.1, False),  # anything
        ("townsfolk", 0.6, False),  # a form of the word
    ],
)
def test_close_words_are_alike_and_not_the_same(other: str, likeness: float, found: bool) -> None:
    """Only words in between are close: neither another name for the thing nor unrelated."""
    vectors = np.array([[1.0, 0.0], [likeness, np.sqrt(1 - likeness**2)]], dtype=np.float32)

    assert list(CloseWords(["town", other], vectors)("town")) == ([other] if found else [])


def test_nearest_comes_first_and_unknown_words_have_none() -> None:
    """The order is that of likeness; a word without a vector has no close ones."""
    likenesses = np.array([1.0, 0.5, 0.7], dtype=np.float32)
    vectors = np.stack([likenesses, np.sqrt(1 - likenesses**2)], axis=1)
    close = CloseWords(["boat", "train", "ship"], vectors)

    assert list(close("boat")) == ["ship", "train"]
    assert list(close("anchor")) == []
