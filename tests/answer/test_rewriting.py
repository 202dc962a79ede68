"""From what was asked to what is searched for."""

import pytest

from answer.models import Turn
from answer.rewriting import Rewriting
from tests.answer.fakes import CORPUS, FakeGenerator, FakeSpeller

_LARGE, _SMALL = 7_000_000_000, 135_000_000
_HISTORY = (
    Turn(speaker="user", text="Who designed the lighthouse of Vestby?"),
    Turn(speaker="agent", text="The engineer Maja Lindqvist designed it."),
)
_FOLLOW_UP = "When did she finish it?"
_BY_RULES = f"{_HISTORY[0].text} Maja Lindqvist {_FOLLOW_UP}"


def _rewriting(reply: str, *, parameters: int = _LARGE, context_tokens: int = 4096) -> Rewriting:
    generator = FakeGenerator(reply, parameters=parameters, context_tokens=context_tokens)
    return Rewriting(generator=generator, speller=FakeSpeller(Vesby="Vestby"))


async def test_a_large_model_words_a_follow_up() -> None:
    """What it words from the conversation alone is searched for."""
    wording = "When did Maja Lindqvist finish the lighthouse of Vestby?"

    assert await _rewriting(wording).rewritten(CORPUS, _FOLLOW_UP, _HISTORY) == wording


@pytest.mark.parametrize(
    "reply",
    [
        "She finished the lighthouse of Vestby in 1911.",
        "When did Maja Lindqvist of Stockholm finish the lighthouse?",
        "Who designed the lighthouse of Vestby?",
        "When did she finish it? " * 40,
        "",
    ],
)
async def test_what_a_model_adds_or_drops_isnt_searched_for(reply: str) -> None:
    """An answer, an invented place, another question, too much and nothing don't count."""
    assert await _rewriting(reply).rewritten(CORPUS, _FOLLOW_UP, _HISTORY) == _BY_RULES


async def test_a_small_model_isnt_asked() -> None:
    """Below some size, and where the conversation doesn't fit, the rules decide."""
    wording = "When did Maja Lindqvist finish the lighthouse of Vestby?"
    small = _rewriting(wording, parameters=_SMALL)
    short = _rewriting(wording, context_tokens=80)

    assert await small.rewritten(CORPUS, _FOLLOW_UP, _HISTORY) == _BY_RULES
    assert await short.rewritten(CORPUS, _FOLLOW_UP, _HISTORY) == _BY_RULES


async def test_slips_are_put_right_in_questions_of_their_own() -> None:
    """A question that stands alone is only respelled, whatever the model."""
    question = "Which towns does the railway to Vesby connect?"

    assert await _rewriting("Nonsense?").rewritten(CORPUS, question, _HISTORY) == (
        "Which towns does the railway to Vestby connect?"
    )
