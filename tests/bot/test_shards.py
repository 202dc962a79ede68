"""Which shards have which corpora."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.places import guild_corpus, user_corpus
from bot.shards import Shards
from index.models import Corpus

_COUNTS = st.integers(min_value=1, max_value=20)
_SNOWFLAKES = st.integers(min_value=1, max_value=2**63 - 1)


@pytest.mark.parametrize("text", ["4/4", "0,0/2", "1/0", "0/0"])
def test_shards_that_there_are_not_are_refused(text: str) -> None:
    """A number that is too high, or named twice, is refused in a sentence with the setting."""
    with pytest.raises(UserError, match="SHARDS"):
        Shards.parse(text)


@given(count=_COUNTS, data=st.data())
def test_shards_are_written_as_they_are_read(count: int, data: st.DataObject) -> None:
    """What `str` makes of shards names the same shards."""
    ids = data.draw(st.sets(st.integers(0, count - 1), min_size=1))
    shards = Shards(ids=tuple(sorted(ids)), count=count)
    assert Shards.parse(str(shards)) == shards


def test_without_a_setting_everything_is_owned() -> None:
    """One process without SHARDS has all servers and all direct messages."""
    shards = Shards.parse(None)
    assert shards.first
    assert shards.all
    assert shards.owns(guild_corpus(41771983423143937))


@given(count=_COUNTS, guild_id=_SNOWFLAKES)
def test_each_server_belongs_to_one_shard(count: int, guild_id: int) -> None:
    """Of processes with one shard each, exactly one owns a server, the one Discord says."""
    owners = [
        number
        for number in range(count)
        if Shards(ids=(number,), count=count).owns(guild_corpus(guild_id))
    ]
    assert owners == [(guild_id >> 22) % count]


@pytest.mark.parametrize("corpus", [user_corpus(41771983423143937), Corpus("local")])
def test_what_is_no_servers_belongs_to_the_first_shard(corpus: Corpus) -> None:
    """Direct messages and the terminal's articles are the first shard's."""
    assert Shards.parse("0/2").owns(corpus)
    assert not Shards.parse("1/2").owns(corpus)


def test_own_servers_are_told_from_others() -> None:
    """`own` leaves out the servers of other shards."""
    servers = [number << 22 for number in range(6)]
    assert Shards.parse("1,2/3").own(servers) == [1 << 22, 2 << 22, 4 << 22, 5 << 22]
