"""Of several processes that share a database, each sees to its own servers."""

from bot.places import guild_corpus
from bot.records import Records
from bot.shards import Shards
from index.catalogue.database import Database
from tests.bot.records.values import job

FIRST, SECOND = 1 << 22, 2 << 22  # ids of servers on the shards 1 and 0 of two
AT = "2026-06-01T12:00:00+00:00"


async def test_each_process_does_its_own_jobs(database: Database) -> None:
    """The jobs of a server wait for the process that has its shard, and no other sees them."""
    records = [Records(database, Shards.parse(f"{number}/2")) for number in range(2)]
    for name, guild_id in (("one", FIRST), ("two", SECOND)):
        await records[0].jobs.add(job(name, corpus=guild_corpus(guild_id), guild_id=guild_id))
    pending = [[each.id for each in await one.jobs.pending()] for one in records]
    assert pending == [["two"], ["one"]]


async def test_servers_of_other_processes_have_not_left(database: Database) -> None:
    """A process that sees its own servers only concludes nothing about the others."""
    zeroth, first = (Records(database, Shards.parse(f"{number}/2")) for number in range(2))
    await first.guilds.joined(FIRST)
    await zeroth.guilds.joined(SECOND)
    await zeroth.guilds.present([], AT)
    later = "2026-06-02T12:00:00+00:00"
    assert await zeroth.guilds.due(later) == [SECOND]
    assert await first.guilds.due(later) == []
    await first.guilds.present([], AT)
    assert await first.guilds.due(later) == [FIRST]
    assert await zeroth.guilds.due(later) == [SECOND]
