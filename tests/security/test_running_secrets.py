"""A bot that has tokens, and does all that it can do, gives none of them away."""

import json
import logging
from pathlib import Path
from random import Random

import discord
import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.backups.archive import unpack
from bot.backups.making import make
from bot.metrics.serving import application
from bot.parts import Parts
from index.catalogue.sqlite import SqliteDatabase
from tests.bot.discord.pages import Pages
from tests.bot.discord.quick import hasty
from tests.discordfake import FakeDiscord
from tests.discordfake.fixtures import loopback_only, spec, world
from tests.discordfake.gateway import TOKEN
from tests.security.leaks import PLANTED, found_in
from tests.security.neighbours import neighbours
from tests.security.trespassing import Trespasser, attempts
from tests.security.ways import ways

__all__ = ["hasty", "loopback_only", "spec", "world"]

SECRETS = (*PLANTED.values(), TOKEN)


async def test_nothing_that_a_bot_does_shows_a_token(
    world: FakeDiscord, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Commands and buttons, failures, its log at DEBUG, metrics, health, its files and a backup."""
    for package in ("bot", "answer", "index", "engine"):
        caplog.set_level(logging.DEBUG, logger=package)
    data = tmp_path / "data"
    async with Pages() as pages, neighbours(world, data, pages) as found:
        held = found.lab.parts.settings.hf_token
        assert held is not None
        assert held.get_secret_value() == PLANTED["HF_TOKEN"]
        chosen = Random(1)  # noqa: S311 - which value is tried where is no secret
        wanted = attempts(ways(world), found.others, found.values(), chosen=chosen)
        await Trespasser(found).make(wanted)
        served = await _served(found.lab.parts, found.lab.client)
        await make(SqliteDatabase(data / "catalogue.sqlite3"), tmp_path / "backup.zip")
    unpack(tmp_path / "backup.zip", tmp_path / "unpacked.sqlite3")
    said = [json.dumps(request.body, default=str) for request in world.requests]
    printed = [*caplog.messages, caplog.text, *served, *said]
    assert "footnote_articles" in served[0]
    assert len(said) > len(wanted)
    assert caplog.messages
    assert not [text for text in printed if any(secret in text for secret in SECRETS)]
    assert list(found_in(tmp_path)) == []


async def _served(parts: Parts, client: discord.Client) -> list[str]:
    """Return what the metrics and the health of a bot say."""
    async with TestClient(TestServer(application(parts, client))) as asker:
        return [await (await asker.get(path)).text() for path in ("/metrics", "/health")]
