"""The conversation before a question."""

from answer.models import Turn
from bot.asking.inquiries import Inquiry
from bot.records.answers import Answers


async def history_of(answers: Answers, inquiry: Inquiry) -> tuple[Turn, ...]:
    """Return what was said before a question, oldest first: answers, and the text it is about."""
    turns: list[Turn] = []
    if inquiry.parent is not None:
        for record in await answers.conversation(inquiry.parent):
            if record.corpus == inquiry.corpus:
                turns.append(Turn(speaker="user", text=record.question))
                turns.append(Turn(speaker="agent", text=" ".join(record.claims)))
    if inquiry.about:
        turns.append(Turn(speaker="user", text=inquiry.about))
    return tuple(turns)
