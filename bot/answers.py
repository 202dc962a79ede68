"""What answers, summarises and compares, put together from an index and a model."""

from dataclasses import dataclass

from answer.answering import Answering
from answer.comparing import Comparing
from answer.evidence import SentenceFinder
from answer.point_finding import PointFinder
from answer.point_writing import PointWriter
from answer.ports import Generator
from answer.rewriting import Rewriting
from answer.summarising import Summarising
from answer.verification import WordVerifier
from answer.writing import Writer
from bot.records.summaries import SummaryShelf
from bot.settings import Settings
from engine.errors import ModelCrashed, ServerAway
from index.catalogue.catalogue import Catalogue
from index.ingestion.ingestion import Ingestion
from index.ports import Embedder, Retriever
from index.respelling import Respelling

_CRASHES = (ModelCrashed, ServerAway)
"""Errors that cost an answer its wording only: its evidence is there by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What adds articles and finds passages and evidence, checked against the catalogue.

    Attributes:
        first_retrieval: finds passages without a reranking model.
        retrieval: finds them with one, if there is one.
    """

    ingestion: Ingestion
    first_retrieval: Retriever
    retrieval: Retriever
    finder: SentenceFinder
    embedder: Embedder


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What answers, summarises and compares.

    Attributes:
        writer: what words answers in there.
        point_writer: what words points.
    """

    answering: Answering
    summarising: Summarising
    comparing: Comparing
    writer: Writer
    point_writer: PointWriter

    async def warm(self) -> None:
        """Let the generation model, if it is going to be asked, read what its prompts begin with.

        Raises:
            engine.errors.EngineError: it can't be loaded, or failed.
        """
        await self.writer.warm()
        await self.point_writer.warm()


def answers_of(
    index: Index,
    catalogue: Catalogue,
    *,
    generator: Generator | None,
    shelf: SummaryShelf,
    settings: Settings,
) -> Answers:
    """Put together what answers from an index as some settings say.

    Args:
        index: finds passages and evidence.
        catalogue: has the articles.
        generator: may word what is said; None for quotes alone.
        shelf: keeps summaries.
        settings: what the host set.
    """
    verifier = WordVerifier()
    points = PointFinder(embedder=index.embedder)
    writer = Writer(generator=generator, wording=settings.wording, crashes=_CRASHES)
    point_writer = PointWriter(
        generator=generator, verifier=verifier, wording=settings.wording, crashes=_CRASHES
    )
    return Answers(
        answering=Answering(
            rewriting=Rewriting(
                generator=generator, speller=Respelling(catalogue), crashes=_CRASHES
            ),
            retriever=index.retrieval,
            finder=index.finder,
            writer=writer,
            verifier=verifier,
            abstain_below=settings.threshold,
        ),
        summarising=Summarising(
            articles=catalogue, finder=points, writer=point_writer, shelf=shelf
        ),
        comparing=Comparing(articles=catalogue, finder=points, writer=point_writer),
        writer=writer,
        point_writer=point_writer,
    )
