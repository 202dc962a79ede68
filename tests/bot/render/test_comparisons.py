from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from answer.models import Disagreement, Side
from bot.localisation import Localisation
from bot.records.models import AnswerRecord, CitationRecord
from bot.render import comparisons
from index.models import ArticleId
from tests.bot.render.odd import problems
from tests.bot.render.seen import options, text
from tests.gallery import values as v

_TEXTS = Localisation().texts("en-GB")
_FIRE = v.citation(1, v.FIRE, v.RESCUED)
_LATER = replace(_FIRE, article_id=ArticleId("later"), title="Hall to be rebuilt")


def _record(
    claims: list[str], citations: list[CitationRecord], *disagreements: Disagreement
) -> AnswerRecord:
    return replace(v.record("comparison", "A / B", claims, citations), disagreements=disagreements)


def test_points_stand_under_their_articles() -> None:
    """In the order of the articles, each point with its marker."""
    cited = [_FIRE, replace(_FIRE, marker=2), replace(_LATER, marker=3)]
    record = _record(["One. [1]", "Two. [2]", "Three. [3]"], cited)
    shown = text(comparisons.compared(_TEXTS, record))
    own, _, other = shown.partition("Hall to be rebuilt")
    assert "One.\u00a0[1]" in own
    assert "Two.\u00a0[2]" in own
    assert "Three.\u00a0[3]" in other
    assert "agree" not in shown


def test_what_is_shared_stands_by_itself() -> None:
    """One wording with all markers, or the wording of each."""
    cited = [_FIRE, replace(_LATER, marker=2)]
    record = _record(["Both. [1][2]", "So. [1] ≈ Thus. [2]"], cited)
    shown = text(comparisons.compared(_TEXTS, record)).partition("They agree")[2]
    assert "Both.\u00a0[1][2]" in shown
    assert "So.\u00a0[1] ≈ Thus.\u00a0[2]" in shown


def test_a_disagreement_is_shown_in_its_sentence() -> None:
    """And below it what each side says, and when."""
    fire = replace(_FIRE, quote="The hall was due to close in March.")
    later = replace(_LATER, marker=2, quote="The hall was due to close in April.")
    sides = (Side(words="March", marker=1), Side(words="April", marker=2))
    record = _record([], [fire, later], Disagreement(sides=sides))
    shown = text(comparisons.compared(_TEXTS, record)).partition("They disagree")[2]
    assert "The hall was due to close in March" in shown
    assert "“March”\u00a0[1]" in shown
    assert "“April”\u00a0[2]" in shown
    assert "14 October 2025" in shown


def test_every_quote_can_be_opened() -> None:
    """A select has all of them."""
    cited = [_FIRE, replace(_LATER, marker=2)]
    view = comparisons.compared(_TEXTS, _record(["Both. [1][2]"], cited))
    assert list(options(view, f"open|{v.ANSWER}").values()) == ["1", "2"]


@settings(max_examples=40, deadline=None)  # the machine may be busy
@given(st.integers(0, 30), st.text(max_size=400), st.integers(1, 4))
def test_discord_takes_it_however_much_there_is(count: int, said: str, apart: int) -> None:
    """Lines are cut, and no marker is lost while they are shown."""
    cited = [
        replace(_FIRE, marker=marker, article_id=ArticleId(str(marker % apart)), quote=f"{said}.")
        for marker in range(1, count + 1)
    ]
    sides = tuple(Side(words=said[:200], marker=each.marker) for each in cited[:2])
    record = _record(
        [f"{said} [{each.marker}]" for each in cited],
        cited,
        *([Disagreement(sides=sides)] * 4 if len(sides) == 2 else []),
    )
    view = comparisons.compared(_TEXTS, record)
    assert not problems(view)
