import io
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import TypeVar

import pytest
from rich.console import Console

from answer.models import (
    Abstention,
    Answer,
    Citation,
    Claim,
    Drafted,
    EvidenceFound,
    PointFound,
    Seconds,
    Summary,
)
from bot.terminal.terminal import Terminal
from bot.terminal.wire import outcome_json
from index.models import Article, ArticleCard
from index.quotations import Quotation
from tests.answer.fakes import card, evidence, retrieved

SECONDS = Seconds(retrieve=0.1, first_token=0.2, total=0.3)
TEXT = "The start.\n\nThe trawler [red]sank[/red] in 1911. Nobody drowned.\n\nThe end."
QUOTE = "The trawler [red]sank[/red] in 1911."
T = TypeVar("T")


def _terminal(*, chat: bool = False, window: bool = False) -> tuple[Terminal, io.StringIO]:
    shown = io.StringIO()
    console = Console(file=shown, width=200, force_terminal=window, highlight=False)
    return Terminal(console, notices=Console(file=io.StringIO()), chat=chat), shown


def _citation(article: ArticleCard) -> Citation:
    start = TEXT.index(QUOTE)
    return Citation(marker=1, article=article, quote=QUOTE, start=start, end=start + len(QUOTE))


def _answer(text: str, article: ArticleCard) -> Answer:
    return Answer(
        question="q",
        claims=(Claim(text=text, citations=(1,)),),
        citations=(_citation(article),),
        retrieved=(),
        answerability=0.5,
        seconds=SECONDS,
        prompt_tokens=0,
    )


async def _stream(events: Sequence[T]) -> AsyncIterator[T]:
    for event in events:
        yield event


async def test_a_footnote_has_the_quote_and_opens_it() -> None:
    """Below the answer stand the quote, what to type to open it, and no markup is interpreted."""
    terminal, shown = _terminal()
    await terminal.answer(_stream([_answer("It sank.", card("Sea"))]))
    assert "It sank. [1]" in shown.getvalue()
    assert f"[1] “{QUOTE}”" in shown.getvalue()
    assert f"footnote show Sea --at {TEXT.index(QUOTE)}" in shown.getvalue()


async def test_a_quote_that_is_the_answer_is_shown_in_full_once() -> None:
    """Where the claim is the quote itself, its footnote shows how it begins and ends."""
    terminal, shown = _terminal()
    quote = "The trawler, forty-one years old and only just paid off, sank in the harbour in 1911."
    answer = _answer(f'"{quote}"', card("Sea"))
    citation = replace(answer.citations[0], quote=quote)
    await terminal.answer(_stream([replace(answer, citations=(citation,))]))
    assert shown.getvalue().count(quote) == 1
    assert "[1] “The trawler, forty-one years old and … the harbour in 1911.”" in shown.getvalue()


async def test_a_chat_opens_footnotes_by_number() -> None:
    """In the chat the hint is /open."""
    terminal, shown = _terminal(chat=True)
    await terminal.answer(_stream([_answer("It sank.", card("Sea"))]))
    assert "/open 1" in shown.getvalue()


@pytest.mark.parametrize(("window", "plain"), [(True, False), (False, True)])
async def test_a_link_opens_the_page_at_the_quote(window: bool, plain: bool) -> None:
    """In a window the link is clickable and short; in a pipe it is spelt out."""
    terminal, shown = _terminal(window=window)
    await terminal.answer(_stream([_answer("It sank.", card("Sea", url="https://sea.example/a"))]))
    assert "https://sea.example/a#:~:text=The%20trawler" in shown.getvalue()
    assert ("\x1b]8;" in shown.getvalue()) is not plain


async def test_drafts_never_reach_a_pipe() -> None:
    """What isn't checked yet is shown in a window only, and leaves nothing behind."""
    terminal, shown = _terminal()
    events: list[EvidenceFound | Drafted | Answer | Abstention] = [
        EvidenceFound(evidence=(evidence("Found."),)),
        Drafted(text="INVENTED"),
        _answer("It sank.", card("Sea")),
    ]
    await terminal.answer(_stream(events))
    assert "INVENTED" not in shown.getvalue()


async def test_an_abstention_shows_the_nearest_passages() -> None:
    """The reason comes first, then what was looked for; long passages are cut at a word."""
    terminal, shown = _terminal()
    abstention = Abstention(
        question="And when?",
        kind="not-said",
        reason="The articles don't say.",
        searched="Who sank? And when?",
        nearest=(retrieved("word " * 100),),
        retrieved=(),
        answerability=0.5,
        seconds=SECONDS,
        prompt_tokens=0,
    )
    await terminal.answer(_stream([abstention]))
    assert "The articles don't say." in shown.getvalue()
    assert "Looked for: Who sank? And when?" in shown.getvalue()
    assert "It is mentioned here:" in shown.getvalue()
    assert "word …" in shown.getvalue()


async def test_a_contradicted_question_shows_the_sentence_alone() -> None:
    """What contradicts it is quoted with its article; the nearest passages would only distract."""
    terminal, shown = _terminal()
    abstention = Abstention(
        question="Why did it float?",
        kind="contradicted",
        reason="That seems to assume something that an article contradicts.",
        searched="Why did it float?",
        nearest=(retrieved("word " * 100),),
        retrieved=(),
        answerability=0.05,
        seconds=SECONDS,
        prompt_tokens=0,
        contradicted_by=_citation(card("Sea")),
    )
    await terminal.answer(_stream([abstention]))
    assert f"“{QUOTE}”" in shown.getvalue()
    assert "Sea" in shown.getvalue()
    assert "word …" not in shown.getvalue()
    assert outcome_json(abstention)["citations"][0]["quote"] == QUOTE


async def test_a_summary_lists_its_points() -> None:
    """Each point is a line with its marker."""
    terminal, shown = _terminal()
    summary = Summary(
        article=card("Sea"),
        length="brief",
        points=(Claim(text="It sank.", citations=(1,)),),
        citations=(_citation(card("Sea")),),
    )
    await terminal.summary(_stream([PointFound(done=0, total=1), summary]))
    assert "• It sank. [1]" in shown.getvalue()


def test_an_opened_footnote_is_marked_in_its_paragraphs() -> None:
    """The quote, and nothing else, is marked in the text around it."""
    terminal, shown = _terminal(window=True)
    article = Article(card=card("Sea"), text=TEXT)
    citation = _citation(article.card)
    found = Quotation(
        state="stands", article=article, start=citation.start, end=citation.end, passage=None
    )
    terminal.quotation(citation, found)
    assert f"\x1b[1;7m{QUOTE}\x1b[0m" in shown.getvalue()
    assert "The end." in shown.getvalue()


def test_a_trace_accounts_for_all_of_the_time() -> None:
    """The stages stand in their order, what took no time is left out, and the rest has a line."""
    terminal, shown = _terminal()
    stages = {"search": 0.05, "prefill": 0.0, "check": 0.1}
    terminal.trace(replace(SECONDS, stages=stages))
    lines = [line.split() for line in shown.getvalue().splitlines()]
    assert [line[:3] for line in lines[:3]] == [
        ["search", "50.0", "ms"],
        ["check", "100.0", "ms"],
        ["anything", "else", "150.0"],
    ]
    assert "prefill" not in shown.getvalue()
    assert "Evidence shown after 200.0 ms, done after 300.0 ms." in shown.getvalue()
