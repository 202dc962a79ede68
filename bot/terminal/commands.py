"""What a person can do in the terminal; the command line and the chat both call these."""

from collections.abc import Sequence
from contextlib import aclosing, nullcontext
from pathlib import Path
from typing import Any

from answer.models import Abstention, Answer, Citation, Style, Turn
from bot.assembly import Assembly
from bot.doctor.examination import examine
from bot.errors import UserError
from bot.terminal import versions
from bot.terminal.additions import Additions
from bot.terminal.batch import answer_batch, read_batch
from bot.terminal.evaluating import EvalCommands
from bot.terminal.feed_commands import FeedCommands
from bot.terminal.summary_commands import SummaryCommands
from bot.terminal.terminal import Terminal
from bot.terminal.wire import outcome_json
from index.models import ArticleCard, ArticleId, Corpus
from index.tracing import traced

DEFAULT_CORPUS = Corpus("local")
_QUESTION_LIMIT = 2_000  # characters; longer ones are pasted articles


class Commands:
    """The use cases of the terminal, over one corpus.

    Attributes:
        additions: what brings articles into that corpus.
        feeds: the use cases of feeds, over the same.
        summaries: the use cases of summaries and comparisons, over the same.
        evals: the use cases of questions whose answers are known, over the same.
    """

    def __init__(self, assembly: Assembly, terminal: Terminal, corpus: Corpus) -> None:
        """Work on `corpus` with the parts of `assembly`, and print on `terminal`."""
        self._assembly = assembly
        self._terminal = terminal
        self._corpus = corpus
        self.additions = Additions(assembly, terminal, corpus)
        self.feeds = FeedCommands(assembly, terminal, corpus)
        self.summaries = SummaryCommands(assembly, terminal, corpus, self.find)
        self.evals = EvalCommands(assembly, terminal, corpus, self.find)

    async def articles(self) -> None:
        """List the articles."""
        catalogue = await self._assembly.catalogue()
        await self._check_corpus()
        cards = await catalogue.cards(self._corpus)
        waiting = await self.feeds.waiting()
        if cards:
            self._terminal.cards(cards)
        if waiting:
            self._terminal.say(_waiting(waiting))
        elif not cards:
            self._terminal.say("No articles yet. Add one with: footnote add LINK-OR-FILE")

    async def show(self, article: str, *, at: int | None = None) -> None:
        """Print an article, with the sentence at a character offset marked."""
        catalogue = await self._assembly.catalogue()
        card = await self.find(article)
        whole = await catalogue.article(self._corpus, card.id)
        marked = None
        if at is not None:
            passages = await catalogue.article_passages(self._corpus, card.id)
            spans = [(s.start, s.end) for passage in passages for s in passage.sentences]
            marked = next((span for span in spans if span[0] <= at < span[1]), None)
            if marked is None:
                raise UserError(f"No sentence of “{card.title}” stands at {at}.")
        history = await catalogue.history(self._corpus, card.id)
        self._terminal.article(whole, marked=marked, history=history)

    async def refresh(self, article: str) -> bool:
        """Read an article anew from its link. Return whether it worked."""
        return await versions.refresh(self._assembly, self._terminal, await self.find(article))

    async def remove(self, article: str) -> None:
        """Remove an article."""
        card = await self.find(article)
        await (await self._assembly.index()).ingestion.remove(self._corpus, card.id)
        self._terminal.say(f"Removed “{card.title}”.")

    async def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        article: str | None = None,
        style: Style = "standard",
        trace: bool = False,
    ) -> Answer | Abstention:
        """Answer a question, from one article only if it is named, and show it as it comes.

        With a trace, where its time went is shown below.
        """
        only = await self._only(question, article)
        answering = (await self._assembly.answers()).answering
        events = answering.answer(
            self._corpus, question, history=history, article=only, style=style
        )
        with traced() if trace else nullcontext():
            async with aclosing(events):
                outcome = await self._terminal.answer(events)
        if trace:
            self._terminal.trace(outcome.seconds)
        return outcome

    async def ask_json(
        self, question: str, *, article: str | None = None, style: Style = "standard"
    ) -> dict[str, Any]:
        """Answer a question and return it as a JSON object."""
        only = await self._only(question, article)
        answering = (await self._assembly.answers()).answering
        with traced():
            outcome = await answering.outcome(self._corpus, question, article=only, style=style)
        return outcome_json(outcome)

    async def ask_batch(
        self,
        batch: Path,
        output: Path,
        *,
        article: str | None = None,
        style: Style = "standard",
    ) -> None:
        """Answer the questions of a file, one JSON object a line, in order."""
        questions = read_batch(batch)
        only = await self._only("", article)
        answering = (await self._assembly.answers()).answering
        with self._terminal.progress("Answering") as report:
            await answer_batch(
                answering,
                self._corpus,
                questions,
                output,
                article=only,
                style=style,
                at_once=self._assembly.settings.parallel,
                report=report,
            )

    async def open(self, citation: Citation, *, cited: str) -> None:
        """Print the quote that was cited at a time in its article, or what became of it since."""
        await versions.open_quote(self._assembly, self._terminal, citation, cited=cited)

    async def reindex(self) -> None:
        """Rebuild the vectors and the word index from the catalogue."""
        with self._terminal.progress("Reindexing") as report:
            passages = await self._assembly.reindex(report)
        self._terminal.say(f"Reindexed {passages} passages.")

    async def doctor(self) -> bool:
        """Check the folder, the models and the store. Return whether all is well."""
        return await examine(self._assembly, self._terminal)

    async def find(self, article: str) -> ArticleCard:
        """Return the article a person means: by id, the beginning of an id, title or link.

        Raises:
            UserError: no article fits, or several do.
        """
        await self._check_corpus()
        fits = await (await self._assembly.catalogue()).find(self._corpus, article)
        if not fits:
            raise UserError(f"No article fits “{article}”. `footnote articles` lists them all.")
        exact = [card for card in fits if article in {card.id, card.title, card.url}]
        if len(exact) == 1:
            return exact[0]
        if len(fits) > 1:
            named = ", ".join(f"“{card.title}” ({card.id})" for card in fits[:3])
            raise UserError(f"Several articles fit “{article}”: {named}. Name one by its id.")
        return fits[0]

    async def titles(self) -> list[str]:
        """Return the titles of all articles."""
        return [card.title for card in await (await self._assembly.catalogue()).cards(self._corpus)]

    async def _only(self, question: str, article: str | None) -> ArticleId | None:
        """Return the article that a question is to be answered from, None for all.

        Raises:
            UserError: the question can't be asked, or no single article fits.
        """
        await self._check_askable(question)
        return None if article is None else (await self.find(article)).id

    async def _check_askable(self, question: str) -> None:
        if len(question) > _QUESTION_LIMIT:
            raise UserError(f"That question is longer than {_QUESTION_LIMIT} characters.")
        await self._check_corpus()
        if not await (await self._assembly.catalogue()).passage_count(self._corpus):
            raise UserError(
                "There is nothing to answer from yet. Add an article first: "
                "footnote add LINK-OR-FILE"
            )

    async def _check_corpus(self) -> None:
        if self._corpus == DEFAULT_CORPUS:
            return
        corpora = await (await self._assembly.catalogue()).corpora()
        if self._corpus not in corpora:
            known = ", ".join(corpora) or "none yet"
            raise UserError(f"There is no corpus “{self._corpus}”. Known corpora: {known}.")


def _waiting(count: int) -> str:
    what = "One article of a feed waits" if count == 1 else f"{count} articles of feeds wait"
    return f"{what} to be added."
