"""Who words what: the model, or the articles themselves.

The smallest models aren't asked unless the host wants it. Of 60 answerable questions, 49 were
answered in the first sixty words of the best sentences alone, and 48 by what SmolLM2-135M copied
out of them, after seconds; made by a grammar to choose one of these sentences, it chose a right one
for 34, where the first had been right for 40. Points they shorten badly: of 24 sentences it
shortened one without changing what it says, at a second and a half each.
"""

from typing import Literal, TypeGuard

from answer.ports import Generator

Wording = Literal["auto", "quotes", "model"]
"""Who words answers: the articles, the model, or the model if it is large enough."""

_ANSWERS = 300_000_000  # parameters
_POINTS = 1_500_000_000  # smaller models add what the text doesn't say
_QUESTIONS = 1_500_000_000  # smaller models answer the question, or repeat it


def words_answers(generator: Generator | None, wording: Wording) -> TypeGuard[Generator]:
    """Tell whether there is a model that words answers; else they are quotes."""
    return _chosen(generator, wording, at_least=_ANSWERS)


def words_points(generator: Generator | None, wording: Wording) -> TypeGuard[Generator]:
    """Tell whether there is a model that words the points of summaries; else they are sentences."""
    return _chosen(generator, wording, at_least=_POINTS)


def words_questions(generator: Generator | None) -> TypeGuard[Generator]:
    """Tell whether there is a model that words follow-ups as questions of their own.

    What is searched for is no answer, so a small model isn't asked even where models are to word.
    """
    return _chosen(generator, "auto", at_least=_QUESTIONS)


def reads_around(generator: Generator) -> bool:
    """Tell whether a model is given what stands around the evidence, which confuses small ones."""
    return generator.parameters >= _ANSWERS


def _chosen(generator: Generator | None, wording: Wording, *, at_least: int) -> bool:
    if generator is None or wording == "quotes":
        return False
    return wording == "model" or generator.parameters >= at_least
