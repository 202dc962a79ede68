import sys
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.prompts import Prompt
from bot.errors import UserError
from engine.weights import Weights
from evals.speed.replies import long_text, story_prompts, timed_reply
from evals.speed.server import llama_server

_TEMPLATE = 5  # tokens


class _Words:
    """A generator whose tokens are words, and which says what it is given."""

    context_tokens = 4096
    parameters = 1

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Count words, and the template."""
        return len(system.split()) + len(user.split()) + _TEMPLATE

    async def warm(self, *, system: str) -> None:
        """Have nothing to read."""
        del system

    async def generate(
        self,
        *,
        system: str,
        user: str,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
    ) -> AsyncGenerator[str, None]:
        """Say the user's words."""
        del system, temperature, stop
        for word in user.split()[:max_tokens]:
            yield f"{word} "


async def test_a_reply_is_timed_to_its_first_and_last_piece() -> None:
    """The first piece comes before the last, and the text is whole."""
    reply = await timed_reply(_Words(), Prompt(system="", user="one two three"), max_tokens=2)
    assert reply.text == "one two "
    assert 0 < reply.first < reply.last


async def test_a_reply_without_a_word_is_timed_all_the_same() -> None:
    """What says nothing is done when it has said nothing."""
    reply = await timed_reply(_Words(), Prompt(system="", user=""), max_tokens=2)
    assert reply.text == ""
    assert reply.first == reply.last


@given(st.integers(min_value=_TEMPLATE + 1, max_value=300))
async def test_a_long_text_is_as_long_as_asked(tokens: int) -> None:
    """Prompts that are compared have the length that they are said to have."""
    text = await long_text(_Words(), tokens, seed=1)
    assert await _Words().count_tokens(system="", user=text) == tokens


async def test_long_texts_differ_from_their_beginning() -> None:
    """No text shares a beginning with another, or it would be read sooner."""
    texts = [await long_text(_Words(), 50, seed=seed) for seed in range(20)]
    assert len({text.split()[0] for text in texts}) > 10
    assert len({" ".join(text.split()[:3]) for text in texts}) == 20


def test_stories_are_never_asked_twice() -> None:
    """All prompts of all rounds differ."""
    prompts = [prompt for number in range(5) for prompt in story_prompts(number)]
    assert len(set(prompts)) == len(prompts) == 40


async def test_a_server_that_does_not_start_is_named() -> None:
    """Who names a program that is no server learns which one."""
    weights = Weights(path=Path("none.gguf"), name="none")
    with pytest.raises(UserError, match="didn't start a server"):
        async with llama_server(Path(sys.executable), weights, threads=1, slots=1):
            pass
