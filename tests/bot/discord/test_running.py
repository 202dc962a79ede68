"""Starting, staying connected and stopping, as the host sees it."""

import asyncio
import os
import signal
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.assembly import Assembly
from bot.errors import UserError
from bot.online.preflight import DiscordUnreachable, advice, application_of
from bot.online.running import serve
from bot.settings import Settings, load_settings
from bot.terminal.terminal import Terminal
from index.ports import Embedder
from tests.bot.discord.lab import Host, Lab, Models
from tests.discordfake import FakeDiscord


async def test_the_application_says_what_it_may_read(world: FakeDiscord) -> None:
    """The preflight finds the application, its invite link, and nothing to complain about."""
    application = await application_of(world.token)
    assert application.content_intent
    assert str(application.id) in application.invite_link
    assert "applications.commands" in application.invite_link
    assert advice(application) == []


async def test_a_missing_intent_is_said_with_where_to_click(world: FakeDiscord) -> None:
    """Without the message content intent the host is told what doesn't work and where to click."""
    world.state.content_intent = False
    [told] = advice(await application_of(world.token))
    assert "ask channels" in told
    assert "Privileged Gateway Intents" in told


@pytest.mark.parametrize("token", ["", "abcdef", "Bot a.b.c", "a.b", "0123456789abcdef"])
async def test_a_malformed_token_is_refused_without_asking_discord(
    world: FakeDiscord, token: str
) -> None:
    """What can't be a token gets a sentence that says where the token is, and isn't repeated."""
    with pytest.raises(UserError, match="Reset Token") as refused:
        await application_of(token)
    assert not token or token not in str(refused.value)
    assert not world.requests


@pytest.mark.usefixtures("world")
async def test_a_refused_token_is_said_so() -> None:
    """A well-formed token that Discord doesn't know gets a sentence without the token."""
    with pytest.raises(UserError, match="doesn't accept DISCORD_TOKEN") as refused:
        await application_of("not.the.token")
    assert "not.the.token" not in str(refused.value)


async def test_discords_trouble_is_not_the_tokens(world: FakeDiscord) -> None:
    """When Discord refuses for reasons of its own, trying again may help."""
    world.fail_next("GET /users/@me", 403)
    with pytest.raises(DiscordUnreachable, match="403"):
        await application_of(world.token)


async def test_the_bot_connects_when_the_first_connection_fails(host: Host) -> None:
    """A first connection that fails is tried again."""
    host.world.refuse_connections(1)
    async with host.online() as lab:
        assert lab.client.is_ready()


async def test_a_lost_connection_is_resumed(lab: Lab) -> None:
    """After a reconnect that Discord asks for, the session goes on and commands work."""
    identified = len(lab.world.gateway.identifies)
    lab.world.drop(7)
    await lab.world.until(lambda: lab.world.gateway.resumes)
    interaction = await lab.world.slash(lab.alice, lab.general, "help")
    await lab.world.answered(interaction)
    assert len(lab.world.gateway.identifies) == identified


async def test_serving_ends_at_sigterm(world: FakeDiscord, host: Host, tmp_path: Path) -> None:
    """`serve` prints the invite link, goes online, and ends in order at SIGTERM."""
    out = StringIO()
    console = Console(file=out, width=200)
    settings = Settings(data_dir=tmp_path / "served")
    async with Assembly(settings, Terminal(console, notices=console), models=host.models) as parts:
        served = asyncio.create_task(serve(parts, Terminal(console, notices=console), world.token))
        await world.until(lambda: world.gateway.identifies or served.done(), timeout=10)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(served, 10)
    assert "https://discord.com/oauth2/authorize" in out.getvalue()
    assert "Finishing" in out.getvalue()
    assert not world.violations


async def test_settings_are_read_again_at_sighup(
    world: FakeDiscord, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each SIGHUP has `.env` read, also after one at which it couldn't be used; the bot goes on."""
    monkeypatch.chdir(tmp_path)
    out = StringIO()
    console = Console(file=out, width=200)
    settings = load_settings(data_dir=tmp_path / "served")
    async with Assembly(settings, Terminal(console, notices=console), models=host.models) as parts:
        served = asyncio.create_task(serve(parts, Terminal(console, notices=console), world.token))
        await world.until(lambda: world.gateway.identifies or served.done(), timeout=10)
        for written, told in (
            ("WORDING=poems", "Nothing has changed: The setting WORDING"),
            ("WORDING=quotes", "WORDING=quotes; those under way"),
            ("WORDING=quotes\nFEED_MINUTES=30", "Only a restart changes FEED_MINUTES."),
        ):
            (tmp_path / ".env").write_text(written)
            os.kill(os.getpid(), signal.SIGHUP)
            await world.until(lambda told=told: told in out.getvalue(), timeout=10)  # type: ignore[misc]  # mypy has no type for the default
        assert not served.done()
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(served, 10)
    assert parts.settings.wording == "quotes"
    assert not world.violations


async def test_serving_waits_for_discord(world: FakeDiscord, host: Host, tmp_path: Path) -> None:
    """While Discord can't be reached, `serve` says so once and waits; SIGTERM ends the wait."""
    world.fail_next("GET /users/@me", 403, times=100)
    out = StringIO()
    console = Console(file=out, width=200)
    settings = Settings(data_dir=tmp_path / "served")
    async with Assembly(settings, Terminal(console, notices=console), models=host.models) as parts:
        served = asyncio.create_task(serve(parts, Terminal(console, notices=console), world.token))
        await world.until(lambda: "Trying again" in out.getvalue(), timeout=10)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(served, 10)
    assert out.getvalue().count("Trying again") == 1


async def test_sigterm_ends_the_loading_of_models(
    world: FakeDiscord, host: Host, tmp_path: Path
) -> None:
    """Who stops the bot while a model is still being fetched doesn't wait for it."""
    begun = asyncio.Event()

    class Endless(Models):
        async def embedder(self) -> Embedder:
            begun.set()
            await asyncio.Event().wait()
            raise AssertionError

    models = Endless(host.models.loaded_embedder, host.models.loaded_generator)
    console = Console(file=StringIO())
    terminal = Terminal(console, notices=console)
    settings = Settings(data_dir=tmp_path / "served")
    async with Assembly(settings, terminal, models=models) as parts:
        served = asyncio.create_task(serve(parts, terminal, world.token))
        await begun.wait()
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(served, 10)
    assert not world.gateway.identifies
