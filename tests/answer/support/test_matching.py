import pytest

from answer.verification import word_support


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The mayor left in anger.", "On 3 May 1987, the mayor left in anger."),
        ("The tower was closed in May.", "However, the tower was closed in May."),
        ("The tower fell in 1911.", "The tower, which may have been weak, fell in 1911."),
        ("The ship ran aground in Bergen.", "The ship ran aground in Bergen, but no oil leaked."),
        ("Ann designed the tower.", "Ann designed the tower and her sister built it."),
        ("In 1911 Ann designed the tower.", "Ann designed the tower in 1911."),
        ("Ann designed the tower in 1911.", "In 1911, Ann designed the tower."),
        ("Lorn's parliament met in May.", "The parliament of Lorn met in May."),
        ("Ann Lee is the mayor of Oslo.", "Ann Lee, the mayor of Oslo, resigned."),
        ("The tower was built in 1911.", "The tower, which was built in 1911, fell."),
    ],
)
def test_what_adds_nothing_to_the_rest_may_be_left_out_or_moved(claim: str, evidence: str) -> None:
    """Introductions that say when, asides and further clauses aren't needed for the rest."""
    assert word_support(claim, evidence, language="en") == 1.0


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Pupils choose their school freely.", "In Lorn, pupils choose their school freely."),
        ("The shop opens at noon.", "If it rains, the shop opens at noon."),
        ("The bank lied to its clients.", "The bank lied to its clients, Ann Lee said."),
        ("The bank lied to its clients.", 'Ann Lee said: "The bank lied to its clients."'),
        ("The theatre reopened in May.", "The theatre reopened in May, but not to the public."),
        (
            "The capital of Lorn fell in May.",
            "The mayor of Oster, the capital of Lorn, fell in May.",
        ),
        ("She met guests, who wrote a book.", "She met guests, such as Bo, who wrote a book."),
        ("It was built between 1921.", "It was built between 1921 and 1925."),
        ("Although the army left the city.", "Although the army left the city, it fell."),
        ("Ann, said Bo, stole the car.", "Ann said Bo stole the car."),
        ("Bo stole the car.", "Neither Ann nor Bo stole the car."),
        ("In 1911, Ann met the man who built it.", "Ann met the man who built it in 1911."),
        ("In 1911, the tower built by Ann fell.", "The tower built by Ann in 1911 fell."),
        ("The theatre stands at Olive.", "The theatre stands at Olive and Wishon Avenues."),
        ("The village has 340 inhabitants.", "The village had 340 inhabitants."),
    ],
)
def test_what_the_rest_depends_on_may_not_be_left_out_or_moved(claim: str, evidence: str) -> None:
    """Where it holds, on what condition, who says so, and whom it is about have to stay."""
    assert word_support(claim, evidence, language="en") == 0.0


def test_the_middle_of_a_quotation_is_not_the_writers_own_statement() -> None:
    """Words that somebody says are supported as their words only."""
    evidence = 'It was on fire. It sank in May," Ann Lee said.'
    assert word_support("It was on fire.", evidence, language="en") == 0.0
    assert word_support('"It was on fire."', evidence, language="en") == 1.0


def test_nothing_is_left_out_in_a_language_that_is_not_known() -> None:
    """Without a list of negations and hedges only the whole sentence is supported."""
    evidence = "Tårnet, bygget i 1911, ble revet i mai."
    assert word_support(evidence, evidence, language="nb") == 1.0
    assert word_support("Tårnet ble revet i mai.", evidence, language="nb") == 0.0
