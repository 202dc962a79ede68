"""Which sentences of the model's reply may be shown, and what they cite."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.brevity import briefly
from answer.citations import Footnotes, attributed, quoted_claims, without_markers
from answer.disagreement import disagreements
from answer.models import Citation, Claim, Disagreement, Evidence
from answer.ports import Verifier
from answer.support.verbs import is_verb
from index.function_words import content_terms
from index.models import RetrievedPassage
from index.sentences import sentences

MAX_CLAIMS = 3
SUPPORTED = 1.0

_CONJUNCTION = re.compile(r";\s+|,?\s+(?:and|while)\s+(?=\S)")
_PREAMBLE = re.compile(
    r"(?:(?:yes|no|ja|nein|sí)[,.]\s+|according to the (?:text|article|passage)s?,?\s+"
    r"|the (?:text|article|passage) (?:says|states|mentions) that\s+)+(?=\S)",
    re.IGNORECASE,
)


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
    left_out = footnotes.uncited(evidence)[: most - len(claims)]
    said = sum(len(claim.text.split()) for claim in claims)
    claims = (*claims, *quoted_claims(briefly(question, left_out, said=said), footnotes))[:most]
    # Every quoted sentence is compared with all that was found.
    disagreeing = await asyncio.to_thread(disagreements, question, footnotes, retrieved)
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
    claims: dict[str, Claim] = {}
    language = evidence[0].passage.article.language
    for text in finished_sentences(reply, language)[:MAX_CLAIMS]:
        cited = await _cited(text, evidence, verifier)
        if cited and all(_says_as_much(text, each, question) for each in cited):
            claims.setdefault(text.casefold(), _claim(text, cited, footnotes))
    return tuple(claims.values())


def _claim(text: str, cited: Sequence[Evidence], footnotes: Footnotes) -> Claim:
    if len(cited) == 1:
        return attributed(text, cited[0], footnotes)
    markers = dict.fromkeys(footnotes.cite_evidence(each) for each in cited)
    return Claim(text=text, citations=tuple(markers))


def finished_sentences(reply: str, language: str = "en") -> list[str]:
    """Return the finished sentences of a reply, which a token limit may have cut off.

    What only leads up to them, "according to the article", is left out.
    """
    text = without_markers(" ".join(reply.split()))
    spans = [_without_preamble(text[start:end]) for start, end in sentences(text, language)]
    return [span for span in spans if span.endswith((".", "!", "?", '."', ".”", ".»"))]


def _without_preamble(sentence: str) -> str:
    preamble = _PREAMBLE.match(sentence)
    if preamble is None:
        return sentence
    rest = sentence[preamble.end() :]
    return rest[0].upper() + rest[1:]


async def _cited(claim: str, evidence: Sequence[Evidence], verifier: Verifier) -> list[Evidence]:
    """Return the evidence that supports a claim: the best, or two for the halves of it."""
    best = await _best(claim, evidence, verifier)
    if best is not None:
        return [best]
    for halves in _halves(claim):
        found = [await _best(half, evidence, verifier) for half in halves]
        cited = [each for each in found if each is not None]
        if len(cited) == len(halves):
            return cited
    return []


def _halves(claim: str) -> Iterator[tuple[str, str]]:
    """Yield the two clauses that a conjunction may join, if both seem to have a verb.

    That is known of English verbs only; a claim in another language needs one evidence for all.
    """
    for match in _CONJUNCTION.finditer(claim):
        first, second = claim[: match.start()], claim[match.end() :]
        if all(any(map(is_verb, half.casefold().split())) for half in (first, second)):
            yield f"{first}.", second[0].upper() + second[1:]


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
