"""Which models a server has, and what is known of them."""

import re
from dataclasses import dataclass

from engine.errors import ServerRefused
from engine.remote.replies import Listed, ModelList, Properties
from engine.remote.server import Server

UNKNOWN_PARAMETERS = 8_000_000_000
"""How large a model counts whose size nobody tells: small ones aren't worth a server."""

_SIZE = re.compile(r"(?<![A-Za-z0-9.])(\d+(?:\.\d+)?)\s?([MB])(?![A-Za-z0-9])", re.IGNORECASE)
_UNITS = {"m": 1_000_000, "b": 1_000_000_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A model on a server.

    Attributes:
        name: what it is called there.
        parameters: how many weights it has, as far as anybody says.
        context_tokens: the most tokens of prompt and reply together; None where nobody says.
    """

    name: str
    parameters: int
    context_tokens: int | None


async def offer(server: Server, wanted: str | None) -> Offer:
    """Return the model of a name, or the first one that a server has.

    Raises:
        ServerAway: the server can't be reached, or has no time.
        ServerRefused: it has no such model, or doesn't speak like OpenAI's.
    """
    listed = (await server.get("/v1/models", ModelList)).data
    chosen = next((each for each in listed if wanted in {None, each.id}), None)
    if chosen is None:
        names = ", ".join(each.id for each in listed[:10]) or "none"
        raise ServerRefused(
            f"The model server {server.address} has no model {wanted or ''}".rstrip()
            + f"; it has {names}. Choose one of these."
        )
    return Offer(
        name=chosen.id,
        parameters=_parameters(chosen),
        context_tokens=await _context_tokens(server, chosen),
    )


def parameters_named(name: str) -> int | None:
    """Return how many weights a model has by its name, such as `Qwen2.5-7B-Instruct`."""
    sizes = [float(number) * _UNITS[unit.lower()] for number, unit in _SIZE.findall(name)]
    return int(max(sizes)) if sizes else None


def _parameters(listed: Listed) -> int:
    told = listed.meta.n_params if listed.meta is not None else None
    return told or parameters_named(listed.id) or UNKNOWN_PARAMETERS


async def _context_tokens(server: Server, listed: Listed) -> int | None:
    """Return the context as vLLM tells it, as llama-server does, or as it was trained."""
    if listed.max_model_len is not None:
        return listed.max_model_len
    if listed.meta is None:
        return None
    try:
        told = (await server.get("/props", Properties)).default_generation_settings.n_ctx
    except ServerRefused:
        told = None
    return told or listed.meta.n_ctx or listed.meta.n_ctx_train
