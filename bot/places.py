"""Which corpus belongs to a place in Discord: one to each server, one to each person's messages."""

import re

from index.models import Corpus

_OF_GUILD = re.compile(r"guild-([0-9]+)")
_OF_USER = re.compile(r"user-([0-9]+)")


def guild_corpus(guild_id: int) -> Corpus:
    """Return the corpus of a server."""
    return Corpus(f"guild-{guild_id}")


def user_corpus(user_id: int) -> Corpus:
    """Return the corpus of a person's direct messages with the bot."""
    return Corpus(f"user-{user_id}")


def corpus_of(guild_id: int | None, user_id: int) -> Corpus:
    """Return the corpus of what `user_id` does in a server, or in direct messages if None."""
    return user_corpus(user_id) if guild_id is None else guild_corpus(guild_id)


def guild_of(corpus: Corpus) -> int | None:
    """Return the server that a corpus belongs to; None if it is no server's."""
    found = _OF_GUILD.fullmatch(corpus)
    return None if found is None else int(found[1])


def user_of(corpus: Corpus) -> int | None:
    """Return the person whose direct messages a corpus belongs to; None if it is no person's."""
    found = _OF_USER.fullmatch(corpus)
    return None if found is None else int(found[1])


def is_of_discord(corpus: Corpus) -> bool:
    """Say whether a corpus belongs to a place in Discord rather than to the terminal."""
    return guild_of(corpus) is not None or user_of(corpus) is not None
