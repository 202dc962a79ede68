"""Asks labelled questions through the real pipeline, in a store of their own."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from answer.models import Abstention, Answer
from bot.assembly import Assembly
from bot.settings import Settings
from bot.terminal.terminal import Terminal
from evals.labelled import LabelledQuestion, LabelledSet
from evals.memory import peak_mebibytes
from index.models import ArticleId, Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A labelled question, where it was asked, and what came of it."""

    labelled: LabelledQuestion
    corpus: Corpus
    outcome: Answer | Abstention


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Everything that was asked of one kind of labelled data.

    Attributes:
        texts: the stored text of each article, by its corpus and title.
        import_seconds: how long adding all articles took.
        peaks: peak memory in MiB after adding the articles, after a third of the questions and
            after all of them.
    """

    name: str
    asked: tuple[Asked, ...]
    texts: dict[tuple[Corpus, str], str]
    import_seconds: float
    peaks: tuple[float, float, float]


@asynccontextmanager
async def opened_store(
    settings: Settings, terminal: Terminal, *, folder: Path | None = None, quoting: bool = False
) -> AsyncIterator[Assembly]:
    """Open a store of its own, with the models of `settings`.

    Args:
        settings: what the host set.
        terminal: shows conversions and downloads.
        folder: where the store is, and stays for another time; None for a new one that is deleted
            afterwards.
        quoting: whether answers are made of quotes, whatever the settings say.
    """
    async with AsyncExitStack() as stack:
        if folder is None:
            scratch = stack.enter_context(TemporaryDirectory(prefix="footnote-evals-"))
            folder = Path(scratch)
        wording = "quotes" if quoting else settings.wording
        own = settings.model_copy(update={"data_dir": folder, "wording": wording})
        yield await stack.enter_async_context(Assembly(own, terminal))


async def ask_all(
    name: str, sets: Sequence[LabelledSet], assembly: Assembly, terminal: Terminal
) -> Session:
    """Add the articles of all sets to their corpora, and ask every question in its set's corpus."""
    started = time.perf_counter()
    texts: dict[tuple[Corpus, str], str] = {}
    catalogue = await assembly.catalogue()
    for labelled in sets:
        for title, id_ in (await add_all(labelled, assembly, terminal)).items():
            article = await catalogue.article(labelled.corpus, id_)
            texts[labelled.corpus, title] = article.text
    import_seconds = time.perf_counter() - started
    added_peak = peak_mebibytes()
    questions = [(each.corpus, question) for each in sets for question in each.questions]
    third = len(questions) // 3
    asked = await _ask_all(questions[:third], assembly, terminal)
    third_peak = peak_mebibytes()
    asked += await _ask_all(questions[third:], assembly, terminal)
    return Session(
        name=name,
        asked=asked,
        texts=texts,
        import_seconds=import_seconds,
        peaks=(added_peak, third_peak, peak_mebibytes()),
    )


async def add_all(
    labelled: LabelledSet, assembly: Assembly, terminal: Terminal
) -> dict[str, ArticleId]:
    """Add the articles to the set's corpus; return their ids by title."""
    ingestion = (await assembly.index()).ingestion
    ids = {}
    with terminal.progress("Adding articles") as report:
        for number, extracted in enumerate(labelled.articles):
            report(number, len(labelled.articles))
            ids[extracted.title] = (await ingestion.add(labelled.corpus, extracted)).card.id
    return ids


async def _ask_all(
    questions: Sequence[tuple[Corpus, LabelledQuestion]], assembly: Assembly, terminal: Terminal
) -> tuple[Asked, ...]:
    answering = (await assembly.answers()).answering
    asked = []
    with terminal.progress("Asking") as report:
        for number, (corpus, question) in enumerate(questions):
            report(number, len(questions))
            outcome = await answering.outcome(corpus, question.question, history=question.history)
            asked.append(Asked(labelled=question, corpus=corpus, outcome=outcome))
    return tuple(asked)
