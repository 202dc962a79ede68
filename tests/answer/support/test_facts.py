import pytest

from answer.support.facts import missing_facts

EVIDENCE = (
    "Ann Ray and Bo Lee sold 14 ships for 3.5 million euros on 3 May 1987. The buyer, a firm from "
    "Bergen, did not pay."
)


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        ("They sold 41 ships.", "41"),
        ("They sold 14 ships for 3.5 million dollars.", "3500000 dollar"),
        ("They sold 14 ships in Oslo.", "oslo"),
        ("They sold ships to Ann Lee.", "ann lee"),
        ("They sold 14 ships on 4 May 1987.", "4"),
        ("They never sold 14 ships.", "never"),
    ],
)
def test_what_the_evidence_lacks_is_named(claim: str, missing: str) -> None:
    """A number, a unit, a name or a negation that isn't in the evidence is found."""
    assert missing in missing_facts(claim, EVIDENCE, "en")


@pytest.mark.parametrize(
    "claim",
    [
        "Ann Ray and Bo Lee sold fourteen ships for €3,500,000 on May 3, 1987.",
        "A firm from Bergen didn't pay.",
        "They sold ships.",
    ],
)
def test_what_the_evidence_has_is_not_missing(claim: str) -> None:
    """However it is written, what stands in the evidence isn't missing."""
    assert missing_facts(claim, EVIDENCE, "en") == ()
