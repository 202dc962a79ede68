"""What people see in the terminal: answers as they come, footnotes, lists, progress."""

import contextlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from answer.models import (
    Abstention,
    Answer,
    Citation,
    Claim,
    Drafted,
    EvidenceFound,
    PointFound,
    Summary,
)
from bot.links import quote_link
from index.models import Article, ArticleCard, RetrievedPassage

AnswerEvents = AsyncIterator[EvidenceFound | Drafted | Answer | Abstention]
SummaryEvents = AsyncIterator[PointFound | Summary]
Report = Callable[[int, int | None], None]

_NEAREST_CHARACTERS = 240
_NOTE_INDENT = 4
_RULE = "─" * 40


class Terminal:
    """Prints for a person; what goes to a pipe has neither colours nor motion."""

    def __init__(self, console: Console, *, notices: Console) -> None:
        """Print results on `console`; progress and complaints on `notices`."""
        self.console = console
        self._notices = notices

    def say(self, text: str) -> None:
        """Print a plain sentence."""
        self.console.print(Text(text))

    def complain(self, text: str) -> None:
        """Print a sentence about something that went wrong."""
        self._notices.print(Text(text, style="red"))

    async def answer(self, events: AnswerEvents) -> Answer | Abstention:
        """Show an answer as it comes and, in its place, its checked form; return it."""
        draft = Text(style="dim")
        found: tuple[str, ...] = ()
        with self._live("Looking through the articles…") as show:
            async for event in events:
                match event:
                    case EvidenceFound(evidence=evidence):
                        found = tuple(" ".join(item.text.split()) for item in evidence)
                        show(_draft_view(found, draft))
                    case Drafted(text=text):
                        draft.append(text)
                        show(_draft_view(found, draft))
                    case Answer() | Abstention():
                        outcome = event
        if isinstance(outcome, Answer):
            self.console.print(_answer_view(outcome))
        else:
            self.console.print(_abstention_view(outcome))
        return outcome

    async def summary(self, events: SummaryEvents) -> Summary:
        """Show how far a summary is and, in its place, the summary; return it."""
        with self._live("Reading the article…") as show:
            async for event in events:
                match event:
                    case PointFound(done=done, total=total):
                        show(Spinner("dots", Text(f"Point {done + 1} of {total}…", style="dim")))
                    case Summary():
                        summary = event
        self.console.print(_summary_view(summary))
        return summary

    def cards(self, cards: Sequence[ArticleCard]) -> None:
        """Print a list of articles."""
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
        table.add_column("id", no_wrap=True)
        table.add_column("title", overflow="fold")
        table.add_column("site", overflow="fold")
        table.add_column("date", no_wrap=True)
        table.add_column("words", justify="right", no_wrap=True)
        for card in cards:
            table.add_row(
                Text(card.id),
                Text(card.title, style="bold"),
                Text(card.site or ""),
                Text(card.published or ""),
                f"{card.words:,}",
            )
        self.console.print(table)

    def article(self, article: Article, *, marked: tuple[int, int] | None = None) -> None:
        """Print an article, with a span of its text marked."""
        self.console.print(_card_line(article.card))
        self.console.print()
        text = Text(article.text)
        if marked is not None:
            text.stylize("bold reverse", *marked)
        self.console.print(text)

    def passage(self, article: Article, citation: Citation, *, around: int = 400) -> None:
        """Print a quote, marked, in the text it stands in."""
        start = article.text.rfind("\n\n", 0, max(citation.start - around, 0)) + 1
        end = article.text.find("\n\n", min(citation.end + around, len(article.text)))
        shown = Text(article.text[start : end if end >= 0 else None].strip("\n"))
        offset = start + len(article.text[start:]) - len(article.text[start:].lstrip("\n"))
        shown.stylize("bold reverse", citation.start - offset, citation.end - offset)
        self.console.print(_card_line(article.card))
        self.console.print(_indented(shown))

    @contextlib.contextmanager
    def progress(self, label: str, *, unit: str = "items") -> Iterator[Report]:
        """Show a progress bar while in the block; the yielded function takes (done, total)."""
        if not self._notices.is_terminal:
            yield lambda _done, _total: None
            return
        amount = DownloadColumn() if unit == "bytes" else MofNCompleteColumn()
        columns = (TextColumn("{task.description}"), BarColumn(), amount)
        with Progress(*columns, console=self._notices, transient=True) as bars:
            task = bars.add_task(label, total=None)

            def report(done: int, total: int | None) -> None:
                bars.update(task, completed=done, total=total)

            yield report

    @contextlib.contextmanager
    def _live(self, waiting: str) -> Iterator[Callable[[RenderableType], None]]:
        if not self.console.is_terminal:
            yield lambda _view: None
            return
        spinner = Spinner("dots", Text(waiting, style="dim"))
        with Live(spinner, console=self.console, transient=True, refresh_per_second=12) as live:
            yield live.update


def _draft_view(found: Sequence[str], draft: Text) -> RenderableType:
    quotes = [Text(f"“{quote}”", style="dim italic") for quote in found]
    return Group(*quotes, Text(), Spinner("dots", draft))


def _answer_view(answer: Answer) -> RenderableType:
    prose = Text()
    for claim in answer.claims:
        prose.append(claim.text)
        prose.append(" " + "".join(f"[{marker}]" for marker in claim.citations), style="cyan")
        prose.append(" ")
    prose.rstrip()
    return Group(Text(), prose, *_notes(answer.claims, answer.citations))


def _summary_view(summary: Summary) -> RenderableType:
    points = []
    for point in summary.points:
        line = Text("• ")
        line.append(point.text)
        line.append(" " + "".join(f"[{marker}]" for marker in point.citations), style="cyan")
        points.append(Padding(line, (0, 0, 0, 2), expand=False))
    return Group(
        Text(), _card_line(summary.article), *points, *_notes(summary.points, summary.citations)
    )


def _abstention_view(abstention: Abstention) -> RenderableType:
    parts: list[RenderableType] = [Text(), Text(abstention.reason, style="bold")]
    if abstention.nearest:
        parts += [Text("The nearest passages:", style="dim")]
        parts += [_nearest_view(passage) for passage in abstention.nearest]
    return Group(*parts, Text())


def _nearest_view(retrieved: RetrievedPassage) -> RenderableType:
    text = " ".join(retrieved.passage.text.split())
    if len(text) > _NEAREST_CHARACTERS:
        text = text[:_NEAREST_CHARACTERS].rsplit(" ", 1)[0] + " …"
    return Padding(
        Group(Text(text, style="italic"), _card_line(retrieved.article)),
        (0, 0, 0, _NOTE_INDENT),
        expand=False,
    )


def _notes(claims: Sequence[Claim], citations: Sequence[Citation]) -> list[RenderableType]:
    notes: list[RenderableType] = [Text(_RULE, style="dim")]
    for citation in citations:
        quote = Text.assemble(
            (f"[{citation.marker}] ", "cyan"), f"“{' '.join(citation.quote.split())}”"
        )
        notes += [
            quote,
            Padding(_card_line(citation.article, citation), (0, 0, 0, _NOTE_INDENT), expand=False),
        ]
    return [*notes, Text()]


def _indented(view: RenderableType) -> Padding:
    return Padding(view, (0, 0, 0, _NOTE_INDENT), expand=False)


def _card_line(card: ArticleCard, citation: Citation | None = None) -> Text:
    """Return one line that names an article: title, site, author, date and link or id."""
    line = Text(style="dim")
    line.append(card.title, style="bold")
    for part in (card.site, card.author, card.published):
        if part:
            line.append(f" · {part}")
    if card.url is None:
        place = f"footnote show {card.id}"
        line.append(f" · {place}" + (f" --at {citation.start}" if citation else ""))
    else:
        target = quote_link(card.url, citation.quote) if citation else card.url
        line.append(" · ")
        line.append(card.url, style=f"link {target}")
    return line
