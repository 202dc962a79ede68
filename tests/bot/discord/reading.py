"""Pages to read, and what the bot says of them."""

from collections.abc import Callable

from tests.bot.discord.lab import Lab
from tests.discordfake import Channel, FakeInteraction, FakeMessage, User

WALL = (
    "The harbour wall of Norwick was raised by two metres last summer, after three storms in one "
    "winter had flooded the fish market and the lower part of the town.",
    "The mayor, Ada Lindqvist, praised the builders, who had worked through the rain of April and "
    "finished five weeks before the date that had been agreed upon.",
    "The wall cost eleven million crowns, of which the county paid two thirds and the town the "
    "rest, without raising the harbour dues.",
    "Fishermen had feared that the boats would have to be moved further out, but the new slipway "
    "lets them land where they have always landed.",
)
BRIDGE = (
    "The old bridge over the Torn was closed on Monday, because an inspection had found cracks in "
    "two of its piers that were not there a year ago.",
    "Until a new one is built, a ferry takes up to forty passengers across every twenty minutes, "
    "free of charge for those who live on the northern bank.",
    "Engineer Jonas Falk said that repairing the piers would cost more than half of what a new "
    "bridge costs, and would last for fifteen years only.",
)

SCRIPT = (
    "<html><head><title>The wall</title></head><body><div id=root></div>"
    "<noscript>You need to enable JavaScript to run this app.</noscript>"
    "<script src=/app.js></script></body></html>"
)


def html(title: str, paragraphs: tuple[str, ...] = WALL) -> str:
    """Return a page with an article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html lang=en><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def essay(number: int) -> tuple[str, ...]:
    """Return an article unlike those of other numbers."""
    return tuple(
        f"In part {part} of report {number} " + " ".join(f"w{number}x{part}x{n}" for n in range(40))
        for part in range(3)
    )


async def answer(lab: Lab, interaction: FakeInteraction, text: str = "") -> FakeMessage:
    """Return what answers an interaction, once it says `text` or has such a button."""
    return await _first(lab, lambda: interaction.messages, text)


async def message(
    lab: Lab, channel: Channel, text: str, *, after: FakeMessage | None = None
) -> FakeMessage:
    """Return the first message of a channel that says `text` or has such a button, once it is."""
    least = 0 if after is None else after.id
    return await _first(
        lab, lambda: [one for one in lab.world.messages(channel) if one.id > least], text
    )


async def add(
    lab: Lab,
    link: str,
    *,
    user: User | None = None,
    channel: Channel | None = None,
    title: str = "",
) -> FakeMessage:
    """Let somebody add the article behind a link, alice if nobody is named; return its card."""
    where = channel or lab.general
    last = lab.world.messages(where)[-1:]
    options = {"link": link, **({"title": title} if title else {})}
    await lab.world.slash(user or lab.alice, where, "article add", **options)
    return await message(lab, where, "Open the page", after=last[0] if last else None)


async def _first(lab: Lab, messages: Callable[[], list[FakeMessage]], text: str) -> FakeMessage:
    def found() -> list[FakeMessage]:
        return [one for one in messages() if _says(one, text)]

    return (await lab.world.until(found, timeout=15))[0]


def _says(one: FakeMessage, text: str) -> bool:
    return not one.loading and (text in one.text or text in one.buttons)
