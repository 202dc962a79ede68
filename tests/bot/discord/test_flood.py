"""Far more is asked than can be answered."""

from random import Random

from tests.bot.discord.flooding import LIMITS, QUESTION, Crowd
from tests.bot.discord.lab import Host
from tests.bot.discord.quick import embedder, generator, hasty
from tests.bot.discord.scripted import ScriptedGenerator
from tests.bot.discord.watching import shown

__all__ = ["embedder", "generator", "hasty"]


async def test_a_flood_is_refused_politely(host: Host) -> None:
    """What was taken is answered, everything else gets a sentence or, in channels, silence.

    Another server isn't kept out, refusals don't flood the channel, and afterwards all is as
    before. `tests.torture.flood` does the same with a thousand.
    """
    host.models.loaded_generator = model = ScriptedGenerator()
    async with host.online(**LIMITS) as lab:
        crowd = Crowd(lab, model, Random(7))  # noqa: S311 - the same each time
        await crowd.gather(people=25, servers=3)
        flooded = await crowd.flood(150)
        assert flooded.trouble == ()
        assert flooded.answered > 20
        assert flooded.refused > 30
        assert flooded.clicked > 10
        carol = lab.world.user("carol")
        lab.guild.join(carol)
        await lab.world.slash(carol, lab.general, "ask", question=QUESTION)
        await shown(lab, f"<@{carol.id}> asked")
        assert lab.parts.queue.waiting == 0
