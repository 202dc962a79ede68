import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from answer.points import PointCandidates, choose, fit_for_points, parts, repeats, shortlist
from index.models import Sentence
from index.ports import Vectors


def _sentences(*texts: str) -> list[Sentence]:
    found, start = [], 0
    for text in texts:
        found.append(Sentence(start=start, end=start + len(text), text=text))
        start += len(text) + 1
    return found


def _vectors(*rows: tuple[float, ...]) -> Vectors:
    vectors = np.array(rows, dtype=np.float32)
    scaled: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled


@given(st.lists(st.text(max_size=60), max_size=40), st.integers(1, 12))
def test_parts_are_the_whole_article_in_order(texts: list[str], count: int) -> None:
    """Nothing is lost or moved, no part is empty, and there are no more than asked for."""
    sentences = _sentences(*texts)
    found = parts(sentences, count)
    assert [each for part in found for each in part] == sentences
    assert all(found)
    assert len(found) <= count


def test_parts_are_about_equally_long() -> None:
    """Words are counted, not sentences."""
    sentences = _sentences("one two three four five six", *["word"] * 6)
    assert [len(part) for part in parts(sentences, 2)] == [1, 6]


def test_what_is_no_statement_of_a_readable_length_makes_no_point() -> None:
    """Questions, headings, rows of tables and what is too short are left out."""
    good = "The crew of the Albatross sailed to Bergen in the spring."
    poor = ["Why?", "And so who would have thought of that then?", "Plants | Kinds | Loans | Years"]
    poor.append("The following things have to be brought along:")
    poor.append("The ideals of the ring of integers are the ideals,,, and so on.")
    assert [each.text for each in fit_for_points(_sentences(good, *poor))] == [good]


def test_where_nothing_is_fit_everything_is() -> None:
    """A short article still has points."""
    sentences = _sentences("Rain fell.", "Why?")
    assert fit_for_points(sentences) == sentences


def test_the_shortlist_prefers_what_the_article_is_about() -> None:
    """Sentences with words that many others have come before those with words of their own."""
    about = ["The lamp of the rock lights the reef.", "The reef of the rock has a lamp."]
    aside = "Yesterday a soprano sang an opera about Venice."
    [listed] = shortlist([_sentences(aside, *about)], 2, language="en")
    assert [each.text for each in listed] == about


def test_the_most_central_sentence_of_each_part_is_chosen() -> None:
    """One a part, with the part it stands for."""
    first = tuple(
        _sentences("The reef lies off the coast of Hollin.", "A gull once sat on it there.")
    )
    [later] = _sentences("The lamp of the reef was lit in 1863 by Penhallow.")
    candidates = PointCandidates(
        parts=(first, (later,)), vectors=_vectors((1, 0.2), (0, 1), (1, 0.1))
    )
    assert choose(candidates, language="en") == [(first[0], first), (later, (later,))]


def test_a_part_that_says_nothing_new_has_no_point() -> None:
    """A sentence that repeats an earlier point word for word isn't chosen again."""
    text = "The lamp of the reef was lit in 1863 by Josiah Penhallow."
    one, again = _sentences(text, text)
    candidates = PointCandidates(parts=((one,), (again,)), vectors=_vectors((1, 0), (1, 0)))
    assert [sentence for sentence, _ in choose(candidates, language="en")] == [one]


def test_another_number_is_no_repetition() -> None:
    """Sentences that are worded alike say something new if their numbers differ."""
    one, other = _sentences("The wall of 1910 has 10 stones.", "The wall of 1911 has 11 stones.")
    assert not repeats(other, [one])
    assert repeats(other, [one, other])


def test_nothing_has_no_points() -> None:
    """No candidates, no points."""
    nothing = PointCandidates(parts=(), vectors=np.zeros((0, 3), dtype=np.float32))
    assert choose(nothing, language="en") == []


def test_who_speaks_for_themselves_makes_no_point_if_there_is_another() -> None:
    """A sentence out of a quotation doesn't say who says it."""
    spoken, told = _sentences(
        "I know that we have to work harder on Sunday.",
        "The coach of Norwick wants to work harder on Sunday.",
    )
    candidates = PointCandidates(parts=((spoken, told),), vectors=_vectors((1, 0.1), (1, 0)))
    assert [sentence for sentence, _ in choose(candidates, language="en")] == [told]
