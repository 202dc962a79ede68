"""Doubles of the index's ports: deterministic, and good enough to search with."""

import hashlib
from collections.abc import Sequence

import numpy as np

from index.identity import passage_id
from index.models import ArticleId, ExtractedArticle, Passage, Sentence, VersionId
from index.ports import Vectors
from index.words import terms


class BagOfWords:
    """An Embedder whose vectors are hashed bags of words.

    Every term adds one to the place its hash points to; the sum is scaled to unit length. Texts
    that share terms are near each other, the same text always gets the same vector, and a text
    without terms gets the first unit vector.

    Attributes:
        texts: everything that was embedded, in order.
        fails_after: how many texts are embedded before `embed` raises; None for never.
    """

    def __init__(
        self, *, name: str = "bag", dimension: int = 64, fails_after: int | None = None
    ) -> None:
        """Embed into `dimension` places under the model name `name`."""
        self._name = name
        self._dimension = dimension
        self.texts: list[str] = []
        self.fails_after = fails_after

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self._dimension

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Return one unit-length row per text.

        Raises:
            RuntimeError: more texts were asked for than `fails_after`.
        """
        del patient
        if self.fails_after is not None and len(self.texts) + len(texts) > self.fails_after:
            raise RuntimeError("the model broke")
        self.texts += texts
        rows = [self._vector(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self._dimension)

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self._dimension, dtype=np.float32)
        for term in terms(text, "en"):
            digest = hashlib.sha256(term.encode()).digest()
            vector[int.from_bytes(digest[:4], "big") % self._dimension] += 1
        if not vector.any():
            vector[0] = 1
        unit: Vectors = vector / np.linalg.norm(vector)
        return unit


def cut_paragraphs(
    article: ExtractedArticle, *, article_id: ArticleId, version: VersionId
) -> tuple[Passage, ...]:
    """Cut an article at its blank lines; a sentence ends where ". " stands."""
    passages = []
    start = 0
    for paragraph in article.text.split("\n\n"):
        end = start + len(paragraph)
        if paragraph.strip():
            passages.append(
                Passage(
                    id=passage_id(version, start=start, end=end),
                    article_id=article_id,
                    start=start,
                    end=end,
                    text=paragraph,
                    heading="",
                    sentences=_sentences(paragraph, start),
                )
            )
        start = end + 2
    return tuple(passages)


def _sentences(paragraph: str, offset: int) -> tuple[Sentence, ...]:
    sentences = []
    for text in paragraph.split(". "):
        sentences.append(Sentence(start=offset, end=offset + len(text), text=text))
        offset += len(text) + 2
    return tuple(sentences)
