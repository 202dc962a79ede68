from dataclasses import replace

from answer.models import Disagreement, Side
from bot.localisation import Localisation
from bot.render import asking
from tests.bot.render.seen import text
from tests.gallery import values as v

_SIDES = (Side(words="thirty-six", marker=2), Side(words="thirty-four", marker=1))
_RECORD = replace(
    v.record(
        "answer",
        "How many?",
        ["Thirty-four. [1]"],
        [v.citation(1, v.FIRE, v.RESCUED), v.citation(2, v.LIGHT, v.CABLE)],
    ),
    disagreements=(Disagreement(sides=_SIDES),),
)


def test_both_sides_are_shown_with_their_dates() -> None:
    """Below the claims, in small steps: what each article says, its marker, its date."""
    shown = text(asking.answered(Localisation().texts("en-GB"), _RECORD, asker_id=None))
    line = next(line for line in shown.splitlines() if line.startswith("The articles disagree"))
    assert line.replace("\u00a0", " ") == (
        "The articles disagree: “thirty-six” [2] (6 September 2025) · "
        "“thirty-four” [1] (14 October 2025)"
    )


def test_a_side_without_a_date_is_shown_without_one() -> None:
    """What isn't known is left out."""
    undated = replace(
        _RECORD, citations=tuple(replace(each, published=None) for each in _RECORD.citations)
    )
    shown = text(asking.answered(Localisation().texts("de"), undated, asker_id=None))
    assert "Die Artikel widersprechen sich: „thirty-six“\u00a0[2] · „thirty-four“" in shown


def test_what_an_article_says_is_no_markup() -> None:
    """A side's words are shown as they are."""
    nasty = Disagreement(sides=(Side(words="@everyone **34**", marker=1), _SIDES[0]))
    record = replace(_RECORD, disagreements=(nasty,))
    view = asking.answered(Localisation().texts("en-GB"), record, asker_id=None)
    assert "@everyone **34**" in text(view)
