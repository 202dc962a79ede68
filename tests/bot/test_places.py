"""Servers and people in direct messages have a corpus each."""

from hypothesis import given
from hypothesis import strategies as st

from bot.places import corpus_of, guild_corpus, guild_of, user_corpus
from index.models import Corpus

_ids = st.integers(1, 2**63 - 1)


@given(guild_id=_ids, user_id=_ids)
def test_places_are_apart(guild_id: int, user_id: int) -> None:
    """A server's corpus is nobody's in particular, and a person's own is no server's."""
    assert corpus_of(guild_id, user_id) == guild_corpus(guild_id)
    assert corpus_of(None, user_id) == user_corpus(user_id)
    assert corpus_of(guild_id, user_id) != corpus_of(None, guild_id)


@given(guild_id=_ids, user_id=_ids)
def test_server_of_a_corpus(guild_id: int, user_id: int) -> None:
    """A server is told by its corpus, and other corpora belong to none."""
    assert guild_of(guild_corpus(guild_id)) == guild_id
    others = [user_corpus(user_id), Corpus("local"), Corpus(f"guild-{guild_id} "), Corpus("guild-")]
    assert [guild_of(corpus) for corpus in others] == [None] * 4
