"""What a host and the members of two servers do with Footnote, wherever its parts are.

Every command is a process of its own, so each step also shows that a restart loses nothing.
"""

from pathlib import Path
from typing import Any

from tests.bot.discord.pages import Pages
from tests.scaled.footnote import Footnote

_SAMPLES = Path(__file__).parents[2] / "samples"
_HERE, _ELSEWHERE = "here", "elsewhere"

_BOAT = "Which boat sank during the fire?"
_SEEDS = "How many kinds of seed do the drawers hold?"
_TUNGSTEN = "What is the boiling point of tungsten?"
_COST = "How many crowns did the harbour wall cost?"
_WALL = (
    "The harbour wall of Norwick was raised by two metres last summer, after three storms in one "
    "winter had flooded the fish market and the lower part of the town.",
    "The wall cost eleven million crowns, of which the county paid two thirds and the town the "
    "rest, without raising the harbour dues.",
    "Fishermen had feared that the boats would have to be moved further out, but the new slipway "
    "lets them land where they have always landed.",
)


async def whole(footnote: Footnote) -> None:
    """Add, ask, refresh, remove, reindex and look after all, in two corpora.

    Raises:
        AssertionError: something isn't as it should be.
    """
    async with Pages() as pages:
        await _add(footnote, pages)
        await _answer(footnote)
        await _decline(footnote)
        await _keep_apart(footnote)
        await _refresh(footnote, pages)
        await _remove(footnote)
        await _reindex(footnote)
    await footnote("doctor")


async def _add(footnote: Footnote, pages: Pages) -> None:
    fire, light = str(_SAMPLES / "harbour-fire.txt"), str(_SAMPLES / "the-light-at-skarness.md")
    await footnote("add", fire, light, "--corpus", _HERE)
    await footnote("add", pages.put("wall", _page(*_WALL)), "--corpus", _HERE)
    await footnote("add", str(_SAMPLES / "seed-library.html"), "--corpus", _ELSEWHERE)


async def _answer(footnote: Footnote) -> None:
    boat = await footnote.ask(_BOAT, corpus=_HERE)
    assert not boat["abstained"]
    assert any("Morning Grace" in quote for quote in _quotes(boat))
    assert all(claim["citations"] for claim in boat["claims"])
    seeds = await footnote.ask(_SEEDS, corpus=_ELSEWHERE)
    assert any("1,140" in quote for quote in _quotes(seeds))


async def _decline(footnote: Footnote) -> None:
    assert (await footnote.ask(_TUNGSTEN, corpus=_HERE))["abstained"]


async def _keep_apart(footnote: Footnote) -> None:
    """Nothing of the other corpus is found, whether or not it would answer."""
    boat = await footnote.ask(_BOAT, corpus=_ELSEWHERE)
    assert "Morning Grace" not in str(boat)
    seeds = await footnote.ask(_SEEDS, corpus=_HERE)
    assert "1,140" not in str(seeds)
    assert boat["retrieved"]
    assert seeds["retrieved"]


async def _refresh(footnote: Footnote, pages: Pages) -> None:
    before = await footnote.ask(_COST, corpus=_HERE)
    assert any("eleven million" in quote for quote in _quotes(before))
    pages.put("wall", _page(*(text.replace("eleven", "twelve") for text in _WALL)))
    await footnote("refresh", "wall of Norwick", "--corpus", _HERE)
    after = await footnote.ask(_COST, corpus=_HERE)
    assert any("twelve million" in quote for quote in _quotes(after))
    assert "eleven million" not in str(after)


async def _remove(footnote: Footnote) -> None:
    await footnote("remove", "wall of Norwick", "--corpus", _HERE)
    gone = await footnote.ask(_COST, corpus=_HERE)
    assert "twelve million" not in str(gone)
    assert "wall of Norwick" not in await footnote("articles", "--corpus", _HERE)


async def _reindex(footnote: Footnote) -> None:
    before = await footnote.ask(_BOAT, corpus=_HERE)
    await footnote("reindex")
    after = await footnote.ask(_BOAT, corpus=_HERE)
    assert _quotes(after) == _quotes(before)
    assert [each["text"] for each in after["retrieved"]] == [
        each["text"] for each in before["retrieved"]
    ]


def _quotes(answer: dict[str, Any]) -> list[str]:
    return [citation["quote"] for citation in answer["citations"]]


def _page(*paragraphs: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        "<html lang=en><head><title>The wall of Norwick</title></head>"
        f"<body><article><h1>The wall of Norwick</h1>{body}</article></body></html>"
    )
