"""What a message says, without Discord's notation."""

import re
from collections.abc import Collection, Mapping

_MENTION = re.compile(r"<(@!?|@&|#)(\d+)>")
_EMOJI = re.compile(r"<a?:\w+:\d+>")
_COMMAND_LINK = re.compile(r"</([^:>]+):\d+>")
_COMMAND = re.compile(r"[/!;%&$][^\W\d_]")


def plain(
    content: str, *, own: Collection[int] = (), names: Mapping[int, str] | None = None
) -> str:
    """Return a message's text with names for mentions.

    Args:
        content: as Discord gives it.
        own: ids of the bot and of its role, whose mentions are left out.
        names: of people, roles and channels by their ids; mentions of others are left out.
    """
    known = names or {}

    def named(match: re.Match[str]) -> str:
        kind, snowflake = match[1], int(match[2])
        if snowflake in own or snowflake not in known:
            return " "
        return ("#" if kind == "#" else "@") + known[snowflake]

    text = _MENTION.sub(named, content)
    text = _COMMAND_LINK.sub(r"/\1", _EMOJI.sub(" ", text))
    text = "\n".join(" ".join(line.split()) for line in text.splitlines())
    return text.strip().lstrip(",:;–—- ").strip()


def is_command(content: str) -> bool:
    """Say whether a message is meant for some bot, by a sign right before its first word."""
    return _COMMAND.match(content.lstrip()) is not None


def has_words(text: str) -> bool:
    """Say whether a text says anything."""
    return any(character.isalnum() for character in text)
