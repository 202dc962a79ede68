"""Ranking the best passages once more by a model that reads question and sentence together."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from answer.evidence import SentenceFinder
from index.models import RetrievedPassage
from index.ports import Vectors
from index.remembering import RememberingReranker
from index.reranking import RerankingRetrieval
from tests.answer.fakes import CORPUS, FakeRetriever, retrieved
from tests.answer.test_evidence import EvenStatistics
from tests.index.fakes import BagOfWords


def _with_best(found: RetrievedPassage) -> RetrievedPassage:
    """Return a passage whose first two sentences match best."""
    return replace(found, best_sentences=found.passage.sentences[:2])


_NEAR = _with_best(retrieved("The tower of Skarness stands on a rock. It is tall.", title="Near"))
_RIGHT = _with_best(retrieved("Masons came in spring. Nora Veidt built it.", title="Right"))


class Preferring:
    """A Reranker that takes what holds a word for an answer, and all else for none."""

    def __init__(self, word: str) -> None:
        """Prefer texts with `word`."""
        self.word = word
        self.read: list[str] = []

    @property
    def name(self) -> str:
        """The model's name."""
        return "preferring"

    async def score(self, question: str, texts: Sequence[str]) -> Vectors:
        """Return 5 for texts with the word, and -5 for others."""
        assert question
        self.read += texts
        return np.array([5 if self.word in text else -5 for text in texts], dtype=np.float32)


async def _titles(reranker: Preferring, *found: RetrievedPassage, limit: int = 10) -> list[str]:
    retrieval = RerankingRetrieval(FakeRetriever(*found), reranker)
    ranked = await retrieval.retrieve(CORPUS, "Who built the tower?", limit=limit)
    return [each.article.title for each in ranked]


async def test_passages_that_answer_come_first() -> None:
    """Of passages that come equally near, the one the model takes for an answer is first."""
    assert await _titles(Preferring("Nora"), _NEAR, _RIGHT) == ["Right", "Near"]


async def test_no_more_passages_than_wanted_are_returned() -> None:
    """The limit holds after ranking, so that the best of more is returned."""
    assert await _titles(Preferring("Nora"), _NEAR, _RIGHT, limit=1) == ["Right"]


async def test_only_the_best_sentences_are_read() -> None:
    """Of a long passage the two sentences are read that retrieval found to match best."""
    reranker = Preferring("Nora")
    long = retrieved("Bees hum. The tower is tall. Rain falls. Who built it is known. Ships pass.")
    _, tall, _, known, _ = long.passage.sentences

    await _titles(reranker, replace(long, best_sentences=(known, tall)))

    assert reranker.read == ["Who built it is known.", "The tower is tall."]


async def test_scores_fall_where_passages_are_no_longer_read() -> None:
    """Passages that aren't read any more follow with scores on the same scale."""
    many = [_with_best(retrieved(f"Rain number {n}.", title=str(n))) for n in range(8)]
    retrieval = RerankingRetrieval(FakeRetriever(*many), Preferring("Nora"))

    found = await retrieval.retrieve(CORPUS, "Who built the tower?")

    scores = [each.score for each in found]
    assert [each.article.title for each in found] == [each.article.title for each in many]
    assert scores == sorted(scores, reverse=True)


async def test_nothing_found_is_nothing_ranked() -> None:
    """A corpus without passages has none to rank."""
    assert await _titles(Preferring("Nora")) == []


async def test_what_was_read_is_remembered() -> None:
    """A pair of question and text is read once, until it has been long ago."""
    inner = Preferring("a")
    reranker = RememberingReranker(inner, most=2)

    assert (await reranker.score("q", ["a", "b", "a"])).tolist() == [5, -5, 5]
    assert (await reranker.score("q", ["b"])).tolist() == [-5]
    assert inner.read == ["a", "b"]
    await reranker.score("q", ["c"])
    await reranker.score("q", ["a"])
    assert inner.read == ["a", "b", "c", "a"]
    assert reranker.name == "preferring"


async def test_the_sentence_that_answers_leads_the_evidence() -> None:
    """What the model takes for an answer comes before what shares more words."""
    finder = SentenceFinder(
        embedder=BagOfWords(), statistics=EvenStatistics(), reranker=Preferring("Nora")
    )
    passage = retrieved("Who built the tower is well known. It was built by Nora Veidt. Rain fell.")

    found = await finder.find("Who built the tower?", [passage])

    starts = dict(found.evidence[0].strengths)
    assert max(starts, key=starts.__getitem__) == passage.passage.sentences[1].start
