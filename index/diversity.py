"""Questions about many articles: what asks for several, and how none of them takes all places.

A question with one answer is best served by the best passages, wherever they stand. One that asks
what "the articles" say isn't: a long article would fill the list. All pure.
"""

import re
from collections import Counter
from collections.abc import Hashable, Sequence

_BROAD = re.compile(
    r"\b(?:(?:the|these|all|any|which|different|various|other|several|your|my) (?:articles|reports"
    r"|stories|sites|outlets|newspapers|media|pieces|sources|texts|posts)"
    r"|compare|comparison|overview|summari[sz]e|round-?up|opinions|viewpoints|perspectives"
    r"|what(?:['’]s| is| are) (?:there|new|known|everyone|people|others)"
    r"|(?:tell me|know|everything|anything|something) about|pros and cons"
    r"|(?:die|diesen?|allen?|welchen?|anderen?|verschiedenen?|mehreren?) (?:artikeln?|berichten?"
    r"|seiten|medien|zeitungen|quellen|texten?|beiträgen?)"
    r"|vergleich\w*|überblick|zusammenfass\w*|meinungen|ansichten|was gibt es|alles über|etwas über"
    r"|(?:los|estos|qué|otros|distintos|diferentes|varios) (?:artículos|informes|sitios|medios"
    r"|periódicos|diarios|textos)"
    r"|compar[ae]\w*|resum\w+|panorama|opiniones|qué hay|qué se sabe|todo sobre|algo sobre)\b",
    re.IGNORECASE,
)
_AGAIN = 0.9  # of its score keeps a passage for each better one of its article


def is_broad(question: str) -> bool:
    """Return whether a question asks for what several articles say."""
    return bool(_BROAD.search(question))


def diversity_factors(ranked: Sequence[Hashable]) -> list[float]:
    """Return by what each score is to be multiplied so that no article takes all places.

    Args:
        ranked: the articles that the passages stand in, the best passage first.
    """
    before: Counter[Hashable] = Counter()
    factors = []
    for article in ranked:
        factors.append(_AGAIN ** before[article])
        before[article] += 1
    return factors
