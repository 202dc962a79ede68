"""How many tokens a prompt has on a server: asked where it tells, else estimated from above."""

import re
from collections.abc import Awaitable, Callable
from math import ceil

from engine.errors import ServerRefused
from engine.remote.replies import Counted, Tokens
from engine.remote.server import Server

Count = Callable[[str, str], Awaitable[int]]
"""Counts the tokens of a system text and a user's text."""

_FRAME = 64  # tokens of a chat template around two texts, with room to spare
_PROBE = "The ferry leaves at six."
_PIECES = re.compile(r"[A-Za-z]+|\s+|.", re.DOTALL)
_LETTERS = 2.5  # of a word that share a token, at the least


async def counting(server: Server, name: str) -> Count:
    """Return how tokens of a model are counted on its server.

    Raises:
        ServerAway: the server can't be reached, or has no time.
    """
    for count in (_by_llama_server(server), _by_vllm(server, name), _by_llama_cpp(server, name)):
        try:
            if await count("", _PROBE):
                return count
        except ServerRefused:
            continue
    return _estimated


def estimate(text: str) -> int:
    """Return about how many tokens a text has, rather too many than too few.

    Tokenisers know most English words whole; of other words they make pieces, of letters of other
    scripts up to a token a byte, and of digits often a token each.
    """
    return sum(map(_tokens, _PIECES.findall(text)))


def _tokens(piece: str) -> int:
    if piece.isspace():
        return len(piece) - 1
    if piece.isascii():
        return ceil(len(piece) / _LETTERS)
    return len(piece.encode("utf-8", "replace"))


async def _estimated(system: str, user: str) -> int:
    return _FRAME + estimate(system) + estimate(user)


def _by_llama_server(server: Server) -> Count:
    async def count(system: str, user: str) -> int:
        body = {"content": f"{system}\n{user}", "add_special": False, "parse_special": False}
        tokens = (await server.post("/tokenize", body, Tokens)).tokens
        return _FRAME + len(tokens) if tokens else 0

    return count


def _by_vllm(server: Server, name: str) -> Count:
    async def count(system: str, user: str) -> int:
        body = {"model": name, "messages": messages(system, user)}
        return (await server.post("/tokenize", body, Counted)).count

    return count


def _by_llama_cpp(server: Server, name: str) -> Count:
    async def count(system: str, user: str) -> int:
        body = {"model": name, "input": f"{system}\n{user}"}
        return _FRAME + (await server.post("/extras/tokenize/count", body, Counted)).count

    return count


def messages(system: str, user: str) -> list[dict[str, str]]:
    """Return two texts as the messages of a conversation."""
    told = [{"role": "system", "content": system}] if system else []
    return [*told, {"role": "user", "content": user}]
