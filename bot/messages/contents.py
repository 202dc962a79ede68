"""What of a message may be an article: its links, its files, its text."""

from collections.abc import Iterable
from dataclasses import dataclass

import discord

from bot.adding.wanted import is_readable
from bot.messages.links import links_in

_PREVIEWS = {"article", "link", "rich"}  # embeds that stand for a page, not for a picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What was found in a message, forwarded messages included.

    Attributes:
        links: to web pages, each once.
        files: those that can be read.
        text: what was written.
    """

    links: tuple[str, ...]
    files: tuple[discord.Attachment, ...]
    text: str


def contents_of(message: discord.Message) -> Contents:
    """Return what of a message, and of the messages forwarded in it, may be an article.

    Links of previews count where the text shows none, as when it may not be read.
    """
    parts: tuple[discord.Message | discord.MessageSnapshot, ...] = (
        message,
        *message.message_snapshots,
    )
    text = "\n\n".join(part.content for part in parts if part.content)
    embeds = [embed for part in parts for embed in part.embeds]
    return Contents(
        links=links_in(text) or links_in("\n".join(_previewed(embeds))),
        files=tuple(file for part in parts for file in part.attachments if is_readable(file)),
        text=text.strip(),
    )


def _previewed(embeds: Iterable[discord.Embed]) -> Iterable[str]:
    return (embed.url for embed in embeds if embed.url and embed.type in _PREVIEWS)
