"""Replies of generation models, timed, and prompts to ask for them."""

import itertools
import random
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass

from answer.ports import Generator
from answer.prompts import Prompt
from bot.samples import sample_files
from engine.options import Options
from engine.process.engine import Engine
from engine.process.models import RemoteGenerator
from engine.tuning.tuner import Tuner
from engine.weights import Role
from evals.speed.findings import Bench
from evals.speed.stores import model_settings, weights

_HEROES = (
    "a lighthouse keeper",
    "two sisters at sea",
    "the last train of winter",
    "an old clockmaker",
    "a village without bread",
    "the gardener's letter",
    "a storm over the harbour",
    "three friends in the hills",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply and how long it took, in seconds after asking for it."""

    text: str
    first: float
    last: float


async def timed_reply(
    generator: Generator, prompt: Prompt, *, max_tokens: int, stop: Sequence[str] = ()
) -> Reply:
    """Have a reply written to its end."""
    began = time.perf_counter()
    first: float | None = None
    pieces: list[str] = []
    async with aclosing(
        generator.generate(system=prompt.system, user=prompt.user, max_tokens=max_tokens, stop=stop)
    ) as reply:
        async for piece in reply:
            first = first or time.perf_counter() - began
            pieces.append(piece)
    last = time.perf_counter() - began
    return Reply(text="".join(pieces), first=first or last, last=last)


async def best_options(bench: Bench, engine: Engine) -> Options:
    """Return how the bot would have the generation model compute, after measuring it if need be."""
    settings = model_settings(bench)
    tuner = Tuner(
        engine,
        settings.data_dir / "tuning",
        threads=settings.thread_count,
        gpu_layers=settings.gpu_layers,
    )
    return await tuner.options(await weights(Role.GENERATION, settings))


@asynccontextmanager
async def engine_generator(
    bench: Bench, engine: Engine, options: Options | None = None
) -> AsyncIterator[RemoteGenerator]:
    """Load the generation model of the settings in the process of `engine`.

    Args:
        bench: whose settings hold.
        engine: stays open.
        options: how it computes; None for what was measured to be best here.
    """
    settings = model_settings(bench)
    generator = await engine.generator(
        await weights(Role.GENERATION, settings),
        options=options or await best_options(bench, engine),
        context_tokens=settings.context_tokens,
        parallel=settings.parallel,
        cache_megabytes=settings.cache_megabytes,
        gpu_layers=settings.gpu_layers,
    )
    async with generator:
        yield generator


def story_prompts(number: int) -> list[Prompt]:
    """Return eight prompts for long replies, no two alike; another number, other prompts."""
    return [
        Prompt(
            system=f"You tell stories, this being the number {number} of them.",
            user=f"Tell a long story about {hero}, with every detail you can think of.",
        )
        for hero in _HEROES
    ]


async def long_text(generator: Generator, tokens: int, *, seed: int) -> str:
    """Return words of the samples that with the chat template have `tokens` tokens or a few less.

    Args:
        generator: counts them.
        tokens: enough for the template.
        seed: another one gives another text from its first word on.
    """
    chance = random.Random(seed)  # noqa: S311 - for test input, not for secrets
    words = [word for file in sample_files() for word in file.read_text("utf-8").split()]
    chosen = chance.choices(words, k=tokens)
    low, high = 1, tokens
    while low < high:
        middle = (low + high + 1) // 2
        if await generator.count_tokens(system="", user=" ".join(chosen[:middle])) <= tokens:
            low = middle
        else:
            high = middle - 1
    return " ".join(itertools.islice(chosen, low))
