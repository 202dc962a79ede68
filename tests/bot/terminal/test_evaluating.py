"""Questions whose answers are known, by the command line and in the chat."""

import json
from pathlib import Path

from tests.bot.conftest import Footnote

FIRE = "harbour-fire.txt"
QUESTIONS = (
    '{"id": "sank", "question": "Which boat sank during the fire?", "answers": ["Morning Grace"]}\n'
    '{"id": "boils", "question": "What is the boiling point of tungsten?", "expected": '
    '"abstention"}\n'
)


def test_questions_of_a_file_are_asked_with_other_settings(
    footnote: Footnote, samples: dict[str, str], tmp_path: Path
) -> None:
    """The object tells both runs and what got worse; the report and the questions are written."""
    footnote("add", samples[FIRE])
    (tmp_path / "q.jsonl").write_text(QUESTIONS)
    written = ("--report", "r.html", "--keep", "kept.jsonl")
    asked = footnote(
        "eval", "--json", "--questions", "q.jsonl", *written, "--with", "ABSTAIN_BELOW=1"
    )
    assert asked.exit_code == 0, asked.stderr
    told = json.loads(asked.stdout)
    assert [run["right"] for run in told["runs"]] == [2, 1]
    assert told["worse"] == ["sank"]
    assert told["better"] == []
    assert told["runs"][1]["results"][0]["right_if_answered"] is True
    assert "ABSTAIN_BELOW=1" in (tmp_path / "r.html").read_text()
    assert len((tmp_path / "kept.jsonl").read_text().splitlines()) == 2
    assert not list(tmp_path.glob("*.partial"))


def test_what_cannot_be_evaluated_says_why(
    footnote: Footnote, samples: dict[str, str], tmp_path: Path
) -> None:
    """Nothing kept, nothing to answer from, a setting that isn't one, an article that isn't."""
    (tmp_path / "q.jsonl").write_text(QUESTIONS)
    for arguments, sentence in (
        ((), "No questions are kept yet"),
        (("--questions", "q.jsonl"), "nothing to answer from"),
        (("LOG_LEVEL=DEBUG",), "can't be tried"),
        (("--questions", "none.jsonl"), "none.jsonl"),
    ):
        refused = footnote("eval", *arguments)
        assert refused.exit_code == 1
        assert sentence in refused.stderr
    (tmp_path / "q.jsonl").write_text('{"question": "Who?", "article": "No such thing"}\n')
    footnote("add", samples[FIRE])
    assert "No article fits" in footnote("eval", "--questions", "q.jsonl").stderr


def test_the_chat_keeps_what_is_judged(footnote: Footnote, samples: dict[str, str]) -> None:
    """/good and /bad keep the last question once; the command line asks it, too, until it goes."""
    lines = (
        "/good",
        f"/add '{samples[FIRE]}'",
        "Which boat sank during the fire?",
        "/good",
        "/bad Morning Disgrace; Evening Grace",
        "What is the boiling point of tungsten?",
        "/good",
        "/eval list",
        "/eval",
        "/eval remove nonsense",
        "/eval sideways",
    )
    result = footnote("chat", text="\n".join(lines) + "\n")
    assert result.exit_code == 0
    assert "Nothing has been answered yet" in result.stderr
    assert "Morning Disgrace; Evening Grace" in result.stdout
    assert "to be declined" in result.stdout
    assert "1 of 2" in result.stdout
    assert "No question is kept as “nonsense”" in result.stderr
    assert "/eval remove ID" in result.stderr
    told = json.loads(footnote("eval", "--json").stdout)
    results = {each["question"]: each for each in told["runs"][0]["results"]}
    assert results["Which boat sank during the fire?"]["verdict"] != "right"
    removals = [f"/eval remove {each['id']}" for each in results.values()]
    removed = footnote("chat", text="\n".join([*removals, "/eval list"]) + "\n")
    assert "No longer kept: Which boat sank during the fire?" in removed.stdout
    assert "No questions are kept yet" in removed.stdout
