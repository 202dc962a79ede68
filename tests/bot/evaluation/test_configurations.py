"""Configurations to be compared."""

from pathlib import Path

import pytest
from rich.console import Console

from answer.ports import Generator
from bot.assembly import Assembly
from bot.errors import UserError
from bot.evaluation.configurations import changed, trial
from bot.evaluation.models import EvalQuestion
from bot.evaluation.running import Evaluation, run
from bot.settings import Settings
from bot.terminal.terminal import Terminal
from engine.weights import Weights
from index.models import ArticleId, Corpus, ExtractedArticle
from index.ports import Embedder
from tests.answer.fakes import FakeGenerator
from tests.bot.discord.lab import Models
from tests.index.fakes import BagOfWords

CORPUS = Corpus("local")
FERRY = (
    "The ferry to Orsay leaves the harbour of Tarn at six in the morning.\n\n"
    "Captain Mirelle Dossin has steered the ferry since 2009."
)
WHO = EvalQuestion(id="1", question="Who has steered the ferry since 2009?", answers=("Dossin",))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The defaults, over a folder of the test's own."""
    return Settings.model_validate({"data_dir": tmp_path, "model": "bundled"})


@pytest.fixture
def terminal() -> Terminal:
    """A terminal that shows nothing."""
    quiet = Console(quiet=True)
    return Terminal(quiet, notices=quiet)


def _told(_done: int, _total: int | None, _told: str = "", /) -> None:
    """Be told nothing."""


def _models() -> Models:
    embedder: Embedder = BagOfWords()
    generator: Generator = FakeGenerator("")
    return Models(embedder, generator)


async def _add(assembly: Assembly) -> None:
    article = ExtractedArticle(title="The ferry", text=FERRY)
    await (await assembly.index()).ingestion.add(CORPUS, article)


def test_settings_are_changed_by_name(settings: Settings) -> None:
    """In either case; what isn't named stays."""
    other = changed(settings, ["model = hf:a/b/c.gguf", "CONTEXT_TOKENS=1024"])
    assert (other.model, other.context_tokens) == ("hf:a/b/c.gguf", 1024)
    assert other.data_dir == settings.data_dir
    assert changed(settings, []) == settings


def test_a_share_of_mistakes_goes_before_a_probability(settings: Settings) -> None:
    """Else a host who has set the one couldn't try the other."""
    strict = changed(settings, ["ABSTAIN_BELOW=0.9"])
    assert strict.threshold == 0.9
    assert changed(strict, ["WRONG_AT_MOST=0.3"]).threshold < 0.9


@pytest.mark.parametrize(
    ("assignment", "told"),
    [
        ("MODEL", "NAME=VALUE"),
        ("DATA_DIR=/tmp", "NAME one of"),
        ("DISCORD_TOKEN=x", "NAME one of"),
        ("ABSTAIN_BELOW=2", "ABSTAIN_BELOW=2 can't be tried"),
        ("CONTEXT_TOKENS=many", "CONTEXT_TOKENS=many can't be tried"),
    ],
)
def test_only_what_bears_on_answers_can_be_tried(
    settings: Settings, assignment: str, told: str
) -> None:
    """And only with values that it may have."""
    with pytest.raises(UserError, match=told):
        changed(settings, [assignment])


async def test_a_trial_answers_from_the_same_articles(
    settings: Settings, terminal: Terminal
) -> None:
    """One that declines everything changes nothing of what answers otherwise."""
    async with Assembly(settings, terminal, models=_models()) as assembly:
        await _add(assembly)
        never = changed(settings, ["ABSTAIN_BELOW=1"])
        async with trial(assembly, never, terminal) as other:
            asked = await Evaluation.of(other, CORPUS)
            (declined,) = (await run(asked, [WHO], _told, threshold=1.0)).results
        asked = await Evaluation.of(assembly, CORPUS)
        (answered,) = (await run(asked, [WHO], _told, threshold=0.5)).results
    assert (declined.verdict, declined.if_answered) == ("abstained-wrongly", True)
    assert (answered.verdict, answered.if_answered) == ("right", True)
    assert answered.evidence
    assert declined.outcome.answerability == answered.outcome.answerability


async def test_an_article_that_is_gone_is_told(settings: Settings, terminal: Terminal) -> None:
    """The question about it isn't asked, the others are."""
    lost = EvalQuestion(id="2", question="When?", article=ArticleId("gone"))
    async with Assembly(settings, terminal, models=_models()) as assembly:
        await _add(assembly)
        asked = await Evaluation.of(assembly, CORPUS)
        ended = await run(asked, [lost, WHO], _told, threshold=0.5)
    assert ended.gone == (lost,)
    assert [result.question.id for result in ended.results] == ["1"]


async def test_another_embedding_model_is_tried_on_a_copy(
    settings: Settings, terminal: Terminal, embedding_weights: Weights, generation_weights: Weights
) -> None:
    """Its vectors take nobody's place: afterwards the first one goes on."""
    settings = settings.model_copy(update={"model": str(generation_weights.path)})
    async with Assembly(settings, terminal, models=_models()) as assembly:
        await _add(assembly)
        other_model = changed(settings, [f"EMBEDDING_MODEL={embedding_weights.path}"])
        async with trial(assembly, other_model, terminal) as other:
            assert (await other.embedder()).name != (await assembly.embedder()).name
            found = await (await other.index()).retrieval.retrieve(CORPUS, WHO.question)
            assert other.settings.data_dir != settings.data_dir
            folder = other.settings.data_dir
        again = await (await assembly.index()).retrieval.retrieve(CORPUS, WHO.question)
    assert "Dossin" in found[0].passage.text
    assert "Dossin" in again[0].passage.text
    assert not folder.exists()
