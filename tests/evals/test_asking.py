import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from answer.models import Abstention, Answer
from bot.settings import Settings
from bot.terminal.terminal import Terminal
from evals.asking import ask_all, opened_store
from evals.labelled import LabelledSet
from evals.measures import violations
from evals.running import Run, measure
from index.extraction.plaintext import ready
from index.models import Corpus
from tests.evals.outcomes import question

TRAWLER = "The trawler Star of Hull sank in 1911 off Iceland. Its crew of twelve was saved."
BALLOON = "The balloon Aurora rose in 1897 from Spitsbergen. Nobody saw its three men again."


def _about(title: str, text: str) -> LabelledSet:
    return LabelledSet(
        name="test",
        corpus=Corpus(title),
        articles=(ready(title, text),),
        questions=(question(answers=["1911"]),),
    )


@pytest.fixture
def terminal() -> Terminal:
    """A terminal that nobody sees."""
    return Terminal(Console(quiet=True), notices=Console(quiet=True))


async def test_questions_are_asked_in_the_corpora_of_their_sets(
    tmp_path: Path, terminal: Terminal
) -> None:
    """With one store for several corpora, what one of them says answers no other's question."""
    sets = [_about("Sea", TRAWLER), _about("Air", BALLOON)]
    async with opened_store(Settings(data_dir=tmp_path), terminal, quoting=True) as assembly:
        session = await ask_all("both", sets, assembly, terminal)
    sea, air = session.asked
    assert isinstance(sea.outcome, Answer)
    assert sea.labelled.answered_by(sea.outcome.text)
    assert isinstance(air.outcome, Abstention)
    assert {each.article.title for each in air.outcome.retrieved} == {"Air"}
    assert session.texts == {("Sea", "Sea"): TRAWLER, ("Air", "Air"): BALLOON}
    assert violations(session) == []


async def test_quotes_alone_need_no_generation_model(tmp_path: Path, terminal: Terminal) -> None:
    """Answers made of quotes have no prompt, whatever model the settings name."""
    settings = Settings(data_dir=tmp_path, model=str(tmp_path / "none.gguf"))
    async with opened_store(settings, terminal, quoting=True) as assembly:
        session = await ask_all("sea", [_about("Sea", TRAWLER)], assembly, terminal)
    outcome = session.asked[0].outcome
    assert isinstance(outcome, Answer)
    assert outcome.prompt_tokens == 0
    assert outcome.claims[0].text.strip('"“”').startswith("The trawler")


async def test_a_kept_store_has_its_articles_the_next_time(
    tmp_path: Path, terminal: Terminal
) -> None:
    """Asking again in the same folder adds nothing and gives the same answer."""
    settings, folder = Settings(data_dir=tmp_path), tmp_path / "kept"
    answers, versions = [], []
    for _ in range(2):
        async with opened_store(settings, terminal, folder=folder, quoting=True) as assembly:
            session = await ask_all("sea", [_about("Sea", TRAWLER)], assembly, terminal)
            catalogue = await assembly.catalogue()
            card = session.asked[0].outcome.retrieved[0].article
            versions.append(await catalogue.history(Corpus("Sea"), card.id))
        assert isinstance(session.asked[0].outcome, Answer)
        answers.append(session.asked[0].outcome.text)
    assert answers[0] == answers[1]
    assert versions[0] == versions[1]


async def test_a_run_measures_what_data_there_is(tmp_path: Path) -> None:
    """With one kind of data in the folder, that one is measured and every question written."""
    article = {"title": "Sea", "text": TRAWLER}
    asked_for = {
        "id": "1",
        "question": "When did the Star of Hull sink?",
        "answers": ["1911"],
        "article": "Sea",
        "evidence": TRAWLER,
        "answerable": True,
    }
    (tmp_path / "squad_articles.jsonl").write_text(json.dumps(article), encoding="utf-8")
    (tmp_path / "squad_questions.jsonl").write_text(json.dumps(asked_for), encoding="utf-8")
    output, told = tmp_path / "all.json", StringIO()
    terminal = Terminal(Console(file=told, width=200), notices=Console(quiet=True))
    run = Run(folder=tmp_path, quotes=True, output=output)
    assert await measure(run, Settings(data_dir=tmp_path / "data"), terminal) == []
    (kind,) = json.loads(output.read_text(encoding="utf-8"))
    assert kind["kind"] == "squad"
    assert kind["verdicts"] == {"right": 1}
    assert kind["measures"]["quote_accuracy"] == 1.0
    assert "Wikipedia (SQuAD 2.0): 1 questions" in told.getvalue()
    assert "Support of claims" in told.getvalue()


async def test_a_run_without_data_is_skipped(tmp_path: Path) -> None:
    """Who has no labelled data is told which variable names its folder."""
    told = StringIO()
    terminal = Terminal(Console(file=told, width=200), notices=Console(quiet=True))
    run = Run(folder=tmp_path)
    assert await measure(run, Settings(data_dir=tmp_path / "data"), terminal) == []
    assert "EVAL_DATA" in told.getvalue()
