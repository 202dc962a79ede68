"""How far sums that are added up in another order lead apart."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.decoding import Decoder, Step
from engine.llama import Model
from engine.options import usual
from engine.weights import Weights

# llama.cpp rounds what goes into a product with eight-bit weights to eight bits. So the least
# difference, such as another order of a sum, may tip a number over, and grows to what that rounding
# costs anyway. Measured: at most 0.8, where the likeliest tokens weigh 14 to 32. A reply may differ
# only where its two likeliest tokens are closer than twice this.
BOUND = 1.5
PROMPT = [1000 + 173 * number**2 % 19_000 for number in range(100)]


@pytest.fixture(scope="module")
def decoder(generation_weights: Weights) -> Iterator[Decoder]:
    """A context of the bundled model."""
    model = Model(generation_weights.path)
    opened = Decoder(model, cells=2048, sequences=12, step_tokens=96, options=usual(2))
    yield opened
    opened.close()
    model.close()


@pytest.fixture(autouse=True)
def _clear(decoder: Decoder) -> None:
    decoder.clear()


def read(decoder: Decoder, sequence: int, tokens: list[int], *, piece: int) -> NDArray[np.float32]:
    """Read tokens in pieces, and return the weights behind the last one."""
    for start in range(0, len(tokens), piece):
        step = Step()
        step.add(sequence, start, tokens[start : start + piece], last=1)
        assert decoder.compute(step, reading=True)
    weights: NDArray[np.float32] = decoder.logits(1)[0].copy()
    return weights


@pytest.mark.parametrize("piece", [5, 33, 96])
def test_pieces_change_next_to_nothing(decoder: Decoder, piece: int) -> None:
    """A prompt means the same in whatever pieces it is read."""
    whole = read(decoder, 0, PROMPT, piece=64)
    assert np.abs(read(decoder, 1, PROMPT, piece=piece) - whole).max() < BOUND


def test_company_changes_next_to_nothing(decoder: Decoder) -> None:
    """A token is continued the same alone and together with other replies and prompts."""
    read(decoder, 0, PROMPT[:-1], piece=64)
    others = [[1000 + 31 * start + 7 * number for number in range(40)] for start in range(5)]
    for number, other in enumerate(others):
        read(decoder, 2 + number, other, piece=64)
    decoder.lend(0, 1, len(PROMPT) - 1)
    alone, together = Step(), Step()
    alone.add(0, len(PROMPT) - 1, PROMPT[-1:], last=1)
    assert decoder.compute(alone, reading=False)
    expected = decoder.logits(1)[0].copy()
    together.add(1, len(PROMPT) - 1, PROMPT[-1:], last=1)
    for number in range(len(others)):
        together.add(2 + number, 40, [2000 + number], last=1)
    together.add(11, 0, PROMPT[:50], last=0)
    assert decoder.compute(together, reading=True)
    assert np.abs(decoder.logits(1)[0] - expected).max() < BOUND


def test_guesses_that_are_taken_back_leave_no_trace(decoder: Decoder) -> None:
    """Tokens that were tried and removed have no influence on what follows."""
    expected = read(decoder, 0, PROMPT, piece=64)
    read(decoder, 1, PROMPT[:-1], piece=64)
    tried = Step()
    tried.add(1, len(PROMPT) - 1, [11, 12, 13], last=3)
    assert decoder.compute(tried, reading=False)
    decoder.cut(1, len(PROMPT) - 1)
    step = Step()
    step.add(1, len(PROMPT) - 1, PROMPT[-1:], last=1)
    assert decoder.compute(step, reading=False)
    assert np.abs(decoder.logits(1)[0] - expected).max() < BOUND


def test_what_is_put_back_is_what_was_there(decoder: Decoder) -> None:
    """A sequence that was put aside and put back is continued as if it had stayed."""
    read(decoder, 0, PROMPT[:-1], piece=64)
    state = decoder.state(0, most=10**9)
    assert state is not None
    decoder.lend(0, 1, len(PROMPT) - 1)
    decoder.cut(0)
    assert decoder.restore(2, state)
    weights = []
    for sequence in (1, 2):
        step = Step()
        step.add(sequence, len(PROMPT) - 1, PROMPT[-1:], last=1)
        assert decoder.compute(step, reading=False)
        weights.append(decoder.logits(1)[0].copy())
    assert np.abs(weights[0] - weights[1]).max() < BOUND


def test_a_full_memory_says_so(generation_weights: Weights) -> None:
    """Where there is no room a step isn't computed, and neither is anything put back."""
    model = Model(generation_weights.path)
    small = Decoder(model, cells=256, sequences=2, step_tokens=64, options=usual(2))
    read(small, 0, [1000] * 256, piece=64)
    state = small.state(0, most=10**9)
    assert state is not None
    assert small.state(0, most=state.nbytes - 1) is None
    step = Step()
    step.add(1, 0, [1000], last=1)
    assert not small.compute(step, reading=False)
    assert not small.restore(1, state)
    small.cut(0, 200)
    assert small.compute(step, reading=False)
    small.close()
    model.close()


def test_smaller_numbers_say_nearly_the_same(generation_weights: Weights, decoder: Decoder) -> None:
    """The bundled model's next token is the same with eight bits in attention."""
    options = replace(usual(2), cache_type="q8_0")
    model = Model(generation_weights.path)
    small = Decoder(model, cells=256, sequences=2, step_tokens=96, options=options)
    expected = read(decoder, 0, PROMPT, piece=64)
    found = read(small, 0, PROMPT, piece=64)
    assert np.abs(found - expected).max() < BOUND
    small.close()
    model.close()
