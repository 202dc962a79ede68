import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import LONGEST, MOST_TOKENS, sentences
from index.tokens import estimate


def split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


_PROSE = st.lists(
    st.sampled_from(
        [
            *"aB1 .!?\"”“„'()[];:,|-\n–éß私。ж🎉",
            "The ",
            "Mr. ",
            "c. 1066 ",
            "No. 5",
            "U.S. ",
            "O\n2",
            "- item\n",
            "[3] ",
            " word. Then",
        ]
    ),
    max_size=80,
).map("".join)


@given(text=_PROSE | st.text(max_size=200), language=st.sampled_from(["en", "de", "zh", "xx", ""]))
def test_spans_hold_everything_but_white_space(text: str, language: str) -> None:
    """Whatever the text, its sentences are in order, stripped, and hold all that is visible."""
    spans = sentences(text, language)
    position = 0
    for start, end in spans:
        assert text[position:start].strip() == ""
        assert text[start:end] == text[start:end].strip() != ""
        position = end
    assert text[position:].strip() == ""


@given(word=st.sampled_from(["word ", "私は", "x", "a; ", "1 | "]), times=st.integers(1, 800))
def test_no_sentence_is_longer_than_the_limit(word: str, times: int) -> None:
    """Text without any sentence end is cut until every part is short enough to be quoted."""
    for sentence in split(word * times):
        assert len(sentence) <= LONGEST
        assert estimate(sentence) <= MOST_TOKENS


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In No. 5 lived J. K. Rowling, born c. 1966 in St. Ives.", "en"),
        ("It began at 5 p.m. on Fri. in the U.S. and ended late.", "en"),
        ("The case was Brown v. Board of Education.", "en"),
        ("Mr. Okafor and Dr. Lindqvist met approx. 30 people.", "en"),
        ("“We lost it. We will build again,” said Mr. Hale.", "en"),
        ("Ozone (O\n3) strongly absorbs light.", "en"),
        ("It grew fast.[citation needed]", "en"),
        ("Am 3. Oktober begann z. B. der 2. Weltkrieg in Bonn nicht.", "de"),
    ],
)
def test_stays_one_sentence(text: str, language: str) -> None:
    """Abbreviations, initials, quotations, subscripts and notes end no sentence."""
    assert split(text, language) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left in May. The others stayed.", ["He left in May.", "The others stayed."]),
        ("He said “no.” “Yes,” she said.", ["He said “no.”", "“Yes,” she said."]),
        ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
        ("Was it lost? Yes. [3] Then on.", ["Was it lost?", "Yes. [3]", "Then on."]),
        ("彼は来た。彼女は去った。", ["彼は来た。", "彼女は去った。"]),
        ("Ärger über Öl. Ünal ging. Ende.", ["Ärger über Öl.", "Ünal ging.", "Ende."]),
    ],
)
def test_ends_sentences(text: str, expected: list[str]) -> None:
    """Sentences end where a reader would end them, in any script."""
    assert split(text) == expected


def test_list_items_are_sentences() -> None:
    """The line breaks of a list end sentences, whether or not the items end in a full stop."""
    assert split("- first one\n- Second one\n- third") == ["- first one", "- Second one", "- third"]
    assert split("1. Wash the hull\n2. Dry it") == ["1. Wash the hull", "2. Dry it"]
    assert split("Year | Boats\n1990 | 12") == ["Year | Boats", "1990 | 12"]


def test_hard_wrapped_lines_are_no_boundaries() -> None:
    """A sentence goes on over the line breaks of text that was wrapped at a fixed width."""
    text = (
        "The old harbour wall had been built by the masons of three\n"
        "Danish villages, who came every spring for eleven years and\n"
        "went home in autumn. Nobody wrote down their names."
    )
    assert split(text) == [
        text[: text.index(" Nobody")],
        "Nobody wrote down their names.",
    ]


def test_a_long_quotation_is_split() -> None:
    """A quotation of many sentences is cut into them, for it would be too much to quote."""
    long = (
        "“" + "The water came over the wall in the night and took the boats. " * 6 + "So we left.”"
    )
    assert len(split(long)) > 1


def test_long_sentences_are_cut_at_semicolons_before_commas() -> None:
    """The best place near the middle of an over-long sentence is where it is cut."""
    half = "one, two, three, four and five of the boats were lost to the storm " * 5
    first, second = split(f"{half.strip()}; {half.strip()}.")
    assert first.endswith("storm;")
    assert second.startswith("one,")
