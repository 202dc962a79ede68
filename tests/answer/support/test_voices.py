import pytest

from answer.verification import word_support


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The bridge was built by the Romans in 105.", "The Romans built the bridge in 105."),
        ("The Romans built the bridge in 105.", "The bridge was built by the Romans in 105."),
        ("The letter was written by Ann Lee.", "Ann Lee wrote the letter."),
        ("The shop is owned by two sisters.", "Two sisters own the shop."),
        ("The law will be opposed by the mayor.", "The mayor will oppose the law."),
        ("The ship was seen by Bo on Monday.", "Bo saw the ship on Monday."),
        ("Police believe that the car was stolen by Bo.", "Police believe that Bo stole the car."),
    ],
)
def test_the_other_voice_says_the_same(claim: str, evidence: str) -> None:
    """Active and passive are the same statement if the roles and the tense are."""
    assert word_support(claim, evidence, language="en") == 1.0


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The Romans were built by the bridge in 105.", "The Romans built the bridge in 105."),
        ("The shop was owned by two sisters.", "Two sisters own the shop."),
        ("The law will be opposed by the mayor.", "The mayor may oppose the law."),
        ("The law was opposed by the mayor.", "The mayor did not oppose the law."),
        ("The wife of the man was killed by the thief.", "The wife of the thief killed the man."),
        ("The car was stolen by Bo.", "Police believe that Bo stole the car."),
        ("The car was stolen by night.", "Night after night stole the car."),
    ],
)
def test_swapped_roles_and_tenses_are_not_the_other_voice(claim: str, evidence: str) -> None:
    """Who did it to whom, when, and whether it happened at all have to stay."""
    assert word_support(claim, evidence, language="en") == 0.0
