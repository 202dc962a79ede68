"""An import is killed again and again: does its store end up as if nothing had happened?

This is `python -m evals.crash`, with as many kills as fit.
"""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.crash import ImportFailed, made_articles, measure
from tests.torture.findings import Finding, Tell

_ARTICLES = 400
_SECONDS_A_KILL = 8.0
_LEAST = 4


async def run(*, seconds: float, seed: int, tell: Tell) -> list[Finding]:
    """Kill an import of made articles with SIGKILL.

    Args:
        seconds: about how long it may take.
        seed: of the articles and of the moments.
        tell: shows each kill.
    """
    kills = max(_LEAST, int(seconds / _SECONDS_A_KILL))
    with TemporaryDirectory(prefix="footnote-kills-") as named:
        folder = Path(named)
        file = folder / "articles.jsonl"
        await asyncio.to_thread(file.write_text, made_articles(_ARTICLES, seed), encoding="utf-8")
        try:
            survival = await measure(file, folder, kills=kills, seed=seed, tell=tell)
        except ImportFailed as error:
            return [_finding(kills, lost=1, detail=str(error))]
    detail = f"{survival.articles} articles, the store is the same as that of an undisturbed import"
    if survival.different:
        detail = f"different: {', '.join(survival.different)}"
    return [_finding(survival.kills, lost=len(survival.different), detail=detail)]


def _finding(times: int, *, lost: int, detail: str) -> Finding:
    return Finding(
        part="kills",
        tried="SIGKILL of `footnote import` at a random moment",
        times=times,
        lost=lost,
        detail=detail,
    )
