"""Runs the bot: checks what has to be right, stays connected, and leaves in order."""

import asyncio
import logging
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import aiohttp
import discord
from discord.backoff import ExponentialBackoff

from bot.assembly import Assembly
from bot.cooldowns import Cooldowns
from bot.errors import UserError
from bot.limits.articles import ArticleLimits
from bot.localisation import Localisation
from bot.metrics.metrics import Metrics
from bot.metrics.serving import serving
from bot.online.client import FootnoteClient, make_client
from bot.online.hangup import has_terminal
from bot.online.preflight import Application, DiscordUnreachable, advice, application_of
from bot.online.reloading import Reloading
from bot.parts import Parts
from bot.posting.delivery import passes
from bot.posting.pacing import Pace
from bot.queue import FairQueue
from bot.routing import Router
from bot.terminal.terminal import Terminal
from bot.works import Works

_UNREACHABLE = (OSError, TimeoutError, aiohttp.ClientError, discord.GatewayNotFound)

_Result = TypeVar("_Result")

_log = logging.getLogger(__name__)


async def serve(assembly: Assembly, terminal: Terminal, token: str) -> None:
    """Be the bot until SIGTERM or SIGINT; read the settings again at SIGHUP.

    Raises:
        UserError: Discord doesn't accept the token.
        EngineError, FailedIndex: the models or the articles can't be opened.
    """
    stop, reload = asyncio.Event(), asyncio.Event()
    with _signals(stop, reload):
        application = await _unless(stop, _application(token, terminal))
        if application is None:
            return
        for line in advice(application):
            terminal.complain(line)
        parts = await _unless(stop, make_parts(assembly))
        if parts is None:
            return
        client = make_client(parts, content_intent=application.content_intent)
        async with serving(parts, client):
            terminal.say(f"{application.name} goes online. Ctrl-C stops it.")
            terminal.say(f"Add it to a server: {application.invite_link}")
            reloading = asyncio.create_task(
                Reloading(assembly, terminal).run(reload), name="reload"
            )
            connected = asyncio.create_task(stay_connected(client, token), name="connection")
            stopped = asyncio.create_task(stop.wait(), name="stop")
            await asyncio.wait({connected, stopped}, return_when=asyncio.FIRST_COMPLETED)
            stopped.cancel()
            reloading.cancel()
            if stop.is_set():
                terminal.say("Finishing what is under way…")
            await client.close()
            connected.cancel()  # it may be waiting to try again
            with suppress(asyncio.CancelledError):
                await reloading
            with suppress(asyncio.CancelledError):
                await connected


async def make_parts(assembly: Assembly) -> Parts:
    """Return what the client shares, with every model loaded and every store open."""
    await assembly.answers()
    settings, records = assembly.settings, await assembly.records()
    return Parts(
        settings=settings,
        assembly=assembly,
        records=records,
        texts=Localisation(),
        queue=FairQueue(
            width=settings.parallel,
            length=settings.queue_length,
            per_user=settings.queue_per_person,
        ),
        cooldowns=Cooldowns(
            per_minute=settings.questions_per_minute,
            of_server=settings.server_questions_per_minute,
        ),
        article_limits=ArticleLimits(records.jobs, per_day=settings.person_articles_per_day),
        forgetting=await assembly.forgetting(),
        pace=Pace(),
        works=Works(),
        router=Router(),
        metrics=Metrics(),
    )


async def stay_connected(client: FootnoteClient, token: str) -> None:
    """Log in and keep the connection until the client is closed.

    discord.py reconnects by itself once it has been connected; before that, it gives up at the
    first failure, so it is started again here, less and less often.

    Raises:
        UserError: Discord doesn't let the bot in.
    """
    backoff = ExponentialBackoff()
    registered = False
    while not client.is_closed():
        try:
            if not client.logged_in:
                await _log_in(client, token)
            if not registered:
                await client.register_commands()
                registered = True
            await client.connect()
        except _UNREACHABLE as error:
            _log.warning("Discord can't be reached (%s); trying again.", type(error).__name__)
        except discord.PrivilegedIntentsRequired:
            raise UserError(
                "Discord refuses the message content intent, which was on a moment ago. "
                "Start Footnote again."
            ) from None
        except (discord.LoginFailure, discord.ConnectionClosed) as error:
            raise UserError(
                f"Discord closed the connection for good ({error}). Check DISCORD_TOKEN."
            ) from None
        except AttributeError:
            # What discord.py raises when its very first connection fails: it looks for the
            # sequence number of a connection that there never was.
            if client.ws is not None:
                raise
            _log.warning("Discord can't be reached; trying again.")
        except discord.HTTPException as error:
            if not passes(error):
                raise UserError(f"Discord refused the bot: {error}.") from error
            _log.warning("Discord has trouble (%d); trying again.", error.status)
        if not client.is_closed():
            await asyncio.sleep(backoff.delay())


async def _log_in(client: FootnoteClient, token: str) -> None:
    """Log in; what an attempt that failed has opened is closed, so that another can be made."""
    try:
        await client.login(token)
    except Exception:
        await client.http.close()
        client.http.connector = discord.utils.MISSING  # it was closed with the rest
        raise


async def _application(token: str, terminal: Terminal) -> Application:
    """Return the application, waiting for Discord if need be."""
    backoff = ExponentialBackoff()
    told = False
    while True:
        try:
            return await application_of(token)
        except DiscordUnreachable as error:
            if not told:
                terminal.complain(f"{error} Trying again until it works; Ctrl-C stops.")
                told = True
        await asyncio.sleep(backoff.delay())


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, _Result]) -> _Result | None:
    """Return the result of `work`, None if `stop` is set before; the work is broken off then."""
    working = asyncio.create_task(work, name="preparation")
    stopped = asyncio.create_task(stop.wait(), name="stop")
    await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if working.done():
        return working.result()
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
    return None


@contextmanager
def _signals(stop: asyncio.Event, reload: asyncio.Event) -> Iterator[None]:
    """Set `stop` at SIGTERM and SIGINT while in the block, and `reload` at SIGHUP.

    SIGHUP also comes when the terminal is closed in which the bot was started; then it stops.
    """
    loop = asyncio.get_running_loop()
    started_in_one = has_terminal()

    def hang_up() -> None:
        (stop if started_in_one and not has_terminal() else reload).set()

    handlers = {signal.SIGTERM: stop.set, signal.SIGINT: stop.set, signal.SIGHUP: hang_up}
    for number, handler in handlers.items():
        loop.add_signal_handler(number, handler)
    try:
        yield
    finally:
        for number in handlers:
            loop.remove_signal_handler(number)
