import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.verification import WordVerifier, word_support

EVIDENCE = (
    "The mayor spoke first. The Normans, who came from Norway in 911, did not conquer Sicily "
    "until 1091."
)


@pytest.mark.parametrize(
    "claim",
    [
        "The Normans did not conquer Sicily until 1091.",
        "The Normans, who came from Norway in 911, didn't conquer Sicily until 1091.",
        "The mayor spoke first.",
        "The Normans came from Norway in 911.",
    ],
)
async def test_what_a_sentence_says_is_supported(claim: str) -> None:
    """A sentence of the evidence is supported, also without what punctuation sets off."""
    assert await WordVerifier().support(claim, EVIDENCE, language="en") == 1.0


@pytest.mark.parametrize(
    "claim",
    [
        "The Normans did not conquer Sicily until 1092.",
        "The Normans did not conquer Malta until 1091.",
        "The Normans conquered Sicily in 1091.",
        "Sicily did not conquer the Normans until 1091.",
        "The mayor did not conquer Sicily until 1091.",
        "Until 1091.",
        "",
    ],
)
async def test_what_no_sentence_says_is_not_supported(claim: str) -> None:
    """Nothing swapped, dropped within a part, put together or torn out is supported."""
    assert await WordVerifier().support(claim, EVIDENCE, language="en") < 1.0


def test_a_subject_cannot_be_left_out() -> None:
    """A word from the middle of a part isn't dropped: what is left says something else."""
    evidence = "In the US production, distribution and price disruptions caused recessions."
    assert word_support("The US production caused recessions.", evidence, language="en") < 1.0


def test_a_name_is_supported_letter_for_letter_only() -> None:
    """A misspelt name, and a word in another's place, aren't supported although much is alike."""
    evidence = "Eide clung to the rock until the lifeboat found him by searchlight."
    for claim in (
        "Eid clung to the rock until the lifeboat found him by searchlight.",
        "Eide clung to the rock until the searchlight found him by searchlight.",
    ):
        assert word_support(claim, evidence, language="en") < 1.0


def test_who_said_it_belongs_to_the_claim() -> None:
    """A statement that the evidence attributes to somebody isn't supported without them."""
    evidence = "The minister lied to parliament, the union said."
    assert word_support("The minister lied to parliament.", evidence, language="en") == 0.0
    assert word_support(evidence, evidence, language="en") == 1.0


def test_the_evidence_is_judged_in_its_own_language() -> None:
    """German negations and small words count in German evidence."""
    evidence = "Der Turm, 1911 gebaut, wurde nicht abgerissen, trotz der Schäden."
    claim = "Der Turm wurde nicht abgerissen."
    assert word_support(claim, evidence, language="de") == 1.0
    assert word_support("Der Turm wurde 1911 abgerissen.", evidence, language="de") == 0.0


def test_numbers_with_commas_stay_whole() -> None:
    """The comma in a number sets nothing off."""
    evidence = "The town counted 12,000 people, most of them fishermen."
    assert word_support("The town counted 12,000 people.", evidence, language="en") == 1.0
    assert word_support("The town counted 12 people.", evidence, language="en") < 1.0


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["en", "de", "es", "xx"]))
def test_support_is_a_share(claim: str, evidence: str, language: str) -> None:
    """Whatever the texts, support lies between 0 and 1."""
    assert 0.0 <= word_support(claim, evidence, language=language) <= 1.0
