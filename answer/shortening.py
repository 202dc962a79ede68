"""A sentence without what a point can do without. Pure, and no word is changed.

Only whole parts that punctuation sets off are left out: what ties the sentence to the one before
it ("However, …"), and what stands in brackets. What is left says nothing that the sentence doesn't.
"""

import re

_TIES = {
    "en": "however moreover furthermore meanwhile therefore thus hence consequently accordingly "
    "similarly likewise additionally nevertheless nonetheless instead besides also finally then "
    "indeed overall today|in addition|in fact|in turn|as a result|for example|for instance"
    "|in particular|in contrast|by contrast|on the other hand|on the one hand|at the same time"
    "|in other words|of course|as such|in general|in summary|in conclusion|that is|after all",
    "de": "zudem außerdem ferner überdies schließlich allerdings",
    "es": "además asimismo igualmente finalmente|sin embargo|no obstante|por lo tanto|por tanto"
    "|en cambio|por ejemplo|de hecho|en consecuencia|por otra parte|por otro lado|al mismo tiempo",
}
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_FEWEST_WORDS = 6


def shortened(sentence: str, language: str) -> str:
    """Return a sentence on one line, without introductory ties and brackets.

    The sentence stays whole where too little of it would be left.

    Args:
        sentence: as it stands in an article.
        language: ISO 639-1 code.
    """
    whole = " ".join(sentence.split())
    short = _BRACKETS.sub("", whole)
    ties = _ties(language)
    if ties is not None:
        short = ties.sub("", short, count=1)
    if len(short.split()) < _FEWEST_WORDS or short.count('"') % 2:
        return whole
    return short[0].upper() + short[1:]


def _ties(language: str) -> re.Pattern[str] | None:
    words, *phrases = _TIES.get(language, "").split("|")
    known = [*words.split(), *phrases]
    if not known:
        return None
    return re.compile(rf"(?:{'|'.join(map(re.escape, known))}),\s+", re.IGNORECASE)
