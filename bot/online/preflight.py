"""What Discord says about the token, before the bot goes online; each mistake is one sentence."""

import re
from dataclasses import dataclass

import aiohttp
import discord

from bot.errors import UserError

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    read_message_history=True,
)
"""What the bot needs in a channel, and asks for when it is invited."""

_PORTAL = "discord.com/developers/applications → your application → Bot"
_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+")


class DiscordUnreachable(UserError):  # noqa: N818 - states the fact, as UnknownArticle does
    """Discord can't be reached now; trying again later may help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """The bot's application at Discord.

    Attributes:
        content_intent: whether it may read messages that don't mention it.
        endpoint: whether clicks and commands are sent to a web address instead of to the bot.
    """

    id: int
    name: str
    content_intent: bool
    endpoint: bool

    @property
    def invite_link(self) -> str:
        """The link that adds the bot to a server, with the permissions that it needs."""
        return discord.utils.oauth_url(
            self.id, permissions=PERMISSIONS, scopes=("bot", "applications.commands")
        )


async def application_of(token: str) -> Application:
    """Return the application that `token` belongs to.

    Raises:
        UserError: the token is malformed or not accepted.
        DiscordUnreachable: there is no connection, or Discord has trouble.
    """
    if not _TOKEN.fullmatch(token):
        raise UserError(
            "DISCORD_TOKEN doesn't look like a bot token, which has three parts with dots between "
            f"them. Copy it from {_PORTAL} → Reset Token."
        )
    try:
        async with discord.Client(intents=discord.Intents(guilds=True)) as client:
            await client.login(token)
            known = await client.application_info()
    except discord.LoginFailure:
        raise UserError(
            f"Discord doesn't accept DISCORD_TOKEN. Make a new one: {_PORTAL} → Reset Token."
        ) from None
    except discord.HTTPException as error:
        raise DiscordUnreachable(f"Discord has trouble now: it answers {error.status}.") from error
    except (OSError, TimeoutError, aiohttp.ClientError) as error:
        raise DiscordUnreachable(
            "Discord can't be reached. Check the internet connection of this machine."
        ) from error
    flags = known.flags
    return Application(
        id=known.id,
        name=known.name,
        content_intent=flags.gateway_message_content or flags.gateway_message_content_limited,
        endpoint=known.interactions_endpoint_url is not None,
    )


def advice(application: Application) -> list[str]:
    """Return what the host should know about the application's set-up, a sentence each."""
    told = []
    if not application.content_intent:
        told.append(
            "The message content intent is off, so ask channels don't work; all else does. "
            f"Switch it on: {_PORTAL} → Privileged Gateway Intents → Message Content Intent. "
            "Then start Footnote again."
        )
    if application.endpoint:
        told.append(
            "The application has an Interactions Endpoint URL, so commands and clicks don't reach "
            "this bot. Clear it: discord.com/developers/applications → your application → "
            "General Information → Interactions Endpoint URL."
        )
    return told
