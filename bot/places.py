"""Which corpus belongs to a place in Discord: one to each server, one to each person's messages."""

import re

from index.models import Corpus

_OF_GUILD = re.compile(r"guild-([0-9]+)")
_OF_DISCORD = re.compile(r"(?:guild|user)-[0-9]+")


def guild_corpus(guild_id: int) -> Corpus:
    """Return the corpus of a server."""
    return Corpus(f"guild-{guild_id}")


def user_corpus(user_id: int) -> Corpus:
    """Return the corpus of a person's direct messages with the bot."""
    return Corpus(f"user-{user_id}")


def corpus_of(guild_id: int | None, user_id: int) -> Corpus:
    """Return the corpus of what `user_id` does in a server, or in direct messages if None."""
    return user_corpus(user_id) if guild_id is None else guild_corpus(guild_id)


def is_of_discord(corpus: Corpus) -> bool:
    """Say whether a corpus belongs to a place in Discord rather than to the terminal."""
    return _OF_DISCORD.fullmatch(corpus) is not None


def guild_of(corpus: Corpus) -> int | None:
    """Return the server that a corpus belongs to; None if it is no server's."""
    found = _OF_GUILD.fullmatch(corpus)
    return None if found is None else int(found[1])
