"""Which refusals pass, and how often they are tried again."""

from dataclasses import dataclass
from typing import cast

import aiohttp
import discord
import pytest

from bot.posting.delivery import insisting, passes


@dataclass
class Reply:
    """What discord.py makes an error of."""

    status: int
    reason: str = ""


def refusal(status: int) -> discord.HTTPException:
    """Return the error of an answer with `status`."""
    return discord.HTTPException(cast(aiohttp.ClientResponse, Reply(status)), None)


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again at once."""
    monkeypatch.setattr("bot.posting.delivery._PAUSES", (0.0, 0.0))


@pytest.mark.parametrize("error", [refusal(429), refusal(503), aiohttp.ClientError(), OSError()])
async def test_trouble_passes(error: Exception) -> None:
    """Rate limits, trouble at Discord and a lost connection are tried again, a few times."""
    assert passes(error)
    tried = []

    async def send() -> str:
        tried.append(1)
        if len(tried) <= 2:
            raise error
        return "sent"

    assert await insisting(send) == "sent"
    tried.clear()

    async def fail() -> None:
        tried.append(1)
        raise error

    with pytest.raises(type(error)):
        await insisting(fail)
    assert len(tried) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404])
async def test_a_no_is_final(status: int) -> None:
    """What Discord refuses for good isn't tried again."""
    tried = []

    async def fail() -> None:
        tried.append(1)
        raise refusal(status)

    with pytest.raises(discord.HTTPException):
        await insisting(fail)
    assert len(tried) == 1
    assert not passes(refusal(status))
