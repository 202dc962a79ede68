import pytest

from tests.bot.conftest import Footnote

FIRE = "harbour-fire.txt"
LIGHT = "the-light-at-skarness.md"


def test_piped_lines_are_commands(footnote: Footnote, samples: dict[str, str]) -> None:
    """Each line is run in turn; a question is answered, and its footnote opened."""
    lines = [f"/add '{samples[FIRE]}'", "Which boat sank during the fire?", "/open 1", "/articles"]
    result = footnote("chat", text="\n".join(lines) + "\n")
    assert result.exit_code == 0, result.stderr
    assert "Added “Norwick harbour fire" in result.stdout
    assert result.stdout.count("Morning Grace") >= 2


def test_the_first_run_offers_the_samples(footnote: Footnote) -> None:
    """`run` without a token is the chat and says where to get one; /samples adds articles."""
    result = footnote("run", text="/samples\nWho owns the trawler Morning Grace?\n/quit\nignored")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("Added “") >= 3
    assert "DISCORD_TOKEN isn't set" in result.stderr
    assert "Reset Token" in result.stderr


def test_text_can_be_pasted(footnote: Footnote) -> None:
    """/add alone takes the lines up to a full stop of its own."""
    pasted = "/add\nThe bakery on Elm Street opened in 1931.\nIt sells rye bread.\n.\n/articles\n"
    result = footnote("chat", text=pasted)
    assert "Added “" in result.stdout


def test_an_error_does_not_end_the_chat(footnote: Footnote) -> None:
    """A wrong line is told, and the next one is read."""
    lines = "/nonsense\n/show\n/open 1\n/add 'missing\nWho?\n/help\n"
    result = footnote("chat", text=lines)
    assert result.exit_code == 0
    for sentence in (
        "There is no command /nonsense",
        "/show ARTICLE",
        "isn't a footnote",
        "quotation mark",
        "nothing to answer from",
    ):
        assert sentence in result.stderr
    assert "/summarize ARTICLE" in result.stdout


def test_a_summary_can_be_asked_for(footnote: Footnote, samples: dict[str, str]) -> None:
    """/summarize takes a part of the title and a length, and its footnotes open."""
    result = footnote(
        "chat", text=f"/add '{samples[FIRE]}'\n/summarize harbour fire brief\n/open 3\n"
    )
    assert result.stdout.count("• ") == 3
    assert result.stderr == ""


def test_a_summary_can_have_a_focus(footnote: Footnote, samples: dict[str, str]) -> None:
    """What follows two dashes is what the points are about; nothing about it is said so."""
    lines = ["/summarize harbour fire brief -- Morning Grace", "/summarize harbour -- volcanoes"]
    result = footnote("chat", text="\n".join([f"/add '{samples[FIRE]}'", *lines]) + "\n")
    assert result.stdout.count("• ") == 1
    assert "say anything about “volcanoes”" in result.stdout
    assert result.stderr == ""


def test_one_article_can_be_asked_alone(footnote: Footnote, samples: dict[str, str]) -> None:
    """/in narrows the questions to an article and widens them again; /style shortens answers."""
    lines = [
        f"/add '{samples[FIRE]}' '{samples[LIGHT]}'",
        "/in Skarness",
        "Who leads the Norwick council?",
        "/in",
        "/style brief",
        "Which boat sank during the fire?",
        "/style endless",
    ]
    result = footnote("chat", text="\n".join(lines) + "\n")
    declined, answered = result.stdout.split("Asking all articles from now on.")
    assert "The article says nothing about that." in declined
    assert "[1]" in answered
    assert "[2]" not in answered
    assert "/style brief|standard" in result.stderr


def test_a_malformed_token_is_refused(footnote: Footnote, monkeypatch: pytest.MonkeyPatch) -> None:
    """With something else than a token, `run` says where to get one, without showing it."""
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    result = footnote("run")
    assert result.exit_code == 1
    assert "DISCORD_TOKEN doesn't look like a bot token" in result.stderr
    assert "very-secret" not in result.stderr
