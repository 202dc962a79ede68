"""One walk through everything, as a server would take it, with the real bundled models."""

from tests.bot.discord.lab import SAMPLES, Lab
from tests.bot.discord.pages import Pages
from tests.discordfake import Channel, FakeMessage

_PATIENCE = 60.0


async def _next(lab: Lab, channel: Channel, after: int, button: str) -> FakeMessage:
    """Return the next message of the bot that has `button`, once it stands."""
    return await lab.world.until(
        lambda: next(
            (
                message
                for message in lab.world.messages(channel)[after:]
                if button in message.buttons
            ),
            None,
        ),
        timeout=_PATIENCE,
    )


async def test_an_article_from_its_file_to_its_removal(lab: Lab) -> None:
    """A file is added, asked about, opened at its quote, summarised and removed."""
    world, general = lab.world, lab.general
    await lab.add_sample("harbour-fire.txt")

    seen = len(world.messages(general))
    asked = await world.slash(lab.bob, general, "ask", question="Which boat sank during the fire?")
    answer = await _next(lab, general, seen, "Follow up")
    assert "[1]" in answer.text
    assert asked.acknowledged is not None
    assert not answer.pings

    opened = await world.click(lab.alice, answer, "Show")
    await world.answered(opened)
    assert opened.response is not None
    assert opened.response.ephemeral
    assert "**" in opened.response.text

    follow_up = await world.say(lab.bob, general, "and who owned it?", reply_to=answer)
    reply = await _next(lab, general, len(world.messages(general)) - 1, "Follow up")
    assert reply.reply_to == follow_up.id

    seen = len(world.messages(general))
    found = await world.autocomplete(
        lab.alice, general, "summarize", focused="article", typed="fire"
    )
    await world.answered(found)
    assert found.choices
    article = found.choices[0]["value"]
    await world.slash(lab.alice, general, "summarize", article=article, length="brief")
    summary = await _next(lab, general, seen, "Passages")
    assert "[1]" in summary.text

    removal = await world.slash(lab.alice, general, "article remove", article=article)
    await world.answered(removal)
    assert removal.response is not None
    await world.click(lab.alice, removal.response, "remove-sure")
    question = removal.response
    await world.until(lambda: "Removed" in question.text)
    gone = await world.click(lab.alice, answer, "Show")
    await world.answered(gone)
    assert gone.response is not None
    assert "removed" in gone.response.text


async def test_a_page_opens_at_the_quote(lab: Lab, pages: Pages) -> None:
    """The footnotes of an article with a link open the page at the quoted words."""
    html = (SAMPLES / "seed-library.html").read_text(encoding="utf-8")
    link = pages.put("seeds", html)
    seen = len(lab.world.messages(lab.general))
    await lab.world.slash(lab.alice, lab.general, "article add", link=link)
    await _next(lab, lab.general, seen, "Summarize")
    seen = len(lab.world.messages(lab.general))
    question = "How many kinds of seed do the drawers hold?"
    await lab.world.say(lab.alice, lab.general, f"<@{lab.world.bot.id}> {question}")
    answer = await _next(lab, lab.general, seen, "Passages")
    assert "1,140" in answer.text
    assert any(one.startswith(f"{link}#:~:text=") for one in answer.links)
