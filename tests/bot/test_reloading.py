import shutil
from collections.abc import AsyncIterator
from io import StringIO
from pathlib import Path

import pytest
import pytest_asyncio
from rich.console import Console

from answer.models import Answer
from bot.assembly import Assembly
from bot.online.reloading import Reloading
from bot.settings import NO_MODEL, load_settings
from bot.terminal.terminal import Terminal
from engine.options import usual
from engine.tuning.tuned import Attention, Tuned, Tunings, Way, circumstances
from engine.weights import Weights
from index.models import Corpus

_CORPUS = Corpus("local")
_SAMPLE = Path(__file__).parents[2] / "samples" / "harbour-fire.txt"
_QUESTION = "How many people were led to safety?"


class Host:
    """Somebody who has set the settings in `.env`, and changes them.

    Attributes:
        printed: what the terminal shows.
    """

    def __init__(self, weights: Weights) -> None:
        """Name a model's file as `MODEL`."""
        self._weights = weights
        self.printed = StringIO()
        console = Console(file=self.printed, width=1000)
        self.terminal = Terminal(console, notices=console)

    def set(self, **settings: str) -> None:
        """Write these settings, beside those that tests need, to `.env`."""
        lines = {"MODEL": str(self._weights.path), **settings}
        Path(".env").write_text("".join(f"{name}={value}\n" for name, value in lines.items()))


@pytest.fixture
def host(
    generation_weights: Weights,
    embedding_weights: Weights,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Host:
    for name in ("MODEL", "WORDING", "FEED_MINUTES", "CONTEXT_TOKENS", "THREADS", "GPU_LAYERS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EMBEDDING_MODEL", str(embedding_weights.path))
    monkeypatch.setenv("RERANKER_MODEL", NO_MODEL)
    monkeypatch.chdir(tmp_path)
    host = Host(generation_weights)
    host.set(WORDING="quotes")
    return host


@pytest_asyncio.fixture
async def assembly(host: Host, tmp_path: Path) -> AsyncIterator[Assembly]:
    """Footnote with one article and the model that its host set; how it runs was measured."""
    settings = load_settings(data_dir=tmp_path / "data")
    async with Assembly(settings, host.terminal) as opened:
        page = await opened.reader.place(str(_SAMPLE))
        await (await opened.index()).ingestion.add(_CORPUS, page)
        _measured(settings.data_dir, Path(settings.model), threads=settings.thread_count)
        yield opened


def _measured(data_dir: Path, model: Path, *, threads: int) -> None:
    """Keep a result for a model's file, so that no test waits for a measurement."""
    way = Way(cache_type="f16", flash_attention=True)
    tuned = Tuned(
        options=usual(threads),
        writing=((threads, 100.0),),
        reading=((threads, 500.0),),
        pieces=((64, 500.0),),
        steps=((1, 0.01),),
        attention=(Attention(way=way, writing=100, together=200, reading=500),),
        share=1.0,
        seconds=10.0,
    )
    here = circumstances(model, threads=threads, gpu_layers=0)
    Tunings(data_dir / "tuning").keep(here, tuned)


async def _asked(assembly: Assembly) -> bool:
    """Ask a question, and return whether the model was asked for its answer."""
    answering = (await assembly.answers()).answering
    outcome = await answering.outcome(_CORPUS, _QUESTION)
    assert isinstance(outcome, Answer)
    return outcome.prompt_tokens > 0


async def test_another_wording_counts_from_the_next_question(
    host: Host, assembly: Assembly
) -> None:
    """Settings that were read again decide whether the model is asked, and the host is told."""
    assert not await _asked(assembly)
    host.set(WORDING="model")
    await Reloading(assembly, host.terminal).reload()
    assert "Changing WORDING…" in host.printed.getvalue()
    assert "From now on answers come with MODEL=" in host.printed.getvalue()
    assert "WORDING=model; those under way" in host.printed.getvalue()
    assert assembly.settings.wording == "model"
    assert await _asked(assembly)


async def test_another_model_answers_without_a_restart(
    host: Host, assembly: Assembly, tmp_path: Path
) -> None:
    """The model that is named now is asked, with the context that it is given."""
    host.set(WORDING="model")
    reloading = Reloading(assembly, host.terminal)
    await reloading.reload()
    assert await _asked(assembly)
    other = tmp_path / "other.gguf"
    shutil.copy(assembly.settings.model, other)
    host.set(WORDING="model", MODEL=str(other), CONTEXT_TOKENS="1024")
    await reloading.reload()
    assert "Changing CONTEXT_TOKENS, MODEL…" in host.printed.getvalue()
    assert (await assembly.generator()).context_tokens == 1024
    assert await _asked(assembly)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"MODEL": "/nowhere/model.gguf"}, "/nowhere/model.gguf"),
        ({"WORDING": "poems"}, "WORDING"),
    ],
)
async def test_what_cannot_be_used_changes_nothing(
    host: Host, assembly: Assembly, settings: dict[str, str], says: str
) -> None:
    """A model that isn't there, or a value that makes no sense, is told, and all goes on."""
    before = assembly.settings
    host.set(**settings)
    await Reloading(assembly, host.terminal).reload()
    assert "Nothing has changed:" in host.printed.getvalue()
    assert says in host.printed.getvalue()
    assert assembly.settings == before
    assert not await _asked(assembly)


async def test_a_model_that_cannot_be_asked_is_told_at_once(
    host: Host, assembly: Assembly, embedding_weights: Weights
) -> None:
    """A model is loaded before the next question, so the host learns what is wrong with it."""
    host.set(WORDING="model", MODEL=str(embedding_weights.path))
    await Reloading(assembly, host.terminal).reload()
    assert "choose a generation model" in host.printed.getvalue()


async def test_what_only_a_restart_changes_is_told(host: Host, assembly: Assembly) -> None:
    """Settings that aren't about the writing model stay, and the host learns which."""
    host.set(WORDING="quotes", FEED_MINUTES="30")
    reloading = Reloading(assembly, host.terminal)
    await reloading.reload()
    assert host.printed.getvalue() == "Only a restart changes FEED_MINUTES.\n"
    assert assembly.settings.feed_minutes == 60
    host.set(WORDING="quotes")
    await reloading.reload()
    assert host.printed.getvalue().endswith("The settings were read again; none is different.\n")
