"""The bot online in the fake Discord, with models that answer at once."""

from tests.bot.discord.conftest import host, lab, loopback_only, pages, spec, world
from tests.bot.discord.quick import embedder, generator, hasty

__all__ = [
    "embedder",
    "generator",
    "hasty",
    "host",
    "lab",
    "loopback_only",
    "pages",
    "spec",
    "world",
]
