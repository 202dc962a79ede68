"""Which of Discord's shards a process has, and so which corpora are its own.

Discord deals servers out to shards by their ids and gives direct messages to the first one
(https://discord.com/developers/docs/events/gateway#sharding). Every corpus belongs to one shard, so
every corpus is written by one process, and processes that share a database need no locks for it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from bot.errors import UserError
from bot.places import guild_of
from index.models import Corpus

_TIME_BITS = 22  # of an id that come after the milliseconds in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Shards:
    """Some of all shards.

    Attributes:
        ids: the ones of this process, in ascending order.
        count: how many there are in all.
    """

    ids: tuple[int, ...]
    count: int

    @classmethod
    def parse(cls, text: str | None) -> Self:
        """Return the shards that a setting such as "0,1/4" names; without one, the only shard.

        Raises:
            UserError: it names a shard that there isn't, or one twice.
        """
        if text is None:
            return cls(ids=(0,), count=1)
        named, _, counted = text.partition("/")
        ids, count = [int(number) for number in named.split(",")], int(counted)
        if len(set(ids)) < len(ids) or max(ids) >= count:
            raise UserError(
                f"SHARDS is {text}, but the numbers before the slash have to be smaller than the "
                "one after it, and each may be named once. Correct it in the environment or .env."
            )
        return cls(ids=tuple(sorted(ids)), count=count)

    def __str__(self) -> str:
        """Return the setting that names these shards."""
        return f"{','.join(map(str, self.ids))}/{self.count}"

    @property
    def first(self) -> bool:
        """Whether the first shard is among them, which does what is done once for all."""
        return 0 in self.ids

    @property
    def all(self) -> bool:
        """Whether there are no others."""
        return len(self.ids) == self.count

    def owns_guild(self, guild_id: int) -> bool:
        """Say whether a server is on one of these shards."""
        return (guild_id >> _TIME_BITS) % self.count in self.ids

    def owns(self, corpus: Corpus) -> bool:
        """Say whether a corpus is this process's own; what is no server's is the first shard's."""
        guild_id = guild_of(corpus)
        return self.first if guild_id is None else self.owns_guild(guild_id)

    def own(self, guild_ids: Collection[int]) -> list[int]:
        """Return those of some servers that are on these shards, in their order."""
        return [guild_id for guild_id in guild_ids if self.owns_guild(guild_id)]
