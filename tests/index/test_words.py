"""What terms texts are found by."""

import threading
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import count_words, terms


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Running dogs, the runner's DOG", "en", ["run", "dog", "the", "runner", "dog"]),
        ("Café résumé naïve", "xx", ["cafe", "resume", "naive"]),
        ("Große Häuser", "de", ["gross", "haus"]),
        ("русский й", "xx", ["русский", "й"]),
        ("ёлка", "xx", ["елка"]),
        ("हिन्दी भाषा", "xx", ["हिन्दी", "भाषा"]),
        ("unknown languages", "xx", ["unknown", "languages"]),
        ("a_b-c/d", "xx", ["a", "b", "c", "d"]),
        ("\uff21\uff22\uff23 \ufb01ne", "xx", ["abc", "fine"]),
        ("", "en", []),
        ("… — !", "en", []),
    ],
)
def test_words(text: str, language: str, expected: list[str]) -> None:
    """Words are lower-cased, stripped of accents and stemmed by their language."""
    assert terms(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2,000", "en", ["2000"]),
        ("1,234,567.50", "en", ["1234567.50"]),
        ("3.5", "en", ["3.5"]),
        ("2.000", "de", ["2000"]),
        ("3,5", "de", ["3.5"]),
        ("1.234,5", "de", ["1234.5"]),
        ("3.5km", "en", ["3.5", "km"]),
        ("3.10.2", "en", ["3.10.2"]),
        ("1,2,3", "en", ["1", "2", "3"]),
        ("in 1999.", "en", ["in", "1999"]),
        ("\u0663.\u0665", "xx", ["3.5"]),
    ],
)
def test_numbers(text: str, language: str, expected: list[str]) -> None:
    """A number has one form, however its language groups and points it."""
    assert terms(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("東京都に行く", ["東京", "京都", "都に", "に行", "行く"]),
        ("水", ["水"]),
        ("hello日本、中国", ["hello", "日本", "中国"]),
        ("한국어", ["한국", "국어"]),
        ("が", ["が"]),
    ],
)
def test_scripts_without_spaces(text: str, expected: list[str]) -> None:
    """Han, kana and Hangul give overlapping pairs of characters."""
    assert terms(text, "ja") == expected


@given(st.text(), st.sampled_from(["en", "de", "ja", "hi", "ru", "xx"]))
def test_terms_are_single_tokens(text: str, language: str) -> None:
    """No text gives a term with a space, a quote or a control character in it."""
    for term in terms(text, language):
        assert term
        assert not any(character.isspace() or character in "\"'*^:(){}\0" for character in term)
        assert term.encode()


@given(st.text())
def test_terms_of_decomposed_texts(text: str) -> None:
    """Composed and decomposed forms of a text have the same terms."""
    assert terms(unicodedata.normalize("NFD", text), "xx") == terms(
        unicodedata.normalize("NFC", text), "xx"
    )


@given(st.lists(st.text(st.characters(categories=["L", "Nd"], max_codepoint=0x24F), min_size=1)))
def test_words_stand_alone(words: list[str]) -> None:
    """A text has the terms of its words, each of which has the same wherever it stands."""
    assert terms(" – ".join(words), "en") == [term for word in words for term in terms(word, "en")]


def test_threads() -> None:
    """Stemming in several threads at once gives what stemming in one gives."""
    text = "nationally organised running generously conditional " * 200
    expected = terms(text, "en")
    results: list[list[str]] = []
    threads = [threading.Thread(target=lambda: results.append(terms(text, "en"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4


def test_count_words() -> None:
    """Words are counted once each, and characters where there are no spaces."""
    assert count_words("Two words, 2,000 dogs. 東京") == 6
