import asyncio
from collections.abc import AsyncGenerator

from answer.models import Abstention, Answer, Drafted, EvidenceFound, Seconds
from evals.speed.askers import Bot, Burst
from index.models import Corpus

_ANSWER = Answer(
    question="",
    claims=(),
    citations=(),
    retrieved=(),
    answerability=1.0,
    seconds=Seconds(retrieve=0.0, first_token=0.0, total=0.0),
    prompt_tokens=0,
)


class _Answers:
    """Shows quotes and waits; then writes, if a model writes, and answers."""

    def __init__(self, *, writes: bool, gate: int = 1) -> None:
        """Go on behind the quotes once `gate` are there at the same time."""
        self._writes = writes
        self._gate = asyncio.Barrier(gate)
        self.most = 0
        self._now = 0

    async def answer(
        self, corpus: Corpus, question: str
    ) -> AsyncGenerator[EvidenceFound | Drafted | Answer | Abstention, None]:
        """Answer whatever is asked."""
        del corpus, question
        self._now += 1
        self.most = max(self.most, self._now)
        yield EvidenceFound(evidence=())
        await self._gate.wait()
        if self._writes:
            yield Drafted(text="Well")
            await asyncio.sleep(0)
            yield Drafted(text=", yes.")
        yield _ANSWER
        self._now -= 1


async def _burst(answers: _Answers, *, width: int, askers: int) -> Burst:
    return await Bot(answers, width=width).burst([f"Question {each}?" for each in range(askers)])


async def test_the_first_word_is_the_model_s() -> None:
    """Where a model writes, its first word counts, not the quotes shown before."""
    burst = await _burst(_Answers(writes=True, gate=3), width=3, askers=3)
    assert len(burst.asked) == 3
    for each in burst.asked:
        assert 0 < each.evidence < each.word < each.last <= burst.seconds


async def test_quotes_are_the_first_words_where_no_model_writes() -> None:
    """Without a model, the answer's first words are those of the quotes."""
    burst = await _burst(_Answers(writes=False), width=1, askers=1)
    assert burst.asked[0].word == burst.asked[0].evidence


async def test_all_that_fit_are_answered_at_once() -> None:
    """The queue lets as many be answered at a time as it is wide, and no more."""
    answers = _Answers(writes=False, gate=2)
    await _burst(answers, width=2, askers=6)
    assert answers.most == 2


def test_answers_a_minute_are_those_of_all_askers() -> None:
    """Four answers in two seconds are 120 a minute."""
    asked = (None,) * 4
    assert Burst(asked=asked, seconds=2.0).answers_a_minute == 120  # type: ignore[arg-type]  # only counted
