"""The bundled models in a process of their own, which is killed while they work."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable
from contextlib import aclosing
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
import pytest_asyncio

from engine.embedding import LlamaEmbedder
from engine.generation import LlamaGenerator
from engine.process.engine import Engine
from engine.process.models import RemoteGenerator
from engine.reranking import LlamaReranker
from engine.weights import Weights

pytestmark = pytest.mark.asyncio(loop_scope="session")

_T = TypeVar("_T")

TEXTS = [f"The lighthouse on cape {number} was finished by three masons." for number in range(40)]
QUESTION = "Who finished the lighthouse?"
TALE = "Tell a story about the sea."


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def engine() -> AsyncIterator[Engine]:
    """A process for real models, shared by these tests; they may kill it."""
    async with Engine() as opened:
        yield opened


async def killed_meanwhile(engine: Engine, name: str, asked: Awaitable[_T]) -> _T:
    """Return what was asked of a process that certainly died over it."""
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGSTOP)
    task = asyncio.ensure_future(asked)
    await asyncio.sleep(0)
    os.kill(engine.pid, getattr(signal, name))
    os.kill(engine.pid, signal.SIGCONT)
    return await task


def resident(engine: Engine) -> int:
    """Return how many bytes of its process are in memory."""
    pages = Path(f"/proc/{engine.pid}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


async def test_vectors_are_the_same_there(
    engine: Engine, embedding_weights: Weights, embedder: LlamaEmbedder
) -> None:
    """In another process as in this one, and after that process was killed."""
    expected = await embedder.embed(TEXTS)
    async with await engine.embedder(embedding_weights) as remote:
        assert (remote.name, remote.dimension) == (embedder.name, embedder.dimension)
        vectors = await remote.embed(TEXTS, patient=True)
        again = await killed_meanwhile(engine, "SIGKILL", remote.embed(TEXTS))
    np.testing.assert_allclose(vectors, expected, atol=1e-5)
    np.testing.assert_allclose(again, expected, atol=1e-5)


async def test_scores_are_the_same_there(
    engine: Engine, reranking_weights: Weights, reranker: LlamaReranker
) -> None:
    """In another process as in this one, and after that process crashed."""
    expected = await reranker.score(QUESTION, TEXTS)
    async with await engine.reranker(reranking_weights) as remote:
        scores = await remote.score(QUESTION, TEXTS)
        again = await killed_meanwhile(engine, "SIGSEGV", remote.score(QUESTION, TEXTS))
    np.testing.assert_allclose(scores, expected, atol=1e-3)
    np.testing.assert_allclose(again, expected, atol=1e-3)


async def test_a_reply_survives_a_kill(
    engine: Engine, generation_weights: Weights, generator: LlamaGenerator
) -> None:
    """A reply goes on where it was, in the words in which it would have gone on."""
    expected = "".join(
        [piece async for piece in generator.generate(system="", user=TALE, max_tokens=30)]
    )
    async with await engine.generator(generation_weights) as remote:
        assert (remote.parameters, remote.context_tokens) == (
            generator.parameters,
            generator.context_tokens,
        )
        assert await remote.count_tokens(system="", user=TALE) == await generator.count_tokens(
            system="", user=TALE
        )
        reply = ""
        async with aclosing(remote.generate(system="", user=TALE, max_tokens=30)) as pieces:
            async for piece in pieces:
                if not reply:
                    assert engine.pid is not None
                    os.kill(engine.pid, signal.SIGKILL)
                reply += piece
    assert reply == expected


@pytest.mark.skipif(sys.platform != "linux", reason="memory is looked up in /proc")
async def test_memory_is_given_back(engine: Engine, generation_weights: Weights) -> None:
    """Closing a model frees most of what it took, though its process goes on."""

    async def write(remote: RemoteGenerator) -> None:
        async for _ in remote.generate(system="", user=TALE, max_tokens=5):
            pass

    async with await engine.generator(generation_weights) as remote:
        await write(remote)  # whatever stays once it was used isn't this model's
    before, pid = resident(engine), engine.pid
    remote = await engine.generator(generation_weights)
    await write(remote)
    loaded = resident(engine)
    await remote.close()
    assert engine.pid == pid
    assert loaded - before > 100_000_000
    assert resident(engine) - before < (loaded - before) / 4


async def test_asking_needs_no_llama_cpp_here(tmp_path: Path) -> None:
    """A question with the default settings is answered without native models in our process.

    Nor is the generation model converted, which nobody asks.
    """
    script = tmp_path / "ask.py"
    script.write_text(_ASKING, encoding="utf-8")
    done = subprocess.run(  # noqa: S603, ASYNC221 - our own script, and nothing else runs here
        [sys.executable, script, tmp_path],
        cwd=tmp_path,  # where no .env is
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["1871", "True", "False", "2"]


_ASKING = """
import asyncio, sys
from pathlib import Path
from rich.console import Console
from bot.assembly import Assembly
from bot.settings import Settings
from bot.terminal.terminal import Terminal
from index.models import Corpus, ExtractedArticle

corpus = Corpus("local")
text = "The lighthouse was finished in 1871 by three masons. Its lens was ground in Paris."

async def main(folder):
    quiet = Console(quiet=True)
    settings = Settings(data_dir=folder)
    async with Assembly(settings, Terminal(quiet, notices=quiet)) as assembly:
        adding = (await assembly.index()).ingestion
        await adding.add(corpus, ExtractedArticle(title="The light", text=text))
        answering = (await assembly.answers()).answering
        answer = await answering.outcome(corpus, "When was the lighthouse finished?")
    print("1871" if "1871" in answer.claims[0].text else answer)
    print("engine.process.engine" in sys.modules)
    print(any(name.startswith("llama_cpp") for name in sys.modules))
    print(len([*folder.glob("models/bundled/*.gguf")]))

asyncio.run(main(Path(sys.argv[1])))
"""
