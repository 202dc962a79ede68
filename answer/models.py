"""Values of answering: evidence, claims, citations, answers and summaries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from index.models import ArticleCard, RetrievedPassage

Speaker = Literal["user", "agent"]
Style = Literal["brief", "standard"]  # of an answer; a brief one makes a single claim
Lack = Literal["nothing-added", "not-mentioned", "not-said", "contradicted", "no-question"]
Redirection = Literal[
    "identity",
    "abilities",
    "sum",
    "clock",
    "entertainment",
    "wellbeing",
    "farewell",
    "thanks",
    "remark",
    "greeting",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One utterance of a conversation."""

    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence, or a few adjacent ones, that may answer the question.

    Attributes:
        passage: the passage it stands in; `passage.article` is its article.
        start: character offset into the article's text.
        end: character offset into the article's text, exclusive.
        text: the verbatim slice of the article between the two.
        score: how likely it answers the question, between 0 and 1.
        also: other articles in which the same words stand.
        needed: how many characters at the beginning are there only to make the rest understood.
        strengths: where each sentence that may answer begins in the article's text, and how well it
            does, on a scale that the evidence of one question shares; empty if that isn't known.
    """

    passage: RetrievedPassage
    start: int
    end: int
    text: str
    score: float
    also: tuple[ArticleCard, ...] = ()
    needed: int = 0
    strengths: tuple[tuple[int, float], ...] = ()

    @property
    def answering(self) -> str:
        """The part that may answer."""
        return self.text[self.needed :]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEvidence:
    """The evidence for a question, best first, and what it is worth.

    Attributes:
        answerability: the estimated probability that the evidence answers the question.
    """

    evidence: tuple[Evidence, ...]
    answerability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A quote that a claim rests on.

    Attributes:
        marker: the printed number, from 1.
        quote: the verbatim slice `start:end` of the article's text.
        page: the page that the quote begins on, as it is called: "12", "iv"; None without pages.
        page_number: which page of the article's file it is, from 1.
        also: other articles in which the same words stand.
    """

    marker: int
    article: ArticleCard
    quote: str
    start: int
    end: int
    page: str | None = None
    page_number: int | None = None
    also: tuple[ArticleCard, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable sentence and the markers of the citations that support it (at least one)."""

    text: str
    citations: tuple[int, ...]

    @property
    def marked(self) -> str:
        """The text followed by its markers."""
        return f"{self.text} " + "".join(f"[{marker}]" for marker in self.citations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds:
    """How long the parts of an answer took, in seconds from the question's arrival.

    Attributes:
        first_token: when the first words could be shown.
        stages: how long each stage of `index.tracing` took; empty where nobody asked for a trace.
    """

    retrieve: float
    first_token: float
    total: float
    stages: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one article says where articles disagree.

    Attributes:
        words: those of the cited quote in which it differs, verbatim.
        marker: the citation of its sentence.
    """

    words: str
    marker: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Articles that say the same but for a number, a name or a date: at least two, newest first."""

    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A grounded answer: every claim cites at least one citation.

    Attributes:
        disagreements: where articles contradict what the claims rest on; their citations are
            among `citations`.
        answerability: the estimated probability that the evidence answers the question.
    """

    question: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    retrieved: tuple[RetrievedPassage, ...]
    answerability: float
    seconds: Seconds
    prompt_tokens: int
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def text(self) -> str:
        """The claims as prose, each followed by its markers."""
        return " ".join(claim.marked for claim in self.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """Declining for want of evidence.

    Attributes:
        kind: what is lacking: any article; an article that mentions it; one that says it, though
            some mention it; sense in the question, as it assumes what an article contradicts; or a
            question about articles at all.
        reason: a sentence or two for the asker.
        searched: what was looked for: the question, made to stand alone.
        nearest: the passages that came closest, best first.
        contradicted_by: the sentence that contradicts what the question assumes, as a quote.
        redirection: what it is that asks about no article; None for questions about articles.
        answerability: the estimated probability that the evidence answers the question.
    """

    question: str
    kind: Lack
    reason: str
    searched: str
    nearest: tuple[RetrievedPassage, ...]
    retrieved: tuple[RetrievedPassage, ...]
    answerability: float
    seconds: Seconds
    prompt_tokens: int
    contradicted_by: Citation | None = None
    redirection: Redirection | None = None


Length = Literal["brief", "standard", "detailed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The points of one article, in the article's order, each citing at least one citation.

    Attributes:
        focus: what the points are about; None for the whole article. With a focus there are no
            points where the article says nothing about it.
    """

    article: ArticleCard
    length: Length
    focus: str | None = None
    points: tuple[Claim, ...]
    citations: tuple[Citation, ...]

    @property
    def text(self) -> str:
        """The points as prose, each followed by its markers."""
        return " ".join(point.marked for point in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePoints:
    """What one of several articles says; no points where it says nothing about the subject."""

    article: ArticleCard
    points: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What several articles say, where they agree and where they don't.

    Attributes:
        subject: what is compared; None for all that they say.
        articles: the points of each, without those that others share.
        shared: what several articles say: one claim that cites all of them or, where their words
            differ, the claim of each.
        disagreements: where they contradict each other.
    """

    subject: str | None
    articles: tuple[ArticlePoints, ...]
    shared: tuple[tuple[Claim, ...], ...]
    disagreements: tuple[Disagreement, ...]
    citations: tuple[Citation, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, in their order."""
        own = (point for article in self.articles for point in article.points)
        return (*own, *(claim for group in self.shared for claim in group))


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFound:
    """Progress of an answer: the evidence it will rest on, best first.

    Attributes:
        worded: whether a model words an answer from it now; else the answer follows at once.
    """

    evidence: tuple[Evidence, ...]
    worded: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """Progress of an answer: a further piece of the model's wording, not yet checked."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRead:
    """Progress of a summary or a comparison: how many parts of what there is to read are read."""

    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PointFound:
    """Progress of a summary: how many of its points are done."""

    done: int
    total: int
