"""How well a text matches a question by its words."""

from hypothesis import given
from hypothesis import strategies as st

from index.function_words import content_terms
from index.ranking import Asked, asked, passage_words, sentence_words

_FREQUENCIES = {"castl": 2, "river": 40, "bridg": 10}
_WORDS = st.lists(st.sampled_from(["castle", "river", "bridge", "boat", "the"]), max_size=12)


def _asked(question: str, *, passages: int = 50) -> Asked:
    return asked(question, "en", frequencies=_FREQUENCIES, passages=passages)


def test_rare_terms_weigh_more() -> None:
    """A term of few passages weighs more than one of many, and one of none the most."""
    weights = _asked("castle river dragon").weights

    assert weights["dragon"] > weights["castl"] > weights["river"] > 0


def test_unknown_terms_are_named() -> None:
    """The terms that no passage has are told apart."""
    assert _asked("castle dragon").unknown == {"dragon"}


def test_function_words_are_left_out() -> None:
    """What only holds the question together isn't searched for."""
    assert content_terms("Where is the castle?", "en") == ["castl"]


def test_function_words_alone_are_kept() -> None:
    """A question of function words only is still searched for by them."""
    assert content_terms("Who are you?", "en") == ["who", "are", "you"]


def test_language_without_a_list_keeps_every_word() -> None:
    """Where no function words are known, all words count."""
    assert content_terms("kie estas la kastelo", "eo")


@given(question=_WORDS, text=_WORDS, passages=st.integers(0, 100))
def test_marks_are_shares(question: list[str], text: list[str], passages: int) -> None:
    """Every mark lies between 0 and 1, for empty questions, texts and corpora, too."""
    one = _asked(" ".join(question), passages=passages)
    terms = content_terms(" ".join(text), "en")
    headed = set(terms[:3])

    for mark in (
        passage_words(one, terms, headed),
        sentence_words(one, terms, headed),
        one.coverage(terms),
    ):
        assert 0 <= mark <= 1 + 1e-9


def test_irrelevant_text_is_no_match_even_alone() -> None:
    """In a corpus of one passage, a passage without the question's words gets nothing."""
    question = asked("castle", "en", frequencies={}, passages=1)

    assert passage_words(question, ["boat"]) == 0


def test_short_text_beats_long_one() -> None:
    """Of two passages with the same occurrences, the shorter matches better."""
    question = _asked("castle")

    assert passage_words(question, ["castl"]) > passage_words(question, ["castl"] + ["x"] * 300)


def test_the_title_counts_but_less_than_the_text() -> None:
    """A term of the title is as good as said once more, but not as good as said."""
    question = _asked("castle")
    said, headed = ["castl", "x"], ["x", "x"]

    assert passage_words(question, said) > passage_words(question, headed, {"castl"}) > 0
    assert passage_words(question, said, {"castl"}) > passage_words(question, said)


def test_coverage_goes_by_weight() -> None:
    """Having the rare term of a question covers more of it than having the frequent one."""
    question = _asked("castle river")

    assert question.coverage({"castl"}) > 0.5 > question.coverage({"river"})
