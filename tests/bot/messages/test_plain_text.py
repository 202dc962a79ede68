"""What messages say without Discord's notation, and which are for other bots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.plain_text import has_words, is_command, plain

BOT, ROLE, ALICE = 123456789012345670, 123456789012345671, 123456789012345672


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"<@{BOT}> who wrote it?", "who wrote it?"),
        (f"<@!{BOT}>, who wrote it?", "who wrote it?"),
        (f"<@&{ROLE}>: who wrote it?", "who wrote it?"),
        (f"did <@{ALICE}> write it, <@{BOT}>", "did @Alice write it,"),
        ("did <@999999999999999999> write it?", "did write it?"),
        (f"<@{BOT}>", ""),
        ("what is <#123456789012345673> for", "what is #news for"),
        ("nice <a:wave:123456789012345678> isn’t it", "nice isn’t it"),
        ("what does </article add:123456789012345678> do", "what does /article add do"),
        ("one\n  two   three ", "one\ntwo three"),
        ("1 < 2 > 0 <b>", "1 < 2 > 0 <b>"),
    ],
)
def test_notation_is_put_into_words(content: str, said: str) -> None:
    """Mentions become names, the bot's own and emojis go, the rest stays."""
    names = {ALICE: "Alice", 123456789012345673: "news"}
    assert plain(content, own={BOT, ROLE}, names=names) == said


@given(st.text(st.characters(categories=["L", "N", "Zs"])))
def test_words_stay(text: str) -> None:
    """Of what has no notation only white space changes."""
    assert plain(text).split() == text.split()


@given(st.text())
def test_nothing_is_left_to_take_away(text: str) -> None:
    """What was put into words has no notation left, whatever it was made of."""
    said = plain(f"<@{BOT}> {text}", own={BOT})
    assert f"<@{BOT}>" not in said


@pytest.mark.parametrize("content", ["!rank", "/ask who", ";play x", "$help", "  !rank"])
def test_commands_of_bots_are_told(content: str) -> None:
    """A sign right before the first word calls some bot."""
    assert is_command(content)


@pytest.mark.parametrize("content", ["why?!", "! what", "$5 for what?", "/ what", "- a", "who?"])
def test_questions_are_no_commands(content: str) -> None:
    """Signs elsewhere, and amounts of money, are part of questions."""
    assert not is_command(content)


@pytest.mark.parametrize(
    ("text", "says"), [("a", True), ("是", True), ("?!", False), ("👍", False)]
)
def test_words_are_told_from_signs(text: str, says: bool) -> None:
    """Letters of any script are words, signs and emojis aren't."""
    assert has_words(text) is says
