"""How a generation model computes on this machine."""

from dataclasses import dataclass
from typing import Literal

CacheType = Literal["f16", "q8_0"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What makes a model fast or slow and changes nothing in what it is for.

    Attributes:
        threads: CPU threads while writing, where memory sets the speed.
        reading_threads: CPU threads while reading prompts, where arithmetic does.
        piece: how many tokens of prompts are read in one step.
        cache_type: the numbers in which attention's keys and values are kept.
        flash_attention: whether attention is computed without its whole matrix.
        drafted: how many tokens of copied text are tried in one step, over all replies; 0 for none.
    """

    threads: int
    reading_threads: int
    piece: int
    cache_type: CacheType
    flash_attention: bool
    drafted: int


def usual(threads: int, *, on_gpu: bool = False) -> Options:
    """Return what is used until it was measured.

    Args:
        threads: CPU threads to compute with.
        on_gpu: whether the model lies on a graphics card, which only large pieces keep busy.
    """
    return Options(
        threads=threads,
        reading_threads=threads,
        piece=512 if on_gpu else 64,
        cache_type="f16",
        flash_attention=True,
        drafted=8 if on_gpu else 0,
    )
