"""The bundled models on two servers that speak like OpenAI's, those of llama-cpp-python."""

import json
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.weights import Role, Weights, resolve
from tests.scaled.servers import Settings, answers, kept_port, process

WRITING = Role.GENERATION.value
EMBEDDING = Role.EMBEDDING.value
TOKEN = "only-for-tests"  # noqa: S105 - nobody else's
_CONTEXT_TOKENS = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A model on a server.

    Attributes:
        name: what it is called there.
        weights: its file.
        embeds: whether it makes vectors.
    """

    name: str
    weights: Weights
    embeds: bool = False

    def settings(self) -> dict[str, object]:
        """Return it as the server's file of settings names it."""
        return {
            "model": str(self.weights.path),
            "model_alias": self.name,
            "embedding": self.embeds,
            "n_ctx": 512 if self.embeds else _CONTEXT_TOKENS,
            "verbose": False,
        }


@asynccontextmanager
async def server(folder: Path, *models: Served) -> AsyncIterator[str]:
    """Run a server with some models while in the block; yields its address."""
    port = kept_port(folder)
    file = folder / "server.json"
    told = {
        "host": "127.0.0.1",
        "port": port,
        "api_key": TOKEN,
        "interrupt_requests": False,  # else who asks breaks off what others are being told
        "models": [model.settings() for model in models],
    }
    file.write_text(json.dumps(told), encoding="utf-8")
    url = f"http://127.0.0.1:{port}"
    command = (sys.executable, "-m", "llama_cpp.server", "--config_file", str(file))
    async with process(
        command, ready=lambda: answers(f"{url}/v1/models"), log=folder / "server.log"
    ):
        yield url


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Settings]:
    """Run both models while in the block, each on a server of its own."""
    writing = await resolve("bundled", role=Role.GENERATION, data_dir=folder)
    embedding = await resolve("bundled", role=Role.EMBEDDING, data_dir=folder)
    async with AsyncExitStack() as servers:
        model_url = await servers.enter_async_context(
            server(folder / "writing", Served(name=WRITING, weights=writing))
        )
        embedding_url = await servers.enter_async_context(
            server(folder / "embedding", Served(name=EMBEDDING, weights=embedding, embeds=True))
        )
        yield {
            "MODEL_URL": model_url,
            "MODEL": WRITING,
            "EMBEDDING_URL": embedding_url,
            "EMBEDDING_MODEL": f"server:{EMBEDDING}",
            "MODEL_TOKEN": TOKEN,
            "CONTEXT_TOKENS": str(_CONTEXT_TOKENS),  # this server doesn't tell
            "WORDING": "model",  # small as it is, it is to be asked
        }
