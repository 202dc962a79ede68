"""Follow-up questions, made to stand alone so that they can be searched for.

What a follow-up leaves unsaid is taken from the conversation: the user's last question that stood
alone and, where it is about somebody, the names in the agent's last reply. They are put in front as
they are: where the guess is wrong, the question's own words are still there.
"""

import re
from collections.abc import Sequence
from itertools import islice

from answer.models import Turn
from answer.redirecting import redirection
from index.function_words import content_terms, function_words
from index.words import terms

_POINTING = re.compile(
    r"\b(?:he|him|his|she|her|hers|it|its|they|them|their|theirs|the (?:former|latter|other|same)s?"
    r"|er|sie|ihn|ihm|ihr|ihre\w*|sein\w*|dies\w*|damals|dort"
    r"|(?-i:él|ella|ellos|ellas|su|sus)|suy[oa]s?|eso|esto|aquello|allí|dich[oa]s?"  # not Ella, Su
    r"|(?:se|me|te|nos) l[oae]s?|l[oa]s? (?:\w+(?:ó|[aei]ron)|dijo|hizo|puso|quiso|trajo|tuvo))\b"
    r"|\b(?:this|that|these|those|there|then|es[ae]s?|est[ae]s?|ahí|entonces)\s*[?.!]*$"
    r"|^[¿¡\s]*(?:and|but|so|also|what about|how about|und|aber|y|pero|entonces|también|qué hay de"
    r"|qué pasa con)\b",
    re.IGNORECASE,
)
_WANTING_MORE = re.compile(
    r"\b(?:(?:any|some|no|every)(?:thing|one|body|where) else|(?:what|who|where|how) else"
    r"|(?:any|some|are there|is there|know|give me|need) (?:others?|another|more)"
    r"|(?:noch|sonst) (?:etwas|jemand|andere\w*|mehr|was|wer)"
    r"|(?:was|wer|wo)(?: \w+)? (?:noch|sonst)"
    r"|(?:algo|alguien|qué|quién|dónde) más|alg[uú]n\w* otr[oa]s?)\b",
    re.IGNORECASE,
)
_CORRECTING = re.compile(
    r"^[¿¡\s]*(?:(?:no|yes|ok|okay|nein|ja|sí)\b[\s,.!]*)*"
    r"(?:i mean|i meant|i['’]?m (?:asking|talking)|i was (?:asking|talking)"
    r"|you (?:said|mean|mentioned)|if (?:so|not)|then|in that case|or"
    r"|ich (?:meine|meinte)|du (?:sagtest|meinst)|wenn (?:ja|nein|nicht)|oder|dann"
    r"|me refiero|quiero decir|quería decir|si (?:no|es así)|en ese caso|o)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:he|him|his|she|her|hers|they|them|their|theirs|er|ihn|ihm|sie|ihre?\w?|seine?\w?"
    r"|(?-i:él|ella|ellos|ellas|su|sus))\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those|der|die|das|dem|den|el|la|los|las|est[aeo]s?|es[aeo]s?) (\w+)",
    re.IGNORECASE,
)
_LANGUAGES = ("en", "de", "es")  # what a person asks in isn't known
_LATER_NAME = re.compile(r"(?<=\s)[A-ZÀ-ÖØ-Þ0-9]")
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:[ '’-][A-ZÀ-ÖØ-Þ][^\W\d_]*)*")
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:]\s)$")
_MOST_NAMES = 2
_JUST_SAID = 2  # turns in which "the bridge" may have been mentioned


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what the conversation before it leaves unsaid in front.

    That is done to a question that points back ("when did he say that?"), wants more ("who else?"),
    corrects ("I meant the other one"), speaks of a thing just mentioned ("how long is the bridge?")
    or names nothing by itself ("why?"); any other is returned as it is.
    """
    if not history or not _leans(question, history):
        return question
    for place in reversed(range(len(history))):
        turn = history[place]
        if turn.speaker == "user" and _is_subject(turn.text, history[:place]):
            front = [turn.text.strip()]
            if _PERSON.search(question):
                front += _names(history, but_not=f"{turn.text} {question}")
            return " ".join([*front, question])
    return question


def _is_subject(text: str, before: Sequence[Turn]) -> bool:
    """Tell whether a turn of the user is a question of its own, not small talk."""
    return not _leans(text, before) and redirection(text) is None


def _leans(question: str, history: Sequence[Turn]) -> bool:
    """Tell whether a question leaves something unsaid that the conversation before it says."""
    text = question.strip()
    if any(sign.search(text) for sign in (_POINTING, _WANTING_MORE, _CORRECTING)):
        return True
    if _LATER_NAME.search(text):
        return False
    fewest = min(_content_words(text, language) for language in _LANGUAGES)
    return fewest <= 1 or _mentions_again(text, history[-_JUST_SAID:])


def _mentions_again(text: str, turns: Sequence[Turn]) -> bool:
    """Tell whether a text speaks of "the" something of which the turns have spoken."""
    things = " ".join(_DEFINITE.findall(text))
    said = " ".join(turn.text for turn in turns)
    return any(
        set(terms(things, language)) & set(content_terms(said, language)) - function_words(language)
        for language in _LANGUAGES
    )


def _names(history: Sequence[Turn], *, but_not: str) -> list[str]:
    """Return the first names of the agent's last reply that aren't among the words taken."""
    reply = next((turn.text for turn in reversed(history) if turn.speaker == "agent"), "")
    taken = but_not.casefold()
    found = (_name(match, reply) for match in _NAME.finditer(reply))
    new = (name for name in dict.fromkeys(found) if name and name.casefold() not in taken)
    return list(islice(new, _MOST_NAMES))


def _name(match: re.Match[str], text: str) -> str:
    """Return a run of capitalised words as a name; empty if it only opens a sentence."""
    words = match.group().split(" ")
    while words and not min(_content_words(words[0], language) for language in _LANGUAGES):
        words = words[1:]
    opens = bool(_OPENS_SENTENCE.search(text[: match.start()]))
    shortened = len(words) < len(match.group().split(" "))
    return "" if opens and not shortened and len(words) == 1 else " ".join(words)


def _content_words(text: str, language: str) -> int:
    return sum(term not in function_words(language) for term in terms(text, language))
