"""What is searched for in place of a question: standing alone, without slips of the pen.

The rules of `answer.conversation` decide whether a question is a follow-up, and complete it. A
model that is large enough words it as a question of its own, with nothing in it that the
conversation doesn't have; what it adds is no question that somebody asked.
"""

import logging
from collections.abc import Sequence
from contextlib import aclosing

from answer.conversation import standalone
from answer.models import Turn
from answer.ports import Generator, Speller
from answer.prompts import rewriting_prompt
from answer.wording import words_questions
from index.function_words import content_terms
from index.models import Corpus

_log = logging.getLogger(__name__)

_TURNS = 6  # of the conversation are shown to the model
_REPLY_TOKENS = 64
_LONGEST = 300  # characters
_LANGUAGE = "en"  # whose word forms are compared: of others, fewer fit, and the rules decide


class Rewriting:
    """Turns what somebody asked into what is searched for."""

    def __init__(
        self,
        *,
        generator: Generator | None,
        speller: Speller,
        crashes: tuple[type[Exception], ...] = (),
    ) -> None:
        """Word with `generator` if it is large enough; put slips right with `speller`.

        Args:
            generator: the model; None where there is none.
            speller: knows how the articles spell their words.
            crashes: errors of the model that cost its wording only: the rules have one, too.
        """
        self._generator = generator
        self._speller = speller
        self._crashes = crashes

    async def rewritten(self, corpus: Corpus, question: str, history: Sequence[Turn]) -> str:
        """Return what to search for.

        Args:
            corpus: whose articles will be searched.
            question: what was asked.
            history: the conversation before it, oldest first.

        Raises:
            index.errors.CatalogueError: the catalogue can't be read.
            engine.errors.ModelError: the model failed.
        """
        alone = standalone(question, history)
        if alone != question and words_questions(self._generator):
            try:
                alone = await _worded(self._generator, question, history) or alone
            except self._crashes as error:
                _log.warning("The model failed to word a question (%s).", type(error).__name__)
        return await self._speller.respelled(corpus, alone)


async def _worded(generator: Generator, question: str, history: Sequence[Turn]) -> str | None:
    """Return the model's wording, None where it isn't one of this question."""
    prompt = rewriting_prompt(question, history[-_TURNS:])
    tokens = await generator.count_tokens(system=prompt.system, user=prompt.user)
    if tokens + _REPLY_TOKENS > generator.context_tokens:
        return None
    async with aclosing(
        generator.generate(
            system=prompt.system, user=prompt.user, max_tokens=_REPLY_TOKENS, stop=("\n",)
        )
    ) as pieces:
        wording = "".join([piece async for piece in pieces]).strip().strip('"“”„«»').strip()
    said = " ".join([question, *(turn.text for turn in history)])
    return wording if _is_of(wording, question, said) else None


def _is_of(wording: str, question: str, said: str) -> bool:
    """Tell whether a wording keeps to what was said, and to most of what was asked."""
    if not wording or len(wording) > _LONGEST:
        return False
    worded, asked = (set(content_terms(text, _LANGUAGE)) for text in (wording, question))
    kept = len(worded & asked) * 2 >= len(asked)
    return kept and worded <= set(content_terms(said, _LANGUAGE))
