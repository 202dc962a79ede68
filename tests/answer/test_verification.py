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
        "The Normans came from Norway and didn't conquer Sicily until 1091.",
        EVIDENCE,
    ],
)
async def test_what_the_evidence_says_is_supported(claim: str) -> None:
    """A claim in the words of its evidence, or with some of them left out, is supported."""
    assert await WordVerifier().support(claim, EVIDENCE, language="en") == 1.0


@pytest.mark.parametrize(
    "claim",
    [
        "The Normans did not conquer Sicily until 1092.",
        "The Normans did not conquer Malta until 1091.",
        "The Normans conquered Sicily in 1091.",
        "Sicily did not conquer the Normans until 1091.",
        "The Normans came from Norway in 911.",
        "",
    ],
)
async def test_what_the_evidence_does_not_say_is_not_supported(claim: str) -> None:
    """A swapped number, name or order, a dropped negation, an empty claim: none is supported."""
    assert await WordVerifier().support(claim, EVIDENCE, language="en") <= 0.8


def test_a_name_is_supported_letter_for_letter_only() -> None:
    """A misspelt name, and a word in another's place, aren't supported although much is alike."""
    evidence = "Eide clung to the rock until the lifeboat found him by searchlight."
    for claim in (
        "Eid clung to the rock until the lifeboat found him.",
        "Eide clung to the rock until the searchlight found him by searchlight.",
    ):
        assert word_support(claim, evidence, language="en") < 1.0


def test_who_said_it_belongs_to_the_claim() -> None:
    """A statement that the evidence attributes to somebody isn't supported without them."""
    evidence = "The union said the minister lied to parliament."
    assert word_support("The minister lied to parliament.", evidence, language="en") == 0.0
    assert word_support("The union said the minister lied.", evidence, language="en") == 1.0


def test_the_evidence_is_judged_in_its_own_language() -> None:
    """German negations and inflections count in German evidence."""
    evidence = "Der Turm wurde 1911 nicht abgerissen."
    assert word_support("Der Turm wurde nicht abgerissen.", evidence, language="de") == 1.0
    assert word_support("Der Turm wurde 1911 abgerissen.", evidence, language="de") == 0.0


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["en", "de", "es", "xx"]))
def test_support_is_a_share(claim: str, evidence: str, language: str) -> None:
    """Whatever the texts, support lies between 0 and 1."""
    assert 0.0 <= word_support(claim, evidence, language=language) <= 1.0
