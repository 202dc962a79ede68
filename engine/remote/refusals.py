"""What the refusals and silences of a model server mean, in sentences for who set it up."""

import json

import httpx

from engine.errors import ModelError, PromptTooLong, ServerAway, ServerRefused
from engine.remote.address import Address

_ABSENT = frozenset({404, 405, 501})
_TOO_LONG = ("context_length", "context_size", "maximum context", "context window")


def misread(address: Address, path: str) -> ServerRefused:
    """Return the error that a reply isn't what it should be."""
    return ServerRefused(
        f"The model server {address} replies to {path} in a way that isn't understood; check that "
        "it is one that speaks like OpenAI's."
    )


def cut_off(address: Address) -> ServerAway:
    """Return the error that a reply ended before its end."""
    return ServerAway(f"The model server {address} broke off its reply; its log may say why.")


def busy(address: Address, status: int) -> ServerAway:
    """Return the error that a server has no time."""
    return ServerAway(f"The model server {address} has no time now ({status}); try again later.")


def lost(address: Address, error: httpx.TransportError, *, silent_seconds: float) -> ServerAway:
    """Return the error that a server can't be reached, or went silent for so long."""
    if isinstance(error, httpx.ReadTimeout):
        return ServerAway(
            f"The model server {address} gave no sign of life for {silent_seconds:g} seconds; look "
            "after it, or allow it more time."
        )
    return ServerAway(
        f"The model server {address} can't be reached ({type(error).__name__}); check that it "
        "runs, and its address."
    )


def refused(address: Address, status: int, path: str, said: str) -> ModelError | PromptTooLong:
    """Return the error that an answer without a reply means.

    Args:
        address: who answered.
        status: the HTTP status of the answer.
        path: what was asked for.
        said: the answer's content, of which no more than a code is repeated.
    """
    if status in {401, 403}:
        return ServerRefused(
            f"The model server {address} doesn't let Footnote in ({status}); check the token that "
            "is set for it."
        )
    if status < 500 and any(mark in said for mark in _TOO_LONG):
        return PromptTooLong(
            f"The text is too long for the model on {address}; give it less, or start the server "
            "with a larger context."
        )
    if status in _ABSENT or 300 <= status < 400:
        return ServerRefused(
            f"The model server {address} has no {path}{_coded(said)}; check its address and the "
            "name of the model.",
            status=status,
        )
    return ServerRefused(
        f"The model server {address} answered {status} to {path}{_coded(said)}; its log may say "
        "why.",
        status=status,
    )


def _coded(said: str) -> str:
    """Return the code of an error in brackets; never its words, which may repeat what was asked."""
    try:
        code = json.loads(said)["error"]["code"]
    except (ValueError, LookupError, TypeError):
        return ""
    short = isinstance(code, str) and code.isascii() and len(code) <= 60
    return f" ({code})" if short and code.replace("_", "").isalnum() else ""
