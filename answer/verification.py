"""Does a text say what a claim says? The verifier that judges by words; see `answer.support`.

A claim may leave out parts of one sentence of its evidence, say it in another voice or order, and
write numbers and dates differently. It may not add, change or swap anything, nor put together what
two sentences say. Some true paraphrases are lost by this, invented facts are too.
"""

import asyncio
from collections.abc import Iterator

from answer.support.facts import missing_facts
from answer.support.matching import says
from answer.support.quotations import MARKS, quotations
from answer.support.reading import Reading, read
from answer.support.rewordings import asides, may_reword, rewordings
from index.sentences import sentences

_FEWEST_WORDS = 3  # "In 1690." says nothing by itself


class WordVerifier:
    """Judges support by words alone; knows nothing of meaning."""

    async def support(self, claim: str, evidence: str, *, language: str) -> float:
        """Return 1 if a sentence of the evidence says the claim, else 0."""
        return await asyncio.to_thread(word_support, claim, evidence, language=language)


def word_support(claim: str, evidence: str, *, language: str) -> float:
    """Return 1 if a sentence of `evidence` says `claim`, else 0.

    Args:
        claim: the statement to judge.
        evidence: the text that it is said to rest on.
        language: ISO 639-1 code of both.
    """
    claimed = read(claim, language)
    if len(claimed.words) < _FEWEST_WORDS or missing_facts(claim, evidence, language):
        return 0.0
    return float(any(_says(each, claimed, language) for each in _read(evidence, language)))


def _read(evidence: str, language: str) -> Iterator[Reading]:
    spans = quotations(evidence)
    for start, end in sentences(evidence, language):
        begins = evidence[start] in MARKS
        within = not begins and any(low <= start < high for low, high in spans)
        yield read(evidence[start:end], language, within=within)


def _says(sentence: Reading, claim: Reading, language: str) -> bool:
    if says(sentence, (claim,), language):
        return True
    if not may_reword(sentence, claim):
        return False
    if says(sentence, rewordings(claim, language), language):
        return True
    return language == "en" and any(same == claim.forms for same in asides(sentence))
