"""Which sentences of the model's reply may be shown, and what they cite."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.citations import Footnotes, quoted_claims
from answer.disagreement import disagreements
from answer.models import Citation, Claim, Disagreement, Evidence
from answer.ports import Verifier
from index.function_words import content_terms
from index.models import RetrievedPassage
from index.sentences import sentences

MAX_CLAIMS = 3
SUPPORTED = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounded:
    """What an answer says and rests on."""

    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    disagreements: tuple[Disagreement, ...]


async def ground(
    reply: str,
    question: str,
    evidence: Sequence[Evidence],
    *,
    retrieved: Sequence[RetrievedPassage],
    most: int,
    verifier: Verifier,
) -> Grounded:
    """Return what may be shown: the claims of a reply that hold, and quotes for the rest.

    Args:
        reply: what the model wrote.
        question: what was asked.
        evidence: what it was to write from, best first.
        retrieved: all that was found, in which other articles may say otherwise.
        most: the most claims there may be.
        verifier: judges the claims.
    """
    footnotes = Footnotes()
    claims = await supported_claims(reply, question, evidence, footnotes, verifier=verifier)
    left_out = footnotes.uncited(evidence)
    claims = (*claims, *quoted_claims(left_out[: most - len(claims)], footnotes))[:most]
    disagreeing = disagreements(question, footnotes, retrieved)
    return Grounded(claims=claims, citations=footnotes.citations, disagreements=disagreeing)


async def supported_claims(
    reply: str,
    question: str,
    evidence: Sequence[Evidence],
    footnotes: Footnotes,
    *,
    verifier: Verifier,
) -> tuple[Claim, ...]:
    """Return the sentences of a reply that may stand for their evidence, citing it.

    They are supported by it, and it has no sentence that says more of what was asked.
    """
    claims = []
    for text in finished_sentences(reply)[:MAX_CLAIMS]:
        best = await _best(text, evidence, verifier)
        if best is not None and _says_as_much(text, best, question):
            claims.append(Claim(text=text, citations=(footnotes.cite_evidence(best),)))
    return tuple(claims)


def finished_sentences(reply: str) -> list[str]:
    """Return the finished sentences of a reply, which a token limit may have cut off."""
    text = " ".join(reply.split())
    spans = [text[start:end] for start, end in sentences(text, "en")]
    return [span for span in spans if span.endswith((".", "!", "?", '."', ".”", ".»"))]


async def _best(claim: str, evidence: Sequence[Evidence], verifier: Verifier) -> Evidence | None:
    supports = [
        await verifier.support(claim, item.text, language=item.passage.article.language)
        for item in evidence
    ]
    best = max(range(len(supports)), key=supports.__getitem__)
    return evidence[best] if supports[best] >= SUPPORTED else None


def _says_as_much(claim: str, evidence: Evidence, question: str) -> bool:
    """Tell whether no sentence of the evidence has more of the question's words than the claim."""
    language = evidence.passage.article.language
    asked = set(content_terms(question, language))

    def shared(text: str) -> int:
        return len(asked.intersection(content_terms(text, language)))

    hidden = (evidence.text[start:end] for start, end in sentences(evidence.text, language))
    return shared(claim) >= max(map(shared, hidden))
