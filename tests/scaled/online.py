"""The bot's process in a Discord on this machine: `footnote run`, led there instead of to Discord.

python -m tests.scaled.online HTTP GATEWAY
"""

import sys

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.terminal.cli import app
from tests.discordfake.rest import BASE


def main() -> None:
    """Run the bot with the settings of the environment."""
    http, gateway = sys.argv[1:]
    Route.BASE = f"{http}{BASE}"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    discord.asset.Asset.BASE = f"{http}/cdn"
    app(["run"])


if __name__ == "__main__":
    main()
