"""Tells what isn't a question about any article: small talk, sums, the time, "who are you?".

Only where that is certain: every part of a message has to be such a phrase, whole. What isn't
recognised is searched for like any other question.
"""

import re
from collections.abc import Sequence

from answer.models import Redirection, Turn
from answer.small_talk import TALKS, is_address, small_talk
from answer.sums import is_written, sum_asked
from index.models import RetrievedPassage

_REPLIES: dict[Redirection, str] = {
    "identity": "This is Footnote. It reads the articles that were added here, answers questions "
    "about them, and quotes the sentences that an answer rests on. It knows nothing else.",
    "abilities": "Ask anything that the articles here may say. The answer comes with the sentences "
    "that it rests on; where the articles don't say, Footnote says so.",
    "clock": "Footnote doesn't look at clocks or calendars, only into the articles here.",
    "entertainment": "Footnote makes nothing up, jokes and stories included. It answers questions "
    "about the articles here.",
    "wellbeing": "Footnote is a program, and it is running. It answers questions about the "
    "articles here.",
    "farewell": "Goodbye. The articles stay here.",
    "thanks": "You're welcome. Footnote takes further questions about the articles here.",
    "remark": "That is no question about an article. Footnote answers questions about the articles "
    "here.",
    "greeting": "Hello. Footnote answers questions about the articles here.",
    "sum": "Footnote doesn't calculate; it only says what the articles here say.",
}
_PART_ENDS = re.compile(r"[,;:!?¿¡\n…]+|\.(?!\d)| (?:and|und|y) ", re.IGNORECASE)
_DISCORD_MENTIONS = re.compile(r"<(?:[@#]|a?:)[^<>\s]+>")
_LONGEST = 200  # characters; small talk is short


def redirection(question: str, *, alone: bool = True) -> Redirection | None:
    """Return what a message is that asks about no article, None for everything else.

    Args:
        question: what somebody said, in English, German or Spanish.
        alone: whether it follows nothing and is about no article in particular. If not, "what day
            is it?" may ask for the day of what was spoken of.
    """
    if len(question) > _LONGEST:
        return None
    said = _DISCORD_MENTIONS.sub(" ", question)
    if sum_asked(said) is not None:
        return "sum"
    parts = [part.strip() for part in _PART_ENDS.split(said) if any(map(str.isalnum, part))]
    if not parts:
        return "remark"
    talks = {small_talk(part) for part in parts if not is_address(part)}
    if not talks or None in talks or ("clock" in talks and not alone):
        return None
    return next(talk for talk in TALKS if talk in talks)


def without_small_talk(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """Return a conversation without what asks about no article, and what was said to it.

    Remarks stay: after "yes" and "no" an agent may go on about articles.
    """
    kept: list[Turn] = []
    is_small = False
    for turn in history:
        if turn.speaker == "user":
            is_small = redirection(turn.text, alone=False) not in {None, "remark"}
        if not is_small:
            kept.append(turn)
    return tuple(kept)


def is_named(question: str, retrieved: Sequence[RetrievedPassage]) -> bool:
    """Tell whether passages write the sum that a question consists of, which may be a name then."""
    expression = sum_asked(question)
    return expression is not None and any(
        is_written(expression, f"{each.article.title} {each.passage.text}") for each in retrieved
    )


def reply(redirection: Redirection) -> str:
    """Return the sentences that say, in English, what Footnote is there for instead."""
    return _REPLIES[redirection]
