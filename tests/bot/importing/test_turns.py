import asyncio

from bot.importing.items import Link, Wanted
from bot.importing.lines import TextLine
from bot.importing.turns import Turns


def _link(host: str, number: int) -> Link:
    return Link(link=f"https://{host}.example/{number}")


async def _taken(turns: Turns) -> Wanted:
    item = await turns.take()
    assert item is not None
    return item


async def test_of_one_host_only_a_few_are_under_way() -> None:
    """A host's third link waits until one of its first two is through, and nobody else's."""
    turns = Turns(at_one_host=2)
    for number in range(3):
        await turns.put(_link("slow", number))
    await turns.put(_link("quick", 0))
    first = await _taken(turns)
    taken = [first, await _taken(turns), await _taken(turns)]
    assert sorted(str(item) for item in taken) == sorted(
        map(str, [_link("slow", 0), _link("slow", 1), _link("quick", 0)])
    )
    third = asyncio.ensure_future(_taken(turns))
    await asyncio.sleep(0)
    assert not third.done()
    await turns.done(first)
    assert await third == _link("slow", 2)


async def test_texts_wait_where_they_come_from() -> None:
    """Who brings more texts than may wait is held up until one is taken; links never are."""
    turns = Turns(here=1)
    texts = [TextLine(title=str(number), text="Text.") for number in range(2)]
    await turns.put(texts[0])
    more = asyncio.ensure_future(turns.put(texts[1]))
    for number in range(100):
        await turns.put(_link("host", number))
    assert not more.done()
    assert await turns.take() == texts[0]
    await more


async def test_the_end_is_told_when_all_is_through() -> None:
    """What is under way may bring something in its place, so that the end comes after it."""
    turns = Turns()
    text = TextLine(title="A", text="Text.")
    await turns.put(text)
    await turns.close()
    assert await turns.take() == text
    waiting = asyncio.ensure_future(turns.take())
    await turns.put(_link("host", 1))
    await turns.done(text)
    assert await waiting == _link("host", 1)
    last = asyncio.ensure_future(turns.take())
    await turns.done(_link("host", 1))
    assert await last is None
