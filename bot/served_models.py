"""The models that are asked on servers: found by address and name, opened when first needed."""

import asyncio

from bot.errors import UserError
from bot.settings import Settings
from engine.remote.address import Address
from engine.remote.embedding import ServedEmbedder
from engine.remote.generation import ServedGenerator
from engine.remote.limits import Limits
from engine.remote.server import Access, Server

_BUNDLED = "bundled"
_SERVER = "server"
_NAMED = f"{_SERVER}:"


class ServedModels:
    """Servers that were asked, each with one set of connections. All methods raise EngineError."""

    def __init__(self) -> None:
        """Ask nobody yet."""
        self._servers: dict[tuple[Address, str | None], Server] = {}
        self._opening = asyncio.Lock()

    async def generator(self, settings: Settings) -> ServedGenerator:
        """Return the generation model that MODEL_URL and MODEL name.

        Raises:
            UserError: MODEL_URL isn't set.
        """
        if settings.model_url is None:
            raise UserError("MODEL_URL isn't set, so there is no server to ask.")
        return await ServedGenerator.open(
            await self._server(settings.model_url, settings),
            name=None if settings.model == _BUNDLED else settings.model,
            limits=Limits(most_context_tokens=settings.context_tokens, parallel=settings.parallel),
        )

    async def embedder(self, settings: Settings) -> ServedEmbedder:
        """Return the embedding model that EMBEDDING_MODEL names, on EMBEDDING_URL or MODEL_URL.

        Raises:
            UserError: neither address is set.
        """
        url = settings.embedding_url or settings.model_url
        if url is None:
            raise UserError(
                f"EMBEDDING_MODEL={settings.embedding_model} is to be asked on a server, but "
                "neither EMBEDDING_URL nor MODEL_URL says on which."
            )
        return await ServedEmbedder.open(
            await self._server(url, settings),
            name=settings.embedding_model.removeprefix(_SERVER).removeprefix(":") or None,
            parallel=settings.parallel,
        )

    async def close(self) -> None:
        """Break off what is under way."""
        servers, self._servers = self._servers, {}
        for server in servers.values():
            await server.close()

    async def _server(self, url: str, settings: Settings) -> Server:
        token = settings.model_token.get_secret_value() if settings.model_token else None
        address = Address.parse(url)
        async with self._opening:
            if (address, token) not in self._servers:
                access = Access(token=token, silent_seconds=settings.model_seconds)
                self._servers[address, token] = await Server.open(address, access)
            return self._servers[address, token]


def serves_embeddings(settings: Settings) -> bool:
    """Tell whether embeddings are asked on a server.

    Raises:
        UserError: an address for them is set that nothing would be asked at.
    """
    model = settings.embedding_model
    served = model == _SERVER or model.startswith(_NAMED)
    if settings.embedding_url is not None and not served:
        raise UserError(
            f"EMBEDDING_URL is set, but EMBEDDING_MODEL={model} isn't asked there. Set "
            "EMBEDDING_MODEL=server:NAME, or take EMBEDDING_URL out."
        )
    return served


def place_of(settings: Settings) -> str:
    """Return what MODEL_URL adds to the name of the generation model, without a password."""
    return "" if settings.model_url is None else f" on {Address.parse(settings.model_url)}"
