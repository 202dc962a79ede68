"""What the model is asked: one prompt per task, all of them here.

The wording was chosen on small models, which copy well and obey poorly: little text, the task last,
and no talk of citations, since markers are set by the checked claims and never by the model. An
answer is asked for as a copy, because only what stands in the evidence is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.models import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """The two texts a model is given; the system text may be empty."""

    system: str
    user: str


_POINT_SYSTEM = (
    "You summarize. Reply with one sentence, in the words of the text wherever you can. "
    "Name who and what it is about. Add nothing that the text doesn't say."
)


def answer_prompt(question: str, evidence: Sequence[Evidence]) -> Prompt:
    """Return the prompt that asks for the sentence of the evidence that answers."""
    text = "\n".join(item.text for item in evidence)
    task = "Copy from the text above, word for word, the sentence that answers this question:"
    return Prompt(system="", user=f"{text}\n\n{task} {question}")


def point_prompt(text: str, *, subject: str) -> Prompt:
    """Return the prompt that asks what a part of an article says about a subject."""
    task = f"In one sentence, the main thing that the text above says about {subject}:"
    return Prompt(system=_POINT_SYSTEM, user=f"{text}\n\n{task}")
