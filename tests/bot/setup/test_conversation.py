"""Questions in a terminal, or in what stands in its place."""

from io import StringIO

import pytest

from bot.errors import UserError
from bot.setup.conversation import TerminalConversation


@pytest.fixture
def conversation() -> TerminalConversation:
    return TerminalConversation()


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Have somebody type this and nothing more."""
    monkeypatch.setattr("sys.stdin", StringIO(text))


def test_nothing_is_the_default(
    conversation: TerminalConversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Spaces around an answer aren't part of it."""
    typed(monkeypatch, "\n  here \n")
    assert conversation.ask("Folder", "there") == "there"
    assert conversation.ask("Folder", "there") == "here"


def test_yes_and_no_are_asked_for_until_they_come(
    conversation: TerminalConversation,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In the languages that Footnote speaks."""
    typed(monkeypatch, "maybe\nJa\n\nno\n")
    assert conversation.agree("Write it?", default=False)
    assert conversation.agree("Write it?", default=True)
    assert not conversation.agree("Write it?", default=True)
    assert "answer y or n" in capsys.readouterr().out


@pytest.mark.parametrize("asking", ["ask", "ask_secret", "agree"])
def test_an_end_of_answers_is_told(
    conversation: TerminalConversation, monkeypatch: pytest.MonkeyPatch, asking: str
) -> None:
    """Nothing is taken for an answer that nobody gave."""
    typed(monkeypatch, "")
    default = {"default": True} if asking == "agree" else {}
    with pytest.raises(UserError, match="nobody to answer"):
        getattr(conversation, asking)("Folder", **default)
