"""What asking costs in a store of some size: seconds, answers a minute, memory and disk.

    python -m evals.scaling.measuring FOLDER PASSAGES CORPORA WORDING

prints one JSON object. A process of its own for each size keeps what one has loaded out of the
figures of the next.
"""

import asyncio
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from pydantic import TypeAdapter

from answer.answering import Answering
from answer.wording import Wording
from bot.assembly import Assembly
from bot.errors import UserError
from bot.local_models import LocalModels
from bot.settings import load_settings
from evals.scaling.stores import ASKED, names, store
from evals.speed.askers import Bot
from evals.speed.findings import Bench
from evals.speed.memory import resident
from evals.speed.stores import model_settings, quiet, sample_questions
from index.models import Corpus
from index.tracing import traced

_ALONE = 18  # questions asked one after the other
_AT_ONCE = 8
_BURSTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AtSize:
    """What was measured at a size.

    Attributes:
        passages: of all corpora together.
        corpora: how many there are.
        wording: who words answers.
        start: seconds until the index can be asked, with its models loaded.
        services: how long each of some questions took, one after the other, in seconds.
        stages: how long the parts of it took, in the median.
        a_minute: answers a minute when eight people ask at once.
        bot_megabytes: resident memory of the bot's process.
        models_megabytes: that of its models' process.
        catalogue_megabytes: of disk.
        vectors_megabytes: the same, for the vectors that can be made anew.
    """

    passages: int
    corpora: int
    wording: Wording
    start: float
    services: tuple[float, ...]
    stages: dict[str, float]
    a_minute: float
    bot_megabytes: float
    models_megabytes: float
    catalogue_megabytes: float
    vectors_megabytes: float


_AT_SIZE = TypeAdapter(AtSize)


async def measured_apart(bench: Bench, *, passages: int, corpora: int, wording: Wording) -> AtSize:
    """Return what a process of its own measures.

    Raises:
        UserError: it failed; what it says is printed.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "evals.scaling.measuring", str(bench.folder)),
        *(str(passages), str(corpora), wording),
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate()
    if process.returncode:
        raise UserError(f"{passages:,} passages in {corpora:,} corpora couldn't be measured.")
    return _AT_SIZE.validate_json(told)


async def measure(bench: Bench, *, passages: int, corpora: int, wording: Wording) -> AtSize:
    """Ask in a store of this size, which is made if it isn't there."""
    folder = await store(bench, passages=passages, corpora=corpora)
    settings = bench.settings.model_copy(
        update={"data_dir": folder, "wording": wording, "abstain_below": 0.0}
    )
    models = LocalModels(model_settings(bench), quiet())
    asked = names(corpora)[:ASKED]
    try:
        began = time.perf_counter()
        async with Assembly(settings, quiet(), models=models) as assembly:
            answering = (await assembly.answers()).answering
            start = time.perf_counter() - began
            warming, *questions = [each.question for each in sample_questions()]
            await answering.outcome(asked[0], warming)
            services, stages = await _alone(answering, asked, questions[:_ALONE])
            a_minute = await _at_once(answering, asked, questions[_ALONE:])
            models_pid = models.engine.pid
            return AtSize(
                passages=passages,
                corpora=corpora,
                wording=wording,
                start=start,
                services=tuple(services),
                stages=stages,
                a_minute=a_minute,
                bot_megabytes=resident(os.getpid()).all,
                models_megabytes=resident(models_pid).all if models_pid else 0.0,
                catalogue_megabytes=_megabytes(folder.glob("catalogue.sqlite3*")),
                vectors_megabytes=_megabytes((folder / "vectors").rglob("*")),
            )
    finally:
        await models.close()


async def _alone(
    answering: Answering, corpora: Sequence[Corpus], questions: Sequence[str]
) -> tuple[list[float], dict[str, float]]:
    """Return how long questions took one after the other, and their stages in the median."""
    services: list[float] = []
    stages: list[dict[str, float]] = []
    for number, question in enumerate(questions):
        with traced():
            outcome = await answering.outcome(corpora[number % len(corpora)], question)
        services.append(outcome.seconds.total)
        stages.append(dict(outcome.seconds.stages))
    return services, {
        stage: median(each.get(stage, 0.0) for each in stages)
        for stage in dict.fromkeys(stage for each in stages for stage in each)
    }


async def _at_once(
    answering: Answering, corpora: Sequence[Corpus], questions: Sequence[str]
) -> float:
    """Return how many answers a minute there are when several people ask at once."""
    bots = [Bot(answering, width=_AT_ONCE, corpus=corpus) for corpus in corpora]
    seconds = 0.0
    for burst in range(_BURSTS):
        some = questions[burst * _AT_ONCE : (burst + 1) * _AT_ONCE]
        seconds += (await bots[burst % len(bots)].burst(some)).seconds
    return 60 * _BURSTS * _AT_ONCE / seconds


def _megabytes(files: Iterable[Path]) -> float:
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def main() -> None:
    """Measure what the command line names, and print it."""
    folder, passages, corpora, wording = sys.argv[1:]
    bench = Bench(
        settings=load_settings(),
        folder=Path(folder),
        llama_server=None,
        say=lambda text: print(text, file=sys.stderr),  # noqa: T201 - for who waits
    )
    found = asyncio.run(
        measure(
            bench,
            passages=int(passages),
            corpora=int(corpora),
            wording=TypeAdapter[Wording](Wording).validate_python(wording),
        )
    )
    sys.stdout.buffer.write(_AT_SIZE.dump_json(found))


if __name__ == "__main__":
    main()
