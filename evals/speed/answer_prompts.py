"""The prompts of real answers: questions of the samples with the evidence that was found."""

from collections.abc import Sequence
from contextlib import AsyncExitStack, aclosing

from answer.models import EvidenceFound
from answer.ports import Generator
from answer.prompts import Prompt
from answer.writing import Writer
from bot.local_models import LocalModels
from evals.speed.findings import Bench
from evals.speed.stores import CORPUS, made_store, model_settings, opened, quiet, sample_questions

REPLY_TOKENS = 160
STOP = ("\n\n",)
"""How long replies may be, and what ends them, as where answers are written."""

_PASSAGES = 1_000
_EIGHT = 8


async def answer_prompts(bench: Bench, generator: Generator, count: int) -> list[Prompt]:
    """Return the prompts that the pipeline makes of `count` questions; `generator` counts."""
    writer = Writer(generator=generator, wording="model")
    prompts: list[Prompt] = []
    async with AsyncExitStack() as stack:
        models = LocalModels(model_settings(bench), quiet())
        stack.push_async_callback(models.close)
        store = await made_store(bench, passages=_PASSAGES)
        assembly = await stack.enter_async_context(
            opened(bench, store, models, wording="quotes", abstain_below=0.0)
        )
        answering = (await assembly.answers()).answering
        for each in sample_questions()[:count]:
            async with aclosing(answering.answer(CORPUS, each.question)) as events:
                async for event in events:
                    if isinstance(event, EvidenceFound):
                        fitted = await writer.fit(each.question, event.evidence)
                        prompts += [] if fitted is None else [fitted.prompt]
    return prompts


def in_eights(prompts: Sequence[Prompt]) -> list[Sequence[Prompt]]:
    """Return prompts in portions of eight."""
    return [prompts[start : start + _EIGHT] for start in range(0, len(prompts), _EIGHT)]
