"""Does a sentence need the one before it to be understood? Judged by its first words."""

import re

_FIRST = 10  # words in which a pronoun stands for something that was named before
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CONNECTING = {
    "en": "but and so however there then also yet now thus therefore moreover furthermore instead "
    "meanwhile nevertheless nonetheless otherwise accordingly consequently similarly likewise "
    "additionally besides still here or nor such",
    "de": "aber und doch dann nun auch jedoch deshalb daher dadurch dabei dort trotzdem dennoch "
    "außerdem stattdessen zudem ebenso so oder sondern denn",
    "es": "pero y entonces también además ahora así luego sin embargo aun asimismo igualmente o ni",
}
_STANDING_FOR = {
    "en": "he she it they this that these those his her hers their theirs its him them himself "
    "herself itself themselves both another others former latter such",
    "de": "er sie es dies diese dieser dieses diesem diesen ihr ihre ihrem ihren ihrer sein "
    "seine seinem seinen seiner ihm ihn ihnen beide beides jene jener jenes letztere ersterer",
    "es": "él ella ello ellos ellas esto eso esta este estas estos esa ese esas esos su sus aquel "
    "aquella ambos ambas",
}
# What an article begins names its own subject.
_ARTICLES = {
    "en": "the a an",
    "de": "der die das den dem des ein eine einer eines einem einen",
    "es": "el la los las un una unos unas",
}
# "It is clear that …" and "This year …" point back to nothing.
_EMPTY = {
    "en": re.compile(
        r"it (?:is|was|has been|will be|would be) (?:\w+ly )?\w+ (?:that|to|for)\b"
        r"|this (?:year|month|week|morning|afternoon|evening|spring|summer|autumn|winter)\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"es (?:gibt|gab|ist \w+,? dass)\b|dieses jahr\b|diese[nr]? (?:woche|monat)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(r"est[ea] (?:año|mes|semana|mañana|tarde)\b", re.IGNORECASE),
}

_THEREAFTER = {
    "en": re.compile(
        r"(?:(?:\w+ )?\w+ (?:years?|months?|weeks?|days?|hours?|minutes?) (?:later|earlier|before)"
        r"|later|afterwards?|soon after(?:wards)?|after(?:ward)? that|before that|at that time)\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"(?:\w+ )?\w+ (?:jahre?|monate?|wochen?|tage?|stunden?|minuten?) (?:später|zuvor|danach)\b"
        r"|(?:später|danach|zuvor|daraufhin|damals)\b"
        r"|das (?:ist|war|wird|wurde|hat|hatte|heißt|bedeutet)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"(?:\w+ )?\w+ (?:años?|mes(?:es)?|semanas?|días?|horas?|minutos?) "
        r"(?:después|antes|más tarde)\b|(?:después|más tarde|luego)\b",
        re.IGNORECASE,
    ),
}


def points_back(text: str, language: str) -> bool:
    """Tell whether a sentence begins with what only an earlier one explains.

    It does if its first words tie it to the one before ("However", "Two years later"), or if a
    pronoun comes before any name among them and no article ("the") begins them. In languages
    without a list nothing does.

    Args:
        text: a sentence.
        language: ISO 639-1 code.
    """
    connecting = frozenset(_CONNECTING.get(language, "").split())
    standing_for = frozenset(_STANDING_FOR.get(language, "").split())
    thereafter = _THEREAFTER.get(language)
    if thereafter is not None and thereafter.match(text):
        return True
    empty = _EMPTY.get(language)
    if empty is not None and empty.match(text):
        return False
    words = _WORD.findall(text)[:_FIRST]
    if words[:1] and words[0].lower() in _ARTICLES.get(language, "").split():
        words = words[1:2]
    for number, word in enumerate(words):
        lowered = word.lower()
        if lowered in standing_for or (number == 0 and lowered in connecting):
            return True
        if number and word[0].isupper():
            return False
    return False
