"""Footnote with models on servers: what the settings mean, and what it costs when one goes away."""

from collections.abc import AsyncIterator
from io import StringIO
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr
from rich.console import Console

from answer.models import Answer, Turn
from bot.assembly import Assembly
from bot.errors import UserError
from bot.localisation import Localisation
from bot.records.models import Kept
from bot.render import people
from bot.served_models import place_of, serves_embeddings
from bot.settings import NO_MODEL, Settings
from bot.terminal.terminal import Terminal
from engine.errors import ServerAway
from engine.weights import Weights
from index.models import Corpus
from tests.bot.render.seen import text
from tests.engine.remote.scripted import CHAT, NAME, ModelServer, serving

_CORPUS = Corpus("local")
_SAMPLE = Path(__file__).parents[2] / "samples" / "harbour-fire.txt"
_QUESTION = "How many people were led to safety?"
_BEFORE = Turn(speaker="user", text="Which boat sank during the fire?")


@pytest_asyncio.fixture
async def scripted() -> AsyncIterator[ModelServer]:
    """A server with a large model, which breaks off where a test wants it to."""
    async with serving(ModelServer()) as server:
        yield server


@pytest_asyncio.fixture
async def assembly(
    scripted: ModelServer, embedding_weights: Weights, tmp_path: Path
) -> AsyncIterator[Assembly]:
    """Footnote with one article, whose writing model is on that server."""
    settings = Settings(
        data_dir=tmp_path / "data",
        model_url=f"{scripted.url}/v1",
        model_token=SecretStr("sesame"),
        embedding_model=str(embedding_weights.path),
        reranker_model=NO_MODEL,
    )
    console = Console(file=StringIO())
    async with Assembly(settings, Terminal(console, notices=console)) as opened:
        page = await opened.reader.place(str(_SAMPLE))
        await (await opened.index()).ingestion.add(_CORPUS, page)
        yield opened


async def _asked(assembly: Assembly, *history: Turn) -> Answer:
    answering = (await assembly.answers()).answering
    outcome = await answering.outcome(_CORPUS, _QUESTION, history=history)
    assert isinstance(outcome, Answer)
    return outcome


async def test_a_model_on_a_server_words_answers(scripted: ModelServer, assembly: Assembly) -> None:
    """A large one is asked without any further setting, and what it makes up isn't shown."""
    answer = await _asked(assembly)
    (asked,) = scripted.asked_at(CHAT)
    assert asked.body["model"] == NAME
    assert asked.headers["Authorization"] == "Bearer sesame"
    assert answer.citations
    assert "ferry left" not in str(answer)


@pytest.mark.parametrize("history", [(), (_BEFORE,)])
async def test_answers_are_quotes_while_the_server_is_away(
    scripted: ModelServer, assembly: Assembly, history: tuple[Turn, ...]
) -> None:
    """A server that breaks off costs the wording, of questions and answers, and nothing else."""
    scripted.ending = "broken"
    assert (await _asked(assembly, *history)).citations
    assert scripted.asked_at(CHAT)


async def test_a_server_that_is_away_at_the_start_is_found_later(
    assembly: Assembly, caplog: pytest.LogCaptureFixture
) -> None:
    """Footnote starts and answers with quotes, and asks the model as soon as it is there."""
    async with serving(ModelServer()) as server:
        port = int(server.url.rpartition(":")[2])
    settings = assembly.settings.model_copy(update={"model_url": server.url})
    other = await assembly.beside(settings)
    async with other:
        assert (await _asked(other)).citations
        assert "Until it is back, answers are quotes" in caplog.text
        async with serving(ModelServer(), port) as back:
            assert (await _asked(other)).citations
            assert back.asked_at(CHAT)


async def test_another_server_is_asked_after_a_reload(
    scripted: ModelServer, assembly: Assembly
) -> None:
    """MODEL_URL can change without a restart; one that isn't there changes nothing."""
    await _asked(assembly)
    async with serving(ModelServer(names=["Other-8B"])) as other:
        await assembly.reload(assembly.settings.model_copy(update={"model_url": other.url}))
        await _asked(assembly)
        assert len(other.asked_at(CHAT)) == 1
        assert len(scripted.asked_at(CHAT)) == 1
    nowhere = assembly.settings.model_copy(update={"model_url": "http://127.0.0.1:1"})
    with pytest.raises(ServerAway, match=r"127\.0\.0\.1:1"):
        await assembly.reload(nowhere)
    assert assembly.settings.model_url == other.url


async def test_a_model_on_a_server_is_not_measured_here(assembly: Assembly) -> None:
    """`footnote tune` says why."""
    assert await assembly.local_models.tuned() is None
    with pytest.raises(UserError, match="MODEL_URL"):
        await assembly.local_models.tune()


@pytest.mark.parametrize("model", ["server", f"server:{NAME}"])
async def test_embeddings_may_be_asked_on_a_server(
    scripted: ModelServer, tmp_path: Path, model: str
) -> None:
    """On EMBEDDING_URL, or on MODEL_URL where that isn't set."""
    console = Console(file=StringIO())
    for embedding_url, model_url in ((scripted.url, None), (None, scripted.url)):
        settings = Settings(
            data_dir=tmp_path,
            embedding_model=model,
            embedding_url=embedding_url,
            model_url=model_url,
        )
        async with Assembly(settings, Terminal(console, notices=console)) as assembly:
            assert (await assembly.embedder()).name == f"server:{NAME}"


async def test_settings_that_miss_something_are_told(tmp_path: Path) -> None:
    """Nothing is asked anywhere else than the host thinks."""
    console = Console(file=StringIO())
    settings = Settings(data_dir=tmp_path, embedding_model="server:bge")
    async with Assembly(settings, Terminal(console, notices=console)) as assembly:
        with pytest.raises(UserError, match="EMBEDDING_URL nor MODEL_URL"):
            await assembly.embedder()
    with pytest.raises(UserError, match=r"Set EMBEDDING_MODEL=server:NAME"):
        serves_embeddings(Settings(embedding_url="http://127.0.0.1:1"))


@pytest.mark.parametrize("language", Localisation().languages)
def test_a_server_that_is_away_is_told_in_every_language(language: str) -> None:
    """Members aren't told its address, only to try again."""
    error = ServerAway("The model server http://gpu.example.lan can't be reached.")
    told = Localisation().texts(language)(f"error-{error.key}", **error.values)
    assert "server-away" not in told
    assert "gpu" not in told


@pytest.mark.parametrize("elsewhere", [True, False])
def test_members_are_told_whether_anything_is_on_other_machines(elsewhere: bool) -> None:
    """`/about` and `/privacy` don't say that all stays on one machine where it doesn't."""
    settings = Settings(model_url="http://gpu.example.lan") if elsewhere else Settings()
    assert settings.elsewhere == elsewhere
    texts = Localisation().texts("en")
    kept = Kept(questions=0, ratings=0, articles=0, open_questions=0)
    view = people.privacy(texts, kept, days=30, backup_days=7, elsewhere=settings.elsewhere)
    shown = text(view)
    assert ("on machines that the host" in shown) == elsewhere
    assert ("on the machine that runs Footnote" in shown) != elsewhere


def test_a_password_in_an_address_does_not_show() -> None:
    """Neither in the settings nor in what is kept with summaries."""
    settings = Settings(model_url="http://me:s3cret@gpu.example.lan/v1")
    assert "s3cret" not in f"{settings!r}{place_of(settings)}"
    assert place_of(settings) == " on http://gpu.example.lan"
    assert place_of(Settings()) == ""
