"""Asks labelled questions through the real pipeline, in a store of their own."""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from answer.models import Abstention, Answer
from bot.assembly import Assembly
from bot.settings import Settings
from bot.terminal.terminal import Terminal
from evals.labelled import LabelledQuestion, LabelledSet
from evals.memory import peak_mebibytes
from index.models import ArticleId, Corpus

CORPUS = Corpus("evals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A labelled question and what came of it."""

    labelled: LabelledQuestion
    outcome: Answer | Abstention


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Everything that was asked of one labelled set.

    Attributes:
        texts: the stored text of each article, by id.
        ids: the id of each article, by title.
        import_seconds: how long adding all articles took.
        peaks: peak memory in MiB after adding the articles, after a third of the questions and
            after all of them.
    """

    name: str
    asked: tuple[Asked, ...]
    texts: dict[ArticleId, str]
    ids: dict[str, ArticleId]
    import_seconds: float
    peaks: tuple[float, float, float]


async def ask_all(labelled: LabelledSet, settings: Settings, terminal: Terminal) -> Session:
    """Add the articles to a new store, with the models of `settings`, and ask every question."""
    with tempfile.TemporaryDirectory(prefix="footnote-evals-") as folder:
        own = settings.model_copy(update={"data_dir": Path(folder)})
        async with Assembly(own, terminal) as assembly:
            started = time.perf_counter()
            ids = await add_all(labelled, assembly, terminal)
            import_seconds = time.perf_counter() - started
            added_peak = peak_mebibytes()
            third = len(labelled.questions) // 3
            asked = await _ask_all(labelled.questions[:third], assembly, terminal)
            third_peak = peak_mebibytes()
            asked += await _ask_all(labelled.questions[third:], assembly, terminal)
            catalogue = await assembly.catalogue()
            texts = {id_: (await catalogue.article(CORPUS, id_)).text for id_ in ids.values()}
    return Session(
        name=labelled.name,
        asked=asked,
        texts=texts,
        ids=ids,
        import_seconds=import_seconds,
        peaks=(added_peak, third_peak, peak_mebibytes()),
    )


async def add_all(
    labelled: LabelledSet, assembly: Assembly, terminal: Terminal
) -> dict[str, ArticleId]:
    """Add the articles to the corpus of the evals; return their ids by title."""
    ingestion = (await assembly.index()).ingestion
    ids = {}
    with terminal.progress("Adding articles") as report:
        for number, extracted in enumerate(labelled.articles):
            report(number, len(labelled.articles))
            ids[extracted.title] = (await ingestion.add(CORPUS, extracted)).card.id
    return ids


async def _ask_all(
    questions: Sequence[LabelledQuestion], assembly: Assembly, terminal: Terminal
) -> tuple[Asked, ...]:
    answering = (await assembly.answers()).answering
    asked = []
    with terminal.progress("Asking") as report:
        for number, question in enumerate(questions):
            report(number, len(questions))
            outcome = await answering.outcome(CORPUS, question.question)
            asked.append(Asked(labelled=question, outcome=outcome))
    return tuple(asked)
