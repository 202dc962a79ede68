"""Metrics and health over HTTP, of a bot that is online in the fake Discord."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families
from rich.console import Console

from bot.assembly import Assembly
from bot.errors import UserError
from bot.metrics.serving import application, serving
from bot.online.running import serve
from bot.settings import Settings
from bot.terminal.terminal import Terminal
from tests.bot.discord.lab import Host, Lab, eventually
from tests.bot.discord.library import know
from tests.bot.discord.pages import Pages
from tests.bot.discord.watching import shown
from tests.discordfake import FakeDiscord

QUESTION = "Who has steered the ferry since 2009?"

Watcher = TestClient[Any, Any]


@asynccontextmanager
async def watching(lab: Lab) -> AsyncIterator[Watcher]:
    """Yield somebody who watches over the bot."""
    async with TestClient(TestServer(application(lab.parts, lab.client))) as client:
        yield client


async def metrics(watcher: Watcher) -> dict[str, float]:
    """Return the metrics without buckets, by their names and the values of their labels."""
    async with watcher.get("/metrics") as response:
        assert response.status == 200
        assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        text = await response.text()
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if "le" not in sample.labels
    }


async def health(watcher: Watcher) -> tuple[int, dict[str, Any]]:
    """Return the status and what is told."""
    async with watcher.get("/health") as response:
        return response.status, await response.json()


async def test_questions_are_counted_with_their_stages(lab: Lab) -> None:
    """An answer, an abstention, and where their time went; asked by a command and a message."""
    async with watching(lab) as watcher:
        await know(lab)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        await shown(lab, "Follow up")
        await lab.world.say(lab.bob, lab.general, f"{lab.world.bot.mention} Who won the match?")
        await shown(lab, "Who won the match?")
        await eventually(lambda: _has(watcher, "footnote_abstentions_total not-mentioned", 1))
        found = await metrics(watcher)
    assert found["footnote_questions_total"] == 2
    assert found["footnote_answers_total"] == 1
    assert found["footnote_interactions_total command"] == 1
    assert found["footnote_interactions_total message"] == 1
    assert found["footnote_answer_seconds_count"] == 2
    for stage in ("rewriting", "search", "evidence", "discord"):
        assert found[f"footnote_stage_seconds_count {stage}"] >= 1
    assert found["footnote_articles"] == 1
    assert found["footnote_servers"] == 1


async def test_refusals_and_articles_are_counted(lab: Lab, pages: Pages) -> None:
    """What was refused, what was added and what failed, by kind."""
    async with watching(lab) as watcher:
        await lab.add_sample()
        refused = await lab.world.slash(lab.bob, lab.general, "ask", question="???")
        await lab.world.answered(refused)
        missing = pages.link("/missing")
        await lab.world.slash(lab.alice, lab.general, "article add", link=missing)
        await shown(lab, "There is no page at")
        await eventually(lambda: _has(watcher, "footnote_articles_handled_total failed", 1))
        found = await metrics(watcher)
    assert found["footnote_articles_handled_total added"] == 1
    assert found["footnote_refusals_total no-question"] == 1
    assert found["footnote_errors_total fetch-not-found"] == 1


async def test_whatever_people_do_is_counted(lab: Lab) -> None:
    """Typing, clicking and summarising, each as what it is."""
    async with watching(lab) as watcher:
        added = await lab.add_sample()
        await lab.world.autocomplete(lab.bob, lab.general, "ask", focused="article", typed="l")
        await lab.world.click(lab.bob, added, "Summarize")
        await eventually(lambda: _has(watcher, "footnote_summaries_total made", 1))
        found = await metrics(watcher)
    assert found["footnote_interactions_total suggestion"] == 1
    assert found["footnote_interactions_total click"] == 1
    assert found["footnote_interactions_total command"] == 1


async def test_a_bot_that_is_online_is_well(lab: Lab) -> None:
    """Every check says so, and the address answers nothing else."""
    async with watching(lab) as watcher:
        status, told = await health(watcher)
        async with watcher.get("/") as elsewhere, watcher.post("/metrics") as posted:
            assert (elsewhere.status, posted.status) == (404, 405)
    assert status == 200
    assert told["status"] in {"ok", "degraded"}  # a machine may be short of room
    assert {name for name, check in told["checks"].items() if check["status"] == "failing"} == set()
    assert told["checks"]["gateway"]["told"].startswith("connected")


async def test_a_lost_connection_is_unhealthy_until_it_is_back(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While Discord is gone there is 503, and 200 afterwards."""
    connect, go_on = lab.client.http.ws_connect, asyncio.Event()

    async def late(url: str, **options: Any) -> aiohttp.ClientWebSocketResponse:
        await go_on.wait()
        return await connect(url, **options)

    monkeypatch.setattr(lab.client.http, "ws_connect", late)
    async with watching(lab) as watcher:
        assert (await health(watcher))[0] == 200
        lab.world.drop(7)
        await eventually(lambda: _is(watcher, 503))
        go_on.set()
        await eventually(lambda: _is(watcher, 200))


async def test_a_catalogue_that_fails_is_unhealthy(lab: Lab) -> None:
    """What can't be read can't be answered from."""
    async with watching(lab) as watcher:
        await (await lab.parts.assembly.catalogue()).close()
        status, told = await health(watcher)
        found = await metrics(watcher)
    assert status == 503
    assert told["checks"]["catalogue"] == {"status": "failing", "told": "it can't be read"}
    assert found["footnote_healthy catalogue"] == 0
    assert "footnote_articles" not in found


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


async def test_it_is_served_where_the_setting_says(
    world: FakeDiscord, host: Host, tmp_path: Path
) -> None:
    """From before the bot is online until it stops."""
    port = _free_port()
    console = Console(file=StringIO())
    terminal = Terminal(console, notices=console)
    settings = Settings(data_dir=tmp_path / "served", metrics_port=port)
    async with (
        Assembly(settings, terminal, models=host.models) as parts,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        served = asyncio.create_task(serve(parts, terminal, world.token))

        async def well() -> bool:
            try:
                async with session.get("/health") as response:
                    return response.status == 200
            except aiohttp.ClientConnectionError:
                return False

        await eventually(well)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(served, 10)
        assert not await well()


async def test_a_taken_port_is_said(lab: Lab) -> None:
    """The sentence names the setting, and what can be done."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        parts = lab.parts
        settings = parts.settings.model_copy(update={"metrics_port": port})
        object.__setattr__(parts, "settings", settings)
        with pytest.raises(UserError, match=f"METRICS_PORT={port} can't be opened at 127.0.0.1"):
            async with serving(parts, lab.client):
                raise AssertionError


async def test_nothing_is_served_by_default(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without METRICS_PORT no socket listens."""
    monkeypatch.setattr("aiohttp.web.AppRunner.setup", None)
    async with serving(lab.parts, lab.client):
        pass


async def _has(watcher: Watcher, name: str, value: float) -> bool:
    return (await metrics(watcher)).get(name) == value


async def _is(watcher: Watcher, status: int) -> bool:
    return (await health(watcher))[0] == status
