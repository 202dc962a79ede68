"""Does a text say what a claim says? Judged by words, strictly: in doubt, it doesn't.

A claim may leave out parts of one sentence of its evidence: parts that punctuation sets off, whole.
It may not add, change, swap or reorder a word, nor leave one out of the middle of a part ("the
system, costs and delays are blamed" doesn't support "the system is blamed"), nor put together what
two sentences say; only articles, prepositions and forms of "to be" and "to have" are free. What
turns a statement around (a negation, a hedge, who said it) may not be left out with its part. A
true paraphrase is lost by this, an invented fact is too.
"""

import re

from index.sentences import sentences

_FEWEST_WORDS = 3  # "In 1690." says nothing by itself
_FREE = {
    "en": "a an the of in on at to for from by with as and that which who is are was were be been "
    "being has have had do does did it its",
    "de": "der die das den dem des ein eine einen einem einer eines von vom in im an am auf zu zum "
    "zur für mit als und dass ist sind war waren sein wird werden wurde wurden hat haben hatte "
    "hatten es",
    "es": "el la los las un una unos unas de del en a al por para con como y que es son era fue "
    "fueron eran ser ha han había se lo",
}
_TURNING = {
    "en": "not no never none neither nor without cannot hardly barely except unless if only almost "
    "nearly may might could would should can allegedly reportedly perhaps possibly probably likely "
    "unlikely say says said tell told claim claims claimed argue argues argued allege alleged "
    "according deny denies denied believe believes believed think thinks thought suggest suggests "
    "suggested fail failed refuse refused false wrong before after until",
    "de": "nicht kein keine keinen keinem keiner keines nie niemals ohne kaum fast nur wenn falls "
    "vielleicht möglicherweise wahrscheinlich angeblich könnte könnten dürfte dürften soll sollen "
    "sollte sollten würde würden kann können sagt sagte sagten laut zufolge behauptet behauptete "
    "bestreitet bestritt glaubt glaubte falsch vor nach bis",
    "es": "no nunca ni ningún ninguna sin apenas casi solo sólo si salvo quizás quizá podría "
    "podrían puede pueden debería dijo dice dicen según afirma afirmó niega negó cree creía falso "
    "antes después hasta",
}
_BREAK = re.compile(r"[,;:()\[\]–—](?!\d)|\s-\s")
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_CONTRACTION = re.compile(r"(?<=\w)n['’]t\b")


class WordVerifier:
    """Judges support by words alone; knows nothing of meaning."""

    async def support(self, claim: str, evidence: str, *, language: str) -> float:
        """Return 1 if a sentence of the evidence says the claim in its own words, else 0."""
        return word_support(claim, evidence, language=language)


def word_support(claim: str, evidence: str, *, language: str) -> float:
    """Return 1 if a sentence of `evidence` says `claim` in its own words, else 0.

    Args:
        claim: the statement to judge.
        evidence: the text that it is said to rest on.
        language: ISO 639-1 code of both.
    """
    free = frozenset(_FREE.get(language, "").split())
    turning = frozenset(_TURNING.get(language, "").split())
    claimed = [word for part in _parts(claim, free) for word in part]
    if len(claimed) < _FEWEST_WORDS:
        return 0.0
    return float(
        any(
            _says(claimed, _parts(evidence[start:end], free), turning)
            for start, end in sentences(evidence, language)
        )
    )


def _says(claimed: list[str], parts: list[list[str]], turning: frozenset[str]) -> bool:
    """Tell whether the claim is the sentence without some of its parts, none that turns it."""
    given = [word for part in parts for word in part]
    return _turns(claimed, turning) == _turns(given, turning) and _consists_of(claimed, parts)


def _consists_of(claimed: list[str], parts: list[list[str]]) -> bool:
    """Tell whether some of the parts, in their order, make up the claim."""
    reached = {0}
    for part in parts:
        reached |= {
            start + len(part) for start in reached if claimed[start : start + len(part)] == part
        }
    return len(claimed) in reached


def _parts(text: str, free: frozenset[str]) -> list[list[str]]:
    """Return the words of each part that punctuation sets off, without the free ones."""
    parts = (_WORD.findall(part) for part in _BREAK.split(_spelled_out(text)))
    weighty = ([word.casefold() for word in part if word.casefold() not in free] for part in parts)
    return [part for part in weighty if part]


def _spelled_out(text: str) -> str:
    return _CONTRACTION.sub(" not", text)


def _turns(words: list[str], turning: frozenset[str]) -> list[str]:
    return sorted(word for word in words if word in turning)
