"""What people can quote when something failed that nobody foresaw."""

import re
from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio

from index.ports import Vectors
from tests.bot.discord.lab import Host, Lab
from tests.bot.discord.library import know
from tests.bot.discord.quick import embedder, generator, hasty
from tests.bot.discord.watching import shown
from tests.bot.logged import Configured, configured
from tests.index.fakes import BagOfWords

__all__ = ["configured", "embedder", "generator", "hasty"]

QUESTION = "Who has steered the ferry since 2009?"
REFERENCE = re.compile(r"Reference: (\w{7})")


class Fragile(BagOfWords):
    """An embedding model that has a defect while it is `broken`."""

    broken = False

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Return vectors, or fail as no model should."""
        if self.broken:
            raise LookupError(f"with a text in it: {texts[0]}")
        return await super().embed(texts, patient=patient)


@pytest.fixture
def model(host: Host) -> Fragile:
    """The embedding model."""
    host.models.loaded_embedder = model = Fragile()
    return model


@pytest_asyncio.fixture
async def lab(host: Host, model: Fragile) -> AsyncIterator[Lab]:
    """The bot online, whose model breaks as soon as it knows an article."""
    host.world.expect_errors = True
    async with host.online() as lab:
        await know(lab)
        model.broken = True
        yield lab


@pytest.mark.parametrize("by", ["command", "message", "article"])
async def test_a_failure_has_a_reference_that_stands_in_the_log(
    lab: Lab, configured: Configured, by: str
) -> None:
    """Whoever hosts the bot finds the failure by what the person was told."""
    log = configured("INFO", "text")
    if by == "command":
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
    elif by == "message":
        await lab.world.say(lab.bob, lab.general, f"{lab.world.bot.mention} {QUESTION}")
    else:
        file = ("a.txt", b"The lighthouse of Norwick was built by Ann Lee in 1850.", "text/plain")
        await lab.world.slash(lab.alice, lab.general, "article add", file=file)
    told = await shown(lab, "Something inside Footnote failed.")
    [name] = REFERENCE.findall(told.text)
    lines = [line for line in log.getvalue().splitlines() if f"[{name}]" in line]
    assert any("failed: LookupError" in line for line in lines)
    if by != "article":  # which is added apart from the command that asked for it
        assert f"A {by} arrived: " in lines[0]


async def test_every_interaction_has_its_own(lab: Lab, configured: Configured) -> None:
    """Two failures are two references."""
    log = configured("WARNING", "text")
    for person in (lab.alice, lab.bob):
        await lab.world.slash(person, lab.general, "ask", question=QUESTION)
        await shown(lab, f"<@{person.id}> asked")
        await shown(lab, "Reference: ")
    assert len(set(re.findall(r"ERROR \[(\w{7})\]", log.getvalue()))) == 2


async def test_the_log_says_nothing_of_what_people_wrote(lab: Lab, configured: Configured) -> None:
    """Which command it was stands there, and no word of the question or an article."""
    log = configured("INFO", "json")
    lab.world.expect_errors = True
    await lab.world.slash(lab.bob, lab.general, "ask", question="Is Zanzibar mentioned?")
    await shown(lab, "Reference: ")
    await lab.world.say(lab.bob, lab.general, f"{lab.world.bot.mention} Zanzibar? Or Dossin?")
    assert "A command arrived: ask." in log.getvalue()
    told = [line for line in log.getvalue().splitlines() if '"exception"' not in line]
    assert told
    assert not any("Zanzibar" in line or "Dossin" in line for line in told)
