from contextlib import aclosing

import pytest

from answer.point_writing import PointWriter
from answer.verification import WordVerifier
from index.models import Sentence
from tests.answer.fakes import Crashed, CrashingGenerator, FakeGenerator

SMALL, LARGE = 135_000_000, 8_000_000_000  # weights
TEXT = "However, the crew sailed to Bergen, with plenty of supplies, in the spring."
OTHER = "Tobias Renn opened the bridge in 1931."


def _sentences(*texts: str) -> tuple[Sentence, ...]:
    found, start = [], 0
    for text in texts:
        found.append(Sentence(start=start, end=start + len(text), text=text))
        start += len(text) + 1
    return tuple(found)


def _writer(generator: FakeGenerator) -> PointWriter:
    return PointWriter(generator=generator, verifier=WordVerifier())


async def test_a_small_model_is_not_asked() -> None:
    """Its point is the sentence without what it can do without."""
    generator = FakeGenerator("The crew drowned.", parameters=SMALL)
    part = _sentences(TEXT)
    point = await _writer(generator).word(part[0], part, subject="crew", language="en")
    assert point.text == "The crew sailed to Bergen, with plenty of supplies, in the spring."
    assert point.sentence == part[0]
    assert generator.prompts == []


async def test_what_a_large_model_writes_cites_the_sentence_that_says_it() -> None:
    """It need not be the sentence that was chosen."""
    generator = FakeGenerator("Tobias Renn opened the bridge in 1931.", parameters=LARGE)
    part = _sentences(TEXT, OTHER)
    point = await _writer(generator).word(part[0], part, subject="the bridge", language="en")
    assert (point.text, point.sentence) == (OTHER, part[1])
    [prompt] = generator.prompts
    assert TEXT in prompt
    assert "the bridge" in prompt.rpartition(OTHER)[2]


async def test_what_nothing_supports_is_not_shown() -> None:
    """The chosen sentence stands in its place."""
    generator = FakeGenerator("Tobias Renn opened the bridge in 1932.", parameters=LARGE)
    part = _sentences(OTHER, TEXT)
    point = await _writer(generator).word(part[0], part, subject="the bridge", language="en")
    assert (point.text, point.sentence) == (OTHER, part[0])


@pytest.mark.parametrize(("context", "shown"), [(4096, 40), (400, 1), (100, 0)])
async def test_a_long_part_is_read_as_far_as_it_fits(context: int, shown: int) -> None:
    """Around the chosen sentence; where not even that fits, the model isn't asked."""
    part = _sentences(*(f"Sentence {number} says {'very ' * 20}little." for number in range(40)))
    generator = FakeGenerator("Nothing.", context_tokens=context, parameters=LARGE)
    point = await _writer(generator).word(part[20], part, subject="it", language="en")
    assert point.sentence == part[20]
    prompts = generator.prompts
    assert bool(prompts) == bool(shown)
    for prompt in prompts:
        assert part[20].text in prompt
        assert prompt.count("Sentence") >= shown


async def test_a_bracket_that_turns_the_sense_stays() -> None:
    """What the verifier doesn't support isn't left out."""
    text = "The quay of Bergen was rebuilt in stone (but not before 1931) by the city."
    part = _sentences(text)
    point = await _writer(FakeGenerator("")).word(part[0], part, subject="it", language="en")
    assert point.text == text


async def test_a_small_model_that_is_to_write_reads_the_chosen_sentence_alone() -> None:
    """Where the host wants it, what it writes is judged as any other model's."""
    generator = FakeGenerator("Tobias Renn opened the bridge in 1931.", parameters=SMALL)
    writer = PointWriter(generator=generator, verifier=WordVerifier(), wording="model")
    part = _sentences(TEXT, OTHER)
    point = await writer.word(part[1], part, subject="the bridge", language="en")
    assert (point.text, point.sentence) == (OTHER, part[1])
    [prompt] = generator.prompts
    assert TEXT not in prompt


async def test_a_crash_costs_the_wording_only() -> None:
    """The chosen sentence stands in its place."""
    writer = PointWriter(
        generator=CrashingGenerator("Tobias Renn"), verifier=WordVerifier(), crashes=(Crashed,)
    )
    part = _sentences(OTHER)
    point = await writer.word(part[0], part, subject="the bridge", language="en")
    assert point.text == OTHER


async def test_points_are_worded_in_their_order() -> None:
    """However many are under way at once, each stands where its part does."""
    part = _sentences(
        *(f"Ship {number} sailed in the year {1900 + number}." for number in range(7))
    )
    chosen = [(each, (each,)) for each in part]
    async with aclosing(
        _writer(FakeGenerator("Nothing.")).words(chosen, subject="ships", language="en")
    ) as points:
        assert [point.sentence async for point in points] == list(part)


async def test_what_points_begin_with_is_read_before() -> None:
    """By a model that is going to word them, and by no other."""
    large, small = FakeGenerator("", parameters=LARGE), FakeGenerator("", parameters=SMALL)
    for generator in (large, small):
        await _writer(generator).warm()
    assert len(large.warmed) == 1
    assert small.warmed == []
