from bot.records.models import GuildSettings
from tests.bot.discord.lab import Lab, record_shown
from tests.bot.discord.library import know
from tests.bot.discord.quick import embedder, generator, hasty
from tests.bot.discord.reading import answer, message

__all__ = ["embedder", "generator", "hasty"]

MORNING = (
    "The fire in the harbour of Norwick began at four in the morning on Tuesday.\n\n"
    "In all, 34 people were taken to the hospital of Norwick with burns after the fire.\n\n"
    "The old fish market of Norwick burned down to its walls that night."
)
EVENING = (
    "Firefighters from Aldermouth came with three engines to the harbour of Norwick.\n\n"
    "In all, 43 people were taken to the hospital of Norwick with burns after the fire.\n\n"
    "The old fish market of Norwick burned down to its walls that night."
)
GARDEN = "Beans and peas grow best in the light soil of the gardens behind the church of Orsay."


async def test_a_comparison_says_what_is_shared_and_what_differs(lab: Lab) -> None:
    """What only one says stands under its title, then what both say, then both numbers."""
    first = await know(lab, MORNING, title="The morning paper", url=None)
    second = await know(lab, EVENING, title="The evening paper", url=None)
    options = {"first": first.id, "second": second.id}
    asked = await lab.world.slash(lab.bob, lab.general, "compare", **options)
    shown = await message(lab, lab.general, "Follow up")
    assert asked.acknowledged is not None
    own, _, rest = shown.text.partition("They agree")
    shared, _, differing = rest.partition("They disagree")
    assert "**The morning paper · Tarn Courier" in own
    assert "four in the morning" in own
    assert "three engines" in own
    assert "The old fish market of Norwick burned down" in shared
    assert "“34”" in differing
    assert "“43”" in differing
    kept = await record_shown(lab, shown)
    assert kept is not None
    assert kept.kind == "comparison"
    assert [len(each.sides) for each in kept.disagreements] == [2]


async def test_a_comparison_can_have_a_subject(lab: Lab) -> None:
    """The heading names it, and only what is about it is told; its footnotes open."""
    await know(lab, MORNING, title="The morning paper", url=None)
    await know(lab, EVENING, title="The evening paper", url=None)
    options = {"first": "morning", "second": "evening", "about": "the old fish market"}
    await lab.world.slash(lab.bob, lab.general, "compare", **options)
    shown = await message(lab, lab.general, "Follow up")
    assert "The morning paper / The evening paper: the old fish market" in shown.text
    assert "three engines" not in shown.text
    opened = await lab.world.choose(lab.alice, shown, "open", ["1"])
    assert "burned down" in (await answer(lab, opened)).text


async def test_a_subject_that_is_in_none_is_said_so(lab: Lab) -> None:
    """The message says it, and there is nothing to cite."""
    await know(lab, MORNING, title="The morning paper", url=None)
    await know(lab, GARDEN, title="The garden", url=None)
    options = {"first": "morning", "second": "garden", "about": "volcanoes of Iceland"}
    await lab.world.slash(lab.bob, lab.general, "compare", **options)
    shown = await message(lab, lab.general, "None of these articles says anything")
    assert shown.buttons == []


async def test_one_article_is_not_compared_with_itself(lab: Lab) -> None:
    """The sentence says how many it takes."""
    await know(lab, MORNING, title="The morning paper", url=None)
    options = {"first": "morning", "second": "paper"}
    asked = await lab.world.slash(lab.bob, lab.general, "compare", **options)
    assert "two to 4 different articles" in (await answer(lab, asked)).text


async def test_who_may_not_ask_may_not_compare(lab: Lab) -> None:
    """Comparisons need the models as answers do."""
    settings = GuildSettings(asking_roles=frozenset({lab.guild.role("readers").id}))
    await lab.parts.records.guilds.save(lab.guild.id, settings)
    await know(lab, MORNING, title="The morning paper", url=None)
    await know(lab, EVENING, title="The evening paper", url=None)
    options = {"first": "morning", "second": "evening"}
    asked = await lab.world.slash(lab.bob, lab.general, "compare", **options)
    assert "@readers" in (await answer(lab, asked)).text


async def test_articles_to_compare_are_offered_while_typing(lab: Lab) -> None:
    """Every option proposes titles."""
    card = await know(lab, GARDEN, title="The garden", url=None)
    offered = [
        await lab.world.autocomplete(
            lab.bob, lab.general, "compare", focused=option, typed="garden"
        )
        for option in ("first", "second", "third", "fourth")
    ]
    await lab.world.until(lambda: all(one.choices for one in offered))
    assert [one.choices for one in offered] == [[{"name": card.title, "value": card.id}]] * 4
