"""How measured speed looks in the terminal; pure, from values to renderables and sentences."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from engine.options import Options
from engine.tuning.tuned import Attention, Tuned

_Row = tuple[str, str, str, bool]
"""What was measured, what was tried, what came out, and whether that was chosen."""


def tuned_view(tuned: Tuned, *, title: str) -> RenderableType:
    """Return all that was tried with its speed, what was chosen marked, and that in a sentence."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading in (title, "", "tokens a second", ""):
        table.add_column(Text(heading))
    last = ""
    for what, tried, rate, chosen in _rows(tuned):
        mark = "← used" if chosen else ""
        table.add_row(what if what != last else "", tried, rate, mark, style="bold" * chosen)
        last = what
    return Group(
        table,
        Text(f"\nMeasured in {tuned.seconds:.0f} s. Used from now on: {in_words(tuned.options)}."),
    )


def in_words(options: Options) -> str:
    """Return what a model is computed with, for a person."""
    threads = _count(options.threads, "thread")
    if options.reading_threads != options.threads:
        threads += f" ({options.reading_threads} for reading)"
    attention = "" if options.flash_attention else "no "
    ahead = (
        f"up to {_count(options.drafted, 'token')} guessed ahead"
        if options.drafted
        else "nothing guessed ahead"
    )
    return (
        f"{threads}, {options.piece} tokens of a prompt in a step, attention kept as "
        f"{options.cache_type}, {attention}flash attention, {ahead}"
    )


def _rows(tuned: Tuned) -> Iterator[_Row]:
    options = tuned.options
    for threads, rate in tuned.writing:
        yield (
            "writing a reply",
            _count(threads, "thread"),
            f"{rate:.0f}",
            threads == options.threads,
        )
    for threads, rate in tuned.reading:
        chosen = threads == options.reading_threads
        yield "reading a prompt", _count(threads, "thread"), f"{rate:.0f}", chosen
    for tokens, rate in tuned.pieces:
        tried = f"{tokens} tokens in a step"
        yield "reading a prompt in pieces", tried, f"{rate:.0f}", tokens == options.piece
    alone = dict(tuned.steps)[1]
    for tokens, seconds in tuned.steps:
        tried = f"{tokens - 1} guessed ahead"
        told = (
            f"{tokens / seconds:.0f} if all are right; {seconds / alone:.1f} times as long a step"
        )
        yield "writing a reply that copies", tried, told, tokens - 1 == options.drafted
    for each in tuned.attention:
        yield "attention", _way(each), _attention(each), _is_used(each, options)


def _way(each: Attention) -> str:
    return f"{each.way.cache_type}, {'' if each.way.flash_attention else 'no '}flash attention"


def _attention(each: Attention) -> str:
    return (
        f"{each.writing:.0f} for one reply, {each.together:.0f} for eight together, "
        f"{each.reading:.0f} reading"
    )


def _is_used(each: Attention, options: Options) -> bool:
    way = (each.way.cache_type, each.way.flash_attention)
    return way == (options.cache_type, options.flash_attention)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
