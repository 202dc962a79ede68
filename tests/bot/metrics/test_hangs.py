"""What is seen of models that hang, in a process of their own."""

import os
import signal

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.metrics.serving import application
from engine.weights import Weights
from tests.bot.discord.lab import Host, eventually
from tests.bot.discord.library import know
from tests.bot.discord.watching import shown

LEAST = 10  # the smallest MODEL_SECONDS
PATIENCE = 60.0  # seconds


@pytest.fixture
def apart(host: Host, monkeypatch: pytest.MonkeyPatch) -> Host:
    """Somebody whose bot has the models that its settings name."""
    monkeypatch.setattr(host, "models", None)
    return host


async def test_models_that_hang_are_seen_and_replaced(
    apart: Host, embedding_weights: Weights
) -> None:
    """Health says 503 while nothing comes back; then the question is answered after all."""
    async with (
        apart.online(
            wording="quotes",
            model_seconds=LEAST,
            embedding_model=str(embedding_weights.path),
            reranker_model="off",
        ) as lab,
        TestClient(TestServer(application(lab.parts, lab.client))) as watcher,
    ):

        async def status() -> tuple[int, str]:
            async with watcher.get("/health") as response:
                return response.status, (await response.json())["checks"]["models"]["told"]

        async def hangs() -> bool:
            answered, told = await status()
            return answered == 503 and "no sign of life" in told

        async def is_back() -> bool:
            return await status() == (200, "replaced 1 times")

        await know(lab)
        pid = lab.parts.assembly.local_models.engine.pid
        assert pid is not None
        async with watcher.get("/metrics") as response:
            assert "footnote_models_process_resident_memory_bytes" in await response.text()
        os.kill(pid, signal.SIGSTOP)
        await lab.world.slash(lab.bob, lab.general, "ask", question="Who steers the ferry?")
        await eventually(hangs, PATIENCE)
        await eventually(is_back, PATIENCE)
        await shown(lab, "Mirelle Dossin")
        await lab.parts.assembly.local_models.close()  # whose tasks are others by now
