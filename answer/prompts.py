"""What the model is asked: one prompt per task, all of them here.

The wording was chosen on small models, which copy well and obey poorly: little text, the task last,
and no talk of citations, since markers are set by the checked claims and never by the model.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.models import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """The two texts a model is given."""

    system: str
    user: str


_ANSWER_SYSTEM = (
    "You answer questions from the given text. Reply with one short sentence, "
    "in the words of the text. Add nothing that the text does not say."
)
_POINT_SYSTEM = (
    "You shorten sentences. Reply with one short sentence that says the same "
    "in the words of the text. Add nothing."
)


def answer_prompt(question: str, evidence: Sequence[Evidence]) -> Prompt:
    """Return the prompt that asks for a one-sentence answer from the evidence."""
    text = "\n".join(item.text for item in evidence)
    return Prompt(system=_ANSWER_SYSTEM, user=f"Text: {text}\n\nQuestion: {question}\nAnswer:")


def point_prompt(sentence: str) -> Prompt:
    """Return the prompt that asks for a sentence, shortened."""
    return Prompt(system=_POINT_SYSTEM, user=f"Text: {sentence}\n\nShort:")
