import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from bot.terminal.commands import Commands
from tests.bot.conftest import Footnote

FIRE = "harbour-fire.txt"
FIRE_TITLE = "Norwick harbour fire: dozens led to safety as fish market burns"
LIGHT = "the-light-at-skarness.md"


def _id(shown: str) -> str:
    found = re.search(r"id ([0-9a-f]{16})", shown)
    assert found is not None, shown
    return found[1]


def test_from_an_article_to_a_cited_answer(footnote: Footnote, samples: dict[str, str]) -> None:
    """A person adds an article, asks, and sees the quote, the title and where to find it."""
    added = footnote("add", samples[FIRE])
    assert added.exit_code == 0, added.stderr
    asked = footnote("ask", "How many people were led to safety?")
    assert asked.exit_code == 0, asked.stderr
    assert "[1]" in asked.stdout
    assert "“Thirty-four people were led to safety" in asked.stdout
    assert f"footnote show {_id(added.stdout)} --at" in asked.stdout


def test_a_footnote_opens_its_sentence(footnote: Footnote, samples: dict[str, str]) -> None:
    """`show --at` with a citation's offset marks the quoted sentence."""
    footnote("add", samples[FIRE])
    answer = json.loads(footnote("ask", "--json", "How many people were led to safety?").stdout)
    citation = answer["citations"][0]
    shown = footnote("show", citation["article_id"], "--at", str(citation["start"]))
    assert shown.exit_code == 0, shown.stderr
    assert citation["quote"] in shown.stdout
    beyond = footnote("show", citation["article_id"], "--at", "999999")
    assert beyond.exit_code == 1
    assert "No sentence" in beyond.stderr


def test_json_is_the_contract(footnote: Footnote, samples: dict[str, str]) -> None:
    """`ask --json` prints one object with the promised keys and nothing else."""
    footnote("add", samples[FIRE], samples[LIGHT])
    asked = footnote("ask", "--json", "Which boat sank during the fire?")
    answer = json.loads(asked.stdout)
    assert asked.stdout.count("\n") == 1
    assert answer["abstained"] is False
    assert {"question", "answer", "claims", "citations", "retrieved", "seconds"} <= set(answer)
    markers = {citation["marker"] for citation in answer["citations"]}
    assert answer["claims"]
    assert all(claim["citations"] for claim in answer["claims"])
    assert all(markers >= set(claim["citations"]) for claim in answer["claims"])
    assert any("Morning Grace" in citation["quote"] for citation in answer["citations"])
    assert 1 <= len(answer["retrieved"]) <= 10
    seconds = answer["seconds"]
    assert set(seconds) == {"retrieve", "first_token", "total", "stages"}
    assert {"rewriting", "embedding", "search", "marking", "evidence", "check"} <= set(
        seconds["stages"]
    )
    assert 0 < sum(seconds["stages"].values()) <= seconds["total"] + 0.01


def test_a_trace_shows_where_the_time_went(footnote: Footnote, samples: dict[str, str]) -> None:
    """`ask --trace` shows the stages of the answer below it, and only if asked to."""
    footnote("add", samples[FIRE])
    question = "How many people were led to safety?"
    traced = footnote("ask", question, "--trace")
    assert traced.exit_code == 0, traced.stderr
    assert re.search(r"embedding +[\d.,]+ ms", traced.stdout)
    assert "Evidence shown after" in traced.stdout
    assert "Evidence shown after" not in footnote("ask", question).stdout


def test_what_the_articles_do_not_say_is_declined(
    footnote: Footnote, samples: dict[str, str]
) -> None:
    """A question about something else abstains, with the nearest passages, and isn't an error."""
    footnote("add", samples[FIRE])
    asked = footnote("ask", "What is the boiling point of tungsten?")
    assert asked.exit_code == 0
    assert "The articles say nothing about that." in asked.stdout
    assert "nearest passages" in asked.stdout


def test_what_asks_about_no_article_is_redirected(
    footnote: Footnote, samples: dict[str, str]
) -> None:
    """The kind of every reply is told to programs."""
    footnote("add", samples[FIRE])
    greeted = json.loads(footnote("ask", "Hello, who are you?", "--json").stdout)
    assert (greeted["abstained"], greeted["kind"]) == (True, "no-question")
    assert greeted["answer"].startswith("This is Footnote.")
    assert greeted["retrieved"] == greeted["citations"] == []
    asked = json.loads(footnote("ask", "Which boat sank during the fire?", "--json").stdout)
    assert (asked["abstained"], asked["kind"]) == (False, "answer")


def test_one_article_can_be_asked_briefly(footnote: Footnote, samples: dict[str, str]) -> None:
    """`--article` keeps the other articles out, and `--style brief` makes one claim."""
    footnote("add", samples[FIRE], samples[LIGHT])
    question = ("ask", "Which boat sank during the fire?")
    there = json.loads(footnote(*question, "--json", "--article", FIRE_TITLE).stdout)
    assert {item["article"] for item in there["retrieved"]} == {FIRE_TITLE}
    brief = json.loads(
        footnote(*question, "--json", "--article", FIRE_TITLE, "--style", "brief").stdout
    )
    assert len(brief["claims"]) == len(brief["citations"]) == 1
    elsewhere = footnote("ask", "Who leads the Norwick council?", "--article", "Skarness")
    assert "The article says nothing about that." in elsewhere.stdout
    unknown = footnote(*question, "--article", "Nowhere")
    assert unknown.exit_code == 1
    assert "No article fits" in unknown.stderr


def test_a_batch_answers_every_line(
    footnote: Footnote, samples: dict[str, str], tmp_path: Path
) -> None:
    """`ask --batch` writes one object a line, in order, with the ids of the questions."""
    footnote("add", samples[FIRE])
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"id": "a", "question": "Which boat sank?"}\n'
        '{"id": "b", "question": "Who was its skipper?", "history": '
        '[{"speaker": "user", "text": "Which boat sank?"}]}\n'
    )
    output = tmp_path / "answers.jsonl"
    result = footnote("ask", "--batch", str(questions), "--output", str(output))
    assert result.exit_code == 0, result.stderr
    answers = [json.loads(line) for line in output.read_text().splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b"]
    assert list(tmp_path.glob("*.partial")) == []


@pytest.mark.parametrize(("length", "points"), [("brief", 3), ("standard", 6), ("detailed", 12)])
def test_a_summary_cites_every_point(
    footnote: Footnote, samples: dict[str, str], length: str, points: int
) -> None:
    """Each point of a summary cites a verbatim sentence of the article."""
    footnote("add", samples[LIGHT])
    result = footnote("summarize", "The Light at Skarness", "--json", "--length", length)
    assert result.exit_code == 0, result.stderr
    summary = json.loads(result.stdout)
    assert len(summary["points"]) == points
    text = footnote("show", summary["article_id"]).stdout
    for point in summary["points"]:
        for marker in point["citations"]:
            assert summary["citations"][marker - 1]["quote"] in text


def test_a_summary_can_have_a_focus(footnote: Footnote, samples: dict[str, str]) -> None:
    """With `--focus` the points are about it, and there are none where nothing is."""
    footnote("add", samples[LIGHT])
    command = ("summarize", "Skarness", "--json", "--focus")
    lens = json.loads(footnote(*command, "the lens").stdout)
    assert lens["focus"] == "the lens"
    assert all("lens" in citation["quote"] for citation in lens["citations"])
    assert lens["citations"]
    nothing = footnote(*command, "vaccines")
    assert nothing.exit_code == 0
    assert json.loads(nothing.stdout)["points"] == []


def test_a_wall_is_refused_and_a_short_page_added_with_a_warning(
    footnote: Footnote, tmp_path: Path
) -> None:
    """What stands in an article's place isn't stored, and the person is told what to do."""
    said = (
        "<html><title>The dam</title><article><p>The engineers who inspected the dam in March "
        "found what they had feared: cracks along its crest.</p></article>"
    )
    page = tmp_path / "dam.html"
    page.write_text(f"{said}<div>Subscribe to continue reading.</div></html>")
    refused = footnote("add", str(page))
    assert refused.exit_code == 1
    assert "to subscribers only" in refused.stderr
    assert "copy its text and add that instead" in refused.stderr
    assert "cracks along its crest" in footnote("extract", str(page)).stdout
    page.write_text(f"{said}</html>")
    added = footnote("add", str(page))
    assert "Added “The dam”" in added.stdout
    assert "suspiciously short" in added.stderr


def test_articles_are_listed_and_removed(footnote: Footnote, samples: dict[str, str]) -> None:
    """A list shows titles and ids; an article is removed by a part of its title."""
    footnote("add", samples[FIRE], samples[LIGHT])
    listed = footnote("articles").stdout
    assert "Norwick harbour fire" in listed
    assert "The Light at Skarness" in listed
    removed = footnote("remove", "harbour fire")
    assert removed.exit_code == 0, removed.stderr
    assert "Norwick" not in footnote("articles").stdout


def test_adding_again_changes_nothing(footnote: Footnote, samples: dict[str, str]) -> None:
    """The same article is known the second time."""
    footnote("add", samples[FIRE])
    assert footnote("add", samples[FIRE]).stdout.startswith("Already known")


def test_pasted_text_comes_from_standard_input(footnote: Footnote) -> None:
    """`add -` reads text; a title and a link can be given."""
    text = "The bakery on Elm Street opened in 1931. It sells rye bread on Fridays only."
    added = footnote("add", "-", "--title", "Bakery", "--url", "https://example.org/b", text=text)
    assert added.exit_code == 0, added.stderr
    asked = footnote("ask", "--json", "When did the bakery on Elm Street open?")
    (citation, *_) = json.loads(asked.stdout)["citations"]
    assert citation["article"] == "Bakery"
    assert citation["url"] == "https://example.org/b"


def test_a_bulk_file_is_imported(
    footnote: Footnote, samples: dict[str, str], tmp_path: Path
) -> None:
    """`import` takes texts and places; what fails is told and the rest is there."""
    bulk = tmp_path / "bulk.jsonl"
    lines = [
        {"title": "Bakery", "text": "The bakery opened in 1931.\n\nIt sells rye bread."},
        {"source": samples[FIRE]},
        {"source": str(tmp_path / "missing.txt")},
    ]
    bulk.write_text("\n".join(map(json.dumps, lines)))
    result = footnote("import", str(bulk))
    assert result.exit_code == 1
    assert "2 added, 1 failed" in result.stdout
    assert "missing.txt" in result.stderr
    assert len(footnote("articles").stdout.splitlines()) == 3


def test_extracting_touches_no_store(
    footnote: Footnote, samples: dict[str, str], tmp_path: Path
) -> None:
    """`extract --json` prints what is read of a file, and makes no data folder."""
    result = footnote("extract", "--json", samples[FIRE])
    extracted = json.loads(result.stdout)
    assert extracted["byline"] == "Tamsin Oyelaran"
    assert extracted["published"] == "2025-10-14"
    assert "Skip to main content" not in extracted["text"]
    assert not (tmp_path / "data").exists()


def test_lost_vectors_are_stored_again(
    footnote: Footnote, samples: dict[str, str], tmp_path: Path
) -> None:
    """Without its vectors the store makes them anew, of itself and when it is told to."""
    footnote("add", samples[FIRE])
    for command in (("ask", "Which boat sank?"), ("reindex",)):
        for path in sorted((tmp_path / "data" / "vectors").rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        assert footnote(*command).exit_code == 0
        assert "Morning Grace" in footnote("ask", "Which boat sank?").stdout


def test_another_embedding_model_is_noticed(
    footnote: Footnote,
    samples: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Vectors of another model aren't compared; the sentence names the way out."""
    footnote("add", samples[FIRE])
    monkeypatch.setenv("EMBEDDING_MODEL", "bundled")
    refused = footnote("ask", "Which boat sank?")
    assert refused.exit_code == 1
    assert "footnote reindex" in refused.stderr


def test_the_doctor_finds_all_well(footnote: Footnote, samples: dict[str, str]) -> None:
    """With everything right there is a line for each check and exit code 0."""
    footnote("add", samples[FIRE])
    result = footnote("doctor")
    assert result.exit_code == 0, result.stderr
    assert len(re.findall(r"^ok ", result.stdout, re.MULTILINE)) == 13
    assert "articles: 1," in result.stdout


def test_the_doctor_says_whether_sites_can_complain(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host who gave no contact is told that sites have none; one who did sees it."""
    assert "FETCH_CONTACT isn't set" in footnote("doctor").stdout
    monkeypatch.setenv("FETCH_CONTACT", "mailto:host@example.org")
    assert "sites can complain to mailto:host@example.org" in footnote("doctor").stdout


def test_the_doctor_names_what_is_wrong(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that isn't there is named, and the exit code is 1."""
    monkeypatch.setenv("MODEL", "/nowhere/model.gguf")
    result = footnote("doctor")
    assert result.exit_code == 1
    assert "/nowhere/model.gguf" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ask", "Who?"), "nothing to answer from"),
        (("ask", "--json", "Who?"), "nothing to answer from"),
        (("ask", "Who?", "--corpus", "elsewhere"), "no corpus “elsewhere”"),
        (("articles", "--corpus", "elsewhere"), "no corpus “elsewhere”"),
        (("show", "nonsense"), "No article fits “nonsense”"),
        (("remove", "nonsense"), "No article fits “nonsense”"),
        (("summarize", "nonsense"), "No article fits “nonsense”"),
        (("add", "missing.txt"), "missing.txt"),
        (("add", "."), "is a folder"),
        (("add", "empty.txt"), "empty"),
        (("add", "binary.bin"), "binary.bin"),
        (("add", "http://127.0.0.1:1/"), "127.0.0.1:1"),
        (("add", "http://10.0.0.1/"), "10.0.0.1"),
        (("import", "missing.jsonl"), "missing.jsonl"),
        (("ask", "--batch", "missing.jsonl", "--output", "out.jsonl"), "missing.jsonl"),
        (("extract", "binary.bin"), "binary.bin"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    footnote: Footnote, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    """Refusals exit with 1, name the thing, print no traceback and nothing on standard output."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.bin").write_bytes(bytes(range(256)) * 8)
    result = footnote(*arguments)
    assert result.exit_code == 1
    assert says in result.stderr
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", " "),
        ("ask", "Who?", "--batch", "a.jsonl"),
        ("ask", "--batch", "a.jsonl"),
        ("summarize", "x", "--length", "endless"),
        ("add",),
        ("add", "a.txt", "b.txt", "--title", "One"),
        ("nonsense",),
    ],
)
def test_wrong_usage_is_exit_code_two(footnote: Footnote, arguments: tuple[str, ...]) -> None:
    """What the command line can't mean is refused before anything is opened."""
    assert footnote(*arguments).exit_code == 2


def test_a_bad_setting_is_one_sentence(footnote: Footnote, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting that can't be used is named by every command."""
    monkeypatch.setenv("THREADS", "many")
    result = footnote("articles")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "THREADS" in result.stderr


def test_a_broken_model_is_one_sentence(
    footnote: Footnote, samples: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file that is no model is named, by `ask` as by `doctor`."""
    footnote("add", samples[FIRE])
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + bytes(200))
    monkeypatch.setenv("MODEL", str(tmp_path / "broken.gguf"))
    result = footnote("ask", "Which boat sank?")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "broken.gguf" in result.stderr


def test_a_data_folder_in_use_is_refused(
    footnote: Footnote, samples: dict[str, str], tmp_path: Path
) -> None:
    """Two processes don't share a store; the second one is told which folder is taken."""
    footnote("add", samples[FIRE])
    with FileLock(tmp_path / "data" / "lock"):
        result = footnote("articles")
    assert result.exit_code == 1
    assert "Another Footnote is using" in result.stderr


def test_corpora_are_separate(footnote: Footnote, samples: dict[str, str]) -> None:
    """What is added to one corpus can't be found in another."""
    footnote("add", samples[FIRE], "--corpus", "one")
    footnote("add", samples[LIGHT], "--corpus", "two")
    assert "Norwick" not in footnote("articles", "--corpus", "two").stdout
    asked = footnote("ask", "--json", "Which boat sank?", "--corpus", "two")
    assert all(
        passage["article"] == "The Light at Skarness"
        for passage in json.loads(asked.stdout)["retrieved"]
    )


def test_a_defect_is_one_sentence_too(footnote: Footnote, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw is told without a traceback, with what shows more."""

    async def broken(_self: Commands) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Commands, "articles", broken)
    result = footnote("articles")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "ZeroDivisionError" in result.stderr
    assert "LOG_LEVEL=DEBUG" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_reader_may_leave_early(samples: dict[str, str], tmp_path: Path) -> None:
    """Output that nobody reads to its end, as with `head`, ends without complaint."""
    folder = str(tmp_path / "data")
    command = [sys.executable, "-m", "bot", "extract", samples[LIGHT]]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "DATA_DIR": folder},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout as output:
        output.read(10)
    with process.stderr as complaints:
        assert complaints.read() == b""
    process.wait()
