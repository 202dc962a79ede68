"""Servers and people are told when they have as much as they may."""

from tests.bot.discord.lab import Host
from tests.bot.discord.library import BRIDGE, know
from tests.bot.discord.quick import embedder, generator, hasty
from tests.bot.discord.reading import answer

__all__ = ["embedder", "generator", "hasty"]


async def test_a_full_server_takes_no_article(host: Host) -> None:
    """Neither a link nor a file is fetched for it; another server has room."""
    async with host.online(server_articles=1) as lab:
        await know(lab)
        file = ("bridge.txt", BRIDGE.encode(), "text/plain")
        full = await lab.world.slash(lab.alice, lab.general, "article add", file=file)
        assert "as many articles here as there may be, 1" in (await answer(lab, full)).text
        link = await lab.world.slash(
            lab.alice, lab.general, "article add", link="https://norwick.test/bridge"
        )
        assert "as many articles here as there may be" in (await answer(lab, link)).text
        assert await lab.is_idle()
        there = lab.world.guild("Other", owner=lab.alice).text_channel("general")
        await lab.world.slash(lab.alice, there, "article add", file=file)
        await lab.world.until(
            lambda: any("Summarize" in each.buttons for each in lab.world.messages(there))
        )


async def test_a_person_adds_so_many_a_day(host: Host) -> None:
    """The next is refused with the time to wait; others may still add."""
    async with host.online(person_articles_per_day=1) as lab:
        for person, told in ((lab.alice, None), (lab.alice, "at most 1 articles a day")):
            file = ("bridge.txt", f"{BRIDGE}\n\n{told}".encode(), "text/plain")
            asked = await lab.world.slash(person, lab.general, "article add", file=file)
            if told is not None:
                assert told in (await answer(lab, asked)).text
        await lab.world.slash(lab.bob, lab.general, "article add", file=file)
        await lab.world.until(
            lambda: (
                sum("Summarize" in each.buttons for each in lab.world.messages(lab.general)) == 2
            )
        )
