"""The terminal chat: a line is a question or, with a slash, a command."""

import asyncio
import shlex
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory

from answer.models import Abstention, Answer, Citation, Length, Style, Turn
from bot.errors import TOLD, UserError
from bot.records.eval_questions import EvalQuestions
from bot.samples import sample_files
from bot.terminal.background import Background
from bot.terminal.commands import Commands
from bot.terminal.completion import ChatCompleter
from bot.terminal.terminal import Terminal
from index.models import ArticleCard, ArticleId

_HELP = """\
Type a question, or:
  /add LINK-OR-FILE …    add articles; /add alone takes pasted text, ended by a line with just .
  /import PATH …         add what lists, exports and folders name
  /samples               add the sample articles that come with Footnote
  /articles              list the articles        /show ARTICLE     read one
  /remove ARTICLE        remove one               /refresh ARTICLE  read one anew
  /summarize ARTICLE [brief|standard|detailed] [-- WHAT ABOUT]   its points
  /compare "ARTICLE" "ARTICLE" … [-- WHAT ABOUT]   what they share and where they disagree
  /feed add LINK         follow a feed            /feed list        list the feeds
  /feed remove FEED      follow one no longer
  /good                  the last answer is right: keep its question, to be asked again
  /bad [RIGHT ANSWER]    it is wrong: keep its question, and what would be right
  /eval                  ask the kept questions   /eval list, /eval remove ID
  /open NUMBER           show the last answer's footnote in its article
  /in ARTICLE            ask that article only from now on; /in alone asks all again
  /style brief|standard  how long answers may be
  /help                  this                     /quit             leave (or Ctrl-D)
Ctrl-C stops an answer."""
_GREETING = "Footnote: ask about your articles. /help shows what else there is."
_EMPTY = "There are no articles yet: /add LINK-OR-FILE, or /samples for some to try."
_PASTE_END = "."
_FOCUS = " -- "
_FEED_ACTIONS = ("/feed add", "/feed list", "/feed remove")
_FEED_USAGE = "/feed add LINK, /feed list, /feed remove FEED"
_EVAL_USAGE = "/eval, /eval list, /eval remove ID"
_LENGTHS: tuple[Length, ...] = get_args(Length)
_STYLES: tuple[Style, ...] = get_args(Style)
_TURNS_KEPT = 6

ReadLine = Callable[[str], Awaitable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """The last answer, that somebody may judge, and what was said before it."""

    id: str
    outcome: Answer | Abstention
    history: tuple[Turn, ...]
    article: ArticleId | None


class Chat:
    """Reads lines, runs what they say, and goes on after an error."""

    def __init__(
        self, commands: Commands, terminal: Terminal, background: Background, data_dir: Path
    ) -> None:
        """Run `commands`, feeds in the `background`; keep the history of lines in `data_dir`."""
        self._commands = commands
        self._terminal = terminal
        self._background = background
        self._data_dir = data_dir
        self._history: list[Turn] = []
        self._citations: tuple[Citation, ...] = ()
        self._cited = _now()
        self._judged: _Judged | None = None
        self._article: ArticleCard | None = None
        self._style: Style = "standard"
        self._read_line: ReadLine = _piped_line
        self._read_pasted: ReadLine = _piped_line
        self._actions: dict[str, Callable[[str], Coroutine[object, object, object]]] = {
            "/add": self._add,
            "/ask": self._ask,
            "/import": self._import,
            "/samples": self._samples,
            "/articles": lambda _rest: self._commands.articles(),
            "/show": lambda rest: self._commands.show(_needed(rest, "/show ARTICLE")),
            "/remove": lambda rest: self._commands.remove(_needed(rest, "/remove ARTICLE")),
            "/refresh": lambda rest: self._commands.refresh(_needed(rest, "/refresh ARTICLE")),
            "/summarize": self._summarize,
            "/compare": self._compare,
            "/open": self._open,
            "/feed": self._feed,
            "/good": lambda _rest: self._judge(good=True),
            "/bad": lambda rest: self._judge(good=False, right=rest),
            "/eval": self._evaluate,
            "/in": self._in,
            "/style": self._set_style,
            "/help": self._help,
        }

    async def run(self) -> None:
        """Chat until the input ends."""
        if sys.stdin.isatty():
            await self._greet()
            # Pasted articles don't belong into the history of lines, hence a session of their own.
            self._read_line = self._session().prompt_async
            self._read_pasted = PromptSession[str]().prompt_async
        async for line in self._lines():
            await self._interruptible(self._act(line))

    async def _greet(self) -> None:
        self._terminal.say(_GREETING)
        if not await self._commands.titles():
            self._terminal.say(_EMPTY)

    def _session(self) -> PromptSession[str]:
        return PromptSession(
            history=FileHistory(str(self._data_dir / "history")),
            completer=ChatCompleter(
                [*self._actions, *_FEED_ACTIONS, "/quit"],
                self._commands.titles,
                self._commands.feeds.titles,
            ),
            complete_while_typing=False,
        )

    async def _lines(self) -> AsyncIterator[str]:
        while True:
            try:
                line = (await self._read_line("> ")).strip()
            except EOFError:
                return
            except KeyboardInterrupt:
                continue
            if line == "/quit":
                return
            if line:
                yield line

    async def _interruptible(self, action: Coroutine[object, object, None]) -> None:
        """Run an action that Ctrl-C stops without ending the chat."""
        task = asyncio.ensure_future(action)
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGINT, task.cancel)
        try:
            await task
        except asyncio.CancelledError:
            if not task.cancelled():
                task.cancel()
                raise
            self._terminal.say("Stopped.")
        finally:
            loop.remove_signal_handler(signal.SIGINT)

    async def _act(self, line: str) -> None:
        try:
            if not line.startswith("/"):
                await self._ask(line)
                return
            name, _, rest = line.partition(" ")
            if name not in self._actions:
                raise UserError(f"There is no command {name}. /help shows what there is.")
            await self._actions[name](rest.strip())
        except TOLD as error:
            self._terminal.complain(str(error))

    async def _add(self, rest: str) -> None:
        if rest:
            await self._commands.additions.add_all(_places(rest), title=None, url=None)
            return
        self._terminal.say(f"Paste the text; a line with just {_PASTE_END} ends it.")
        lines = []
        try:
            while (line := await self._read_pasted("")) != _PASTE_END:
                lines.append(line)
        except EOFError:
            pass
        except KeyboardInterrupt:
            self._terminal.say("Nothing was added.")
            return
        await self._commands.additions.add_text("\n".join(lines))

    async def _import(self, rest: str) -> None:
        places = _places(_needed(rest, "/import PATH"))
        await self._commands.additions.import_all([Path(place) for place in places])
        await self._background.begin_if_needed()

    async def _samples(self, _rest: str) -> None:
        await self._commands.additions.add_all(
            [str(path) for path in sample_files()], title=None, url=None
        )

    async def _ask(self, question: str) -> None:
        outcome = await self._commands.ask(
            _needed(question, "/ask QUESTION"),
            history=self._history,
            article=None if self._article is None else self._article.id,
            style=self._style,
        )
        self._citations = outcome.citations if isinstance(outcome, Answer) else ()
        self._cited = _now()
        self._judged = _Judged(
            id=EvalQuestions.new_id(),
            outcome=outcome,
            history=tuple(self._history),
            article=None if self._article is None else self._article.id,
        )
        self._history = [
            *self._history,
            Turn(speaker="user", text=question),
            Turn(speaker="agent", text=_said(outcome)),
        ][-_TURNS_KEPT:]

    async def _summarize(self, rest: str) -> None:
        rest, _, focus = (part.strip() for part in rest.partition(_FOCUS))
        article, _, last = rest.rpartition(" ")
        length: Length = "standard"
        for choice in _LENGTHS:
            if article and last == choice:
                rest, length = article, choice
        article = _needed(rest, "/summarize ARTICLE")
        [summary] = await self._commands.summaries.summarize([article], length=length, focus=focus)
        self._citations = summary.citations
        self._cited = _now()

    async def _compare(self, rest: str) -> None:
        rest, _, subject = (part.strip() for part in rest.partition(_FOCUS))
        articles = _places(_needed(rest, "/compare ARTICLE ARTICLE …"))
        comparison = await self._commands.summaries.compare(
            articles, length="standard", subject=subject
        )
        self._citations = comparison.citations
        self._cited = _now()

    async def _open(self, rest: str) -> None:
        citation = next((c for c in self._citations if str(c.marker) == rest), None)
        if citation is None:
            raise UserError("That isn't a footnote of the last answer: /open NUMBER")
        await self._commands.open(citation, cited=self._cited)

    async def _feed(self, rest: str) -> None:
        action, _, rest = rest.partition(" ")
        match action, rest.strip():
            case "add", link if link:
                await self._commands.feeds.add(link)
                await self._background.begin()
            case "list", "":
                await self._commands.feeds.show_all()
            case "remove", feed if feed:
                await self._commands.feeds.remove(feed)
            case _:
                raise UserError(f"Something is missing: {_FEED_USAGE}")

    async def _judge(self, *, good: bool, right: str = "") -> None:
        last = self._judged
        if last is None:
            raise UserError("Nothing has been answered yet.")
        await self._commands.evals.keep(
            last.id,
            last.outcome,
            good=good,
            right=right,
            history=last.history,
            article=last.article,
        )

    async def _evaluate(self, rest: str) -> None:
        action, _, named = rest.partition(" ")
        match action, named.strip():
            case "list", "":
                await self._commands.evals.show_kept()
            case "remove", question_id if question_id:
                await self._commands.evals.remove(question_id)
            case "", "":
                await self._commands.evals.evaluate()
            case _:
                raise UserError(f"Something is missing: {_EVAL_USAGE}")

    async def _in(self, rest: str) -> None:
        self._article = await self._commands.find(rest) if rest else None
        where = "all articles" if self._article is None else f"“{self._article.title}”"
        self._terminal.say(f"Asking {where} from now on.")

    async def _set_style(self, rest: str) -> None:
        chosen = next((style for style in _STYLES if style == rest), None)
        if chosen is None:
            raise UserError(f"That isn't a style: /style {'|'.join(_STYLES)}")
        self._style = chosen
        self._terminal.say(f"Answers are {chosen} from now on.")

    async def _help(self, _rest: str) -> None:
        self._terminal.say(_HELP)


def _places(rest: str) -> list[str]:
    try:
        return shlex.split(rest)
    except ValueError:
        raise UserError("A quotation mark is missing its partner.") from None


def _needed(text: str, usage: str) -> str:
    if not text:
        raise UserError(f"Something is missing: {usage}")
    return text


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _said(outcome: Answer | Abstention) -> str:
    return outcome.text if isinstance(outcome, Answer) else outcome.reason


async def _piped_line(_prompt: str) -> str:
    line: str = await asyncio.to_thread(sys.stdin.readline)
    if not line:
        raise EOFError
    return line.rstrip("\r\n")
