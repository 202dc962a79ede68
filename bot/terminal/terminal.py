"""Prints for a person: answers as they come, footnotes, lists, progress."""

import contextlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Protocol

from rich.console import Console, RenderableType
from rich.live import Live
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from answer.models import (
    Abstention,
    Answer,
    Citation,
    Comparison,
    Drafted,
    EvidenceFound,
    PartRead,
    PointFound,
    Seconds,
    Summary,
)
from bot.secrets import Secrets
from bot.terminal import views
from bot.terminal.comparison_views import comparison_view
from bot.terminal.trace_views import trace_view
from bot.terminal.version_views import history_view, quotation_view
from bot.terminal.views import Manner
from index.models import Article, ArticleCard, ArticleVersion
from index.quotations import Quotation

AnswerEvents = AsyncIterator[EvidenceFound | Drafted | Answer | Abstention]
ComparisonEvents = AsyncIterator[PartRead | PointFound | Comparison]
SummaryEvents = AsyncIterator[PartRead | PointFound | Summary]


class Report(Protocol):
    """Is told how far a long piece of work is."""

    def __call__(self, done: int, total: int | None, told: str = "", /) -> None:
        """Show that `done` of `total` is through, and `told` beside it."""
        ...


class Terminal:
    """A person's terminal; what goes to a pipe has neither colours nor motion."""

    def __init__(self, console: Console, *, notices: Console, chat: bool = False) -> None:
        """Print results on `console`, progress and complaints on `notices`."""
        self.console = console
        self._notices = notices
        self._manner = Manner(chat=chat, clickable=console.is_terminal)
        self._secrets = Secrets()

    def hide(self, secrets: Secrets) -> None:
        """Show none of these in a complaint, whatever an error says."""
        self._secrets = secrets

    def say(self, text: str) -> None:
        """Print a plain sentence."""
        self.console.print(Text(text))

    def complain(self, text: str) -> None:
        """Print a sentence about something that went wrong."""
        self._notices.print(Text(self._secrets.scrubbed(text), style="red"))

    async def answer(self, events: AnswerEvents) -> Answer | Abstention:
        """Show an answer as it comes and, in its place, its checked form; return it."""
        draft = Text(style="dim")
        quotes: tuple[str, ...] = ()
        with self._live("Looking through the articles…") as show:
            async for event in events:
                match event:
                    case EvidenceFound(evidence=evidence):
                        quotes = tuple(" ".join(item.text.split()) for item in evidence)
                        show(views.draft_view(quotes, draft))
                    case Drafted(text=text):
                        draft.append(text)
                        show(views.draft_view(quotes, draft))
                    case Answer() | Abstention():
                        outcome = event
        if isinstance(outcome, Answer):
            self.console.print(views.answer_view(outcome, self._manner))
        else:
            self.console.print(views.abstention_view(outcome))
        return outcome

    def trace(self, seconds: Seconds) -> None:
        """Show where the time of an answer went."""
        self.console.print(trace_view(seconds))

    async def summary(self, events: SummaryEvents) -> Summary:
        """Show how far a summary is and, in its place, the summary; return it."""
        with self._live("Reading the article…") as show:
            async for event in events:
                match event:
                    case PartRead(done=done, total=total) if total > 1:
                        show(views.waiting_view(f"Reading part {done + 1} of {total}…"))
                    case PointFound(done=done, total=total):
                        show(views.waiting_view(f"Point {done + 1} of {total}…"))
                    case Summary():
                        summary = event
        self.console.print(views.summary_view(summary, self._manner))
        return summary

    async def comparison(self, events: ComparisonEvents) -> Comparison:
        """Show how far a comparison is and, in its place, the comparison; return it."""
        with self._live("Reading the articles…") as show:
            async for event in events:
                match event:
                    case PartRead(done=done, total=total):
                        show(views.waiting_view(f"Reading article {done + 1} of {total}…"))
                    case PointFound(done=done, total=total):
                        show(views.waiting_view(f"Point {done + 1} of {total}…"))
                    case Comparison():
                        comparison = event
        self.console.print(comparison_view(comparison, self._manner))
        return comparison

    def cards(self, cards: Sequence[ArticleCard]) -> None:
        """Print a list of articles."""
        self.console.print(views.cards_view(cards))

    def article(
        self,
        article: Article,
        *,
        marked: tuple[int, int] | None = None,
        history: Sequence[ArticleVersion] = (),
    ) -> None:
        """Print an article, with a span of its text marked, and below it its versions."""
        self.console.print(views.article_view(article, marked))
        if len(history) > 1:
            self.console.print(history_view(history))

    def quotation(self, citation: Citation, found: Quotation) -> None:
        """Print a quote, marked, in the text it stands in, or what became of it."""
        self.console.print(quotation_view(citation, found))

    @contextlib.contextmanager
    def progress(self, label: str, *, unit: str = "items") -> Iterator[Report]:
        """Show a progress bar while in the block; the yielded function takes (done, total)."""
        if not self._notices.is_terminal:
            yield lambda _done, _total, _told="": None
            return
        amount = DownloadColumn() if unit == "bytes" else MofNCompleteColumn()
        told = TextColumn("{task.fields[told]}", style="dim", markup=False)
        columns = (TextColumn("{task.description}"), BarColumn(), amount, told)
        with Progress(*columns, console=self._notices, transient=True) as bars:
            task = bars.add_task(label, total=None, told="")

            def report(done: int, total: int | None, told: str = "", /) -> None:
                bars.update(task, completed=done, total=total, told=told)

            yield report

    @contextlib.contextmanager
    def _live(self, waiting: str) -> Iterator[Callable[[RenderableType], None]]:
        if not self.console.is_terminal:
            yield lambda _view: None
            return
        view = views.waiting_view(waiting)
        with Live(view, console=self.console, transient=True, refresh_per_second=12) as live:
            yield live.update
