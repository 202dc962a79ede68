"""How a model server is asked: patiently, with its token, and with its refusals understood."""

import asyncio
import logging

import pytest

from engine.errors import ModelError, PromptTooLong, ServerAway, ServerRefused
from engine.remote.address import Address
from engine.remote.replies import ModelList
from engine.remote.server import Access, Server
from tests.engine.remote.conftest import QUICK, embedder_on, generator_on, written
from tests.engine.remote.scripted import CHAT, EMBEDDINGS, ModelServer, serving


@pytest.mark.parametrize("status", [429, 503, 502])
async def test_a_server_without_time_is_asked_again(
    scripted: ModelServer, server: Server, status: int
) -> None:
    """Busy servers and those that are still loading a model cost time only."""
    generator = await generator_on(server)
    scripted.statuses = [status, status]
    assert await written(generator) == ["The ", "ferry ", "left."]
    assert len(scripted.asked_at(CHAT)) == 3


async def test_a_server_that_never_has_time_is_told(scripted: ModelServer, server: Server) -> None:
    """After some tries the error names the server; the next who asks doesn't wait as long."""
    generator = await generator_on(server)
    scripted.statuses = [503] * 100
    with pytest.raises(ServerAway, match=rf"{scripted.url} has no time now \(503\)"):
        await written(generator)
    assert len(scripted.asked_at(CHAT)) == QUICK.tries
    with pytest.raises(ServerAway):
        await written(generator)
    assert len(scripted.asked_at(CHAT)) == QUICK.tries + 1
    scripted.statuses = []
    assert await written(generator)


async def test_what_can_wait_is_tried_for_longer(scripted: ModelServer, server: Server) -> None:
    """Articles being added outlast a server that is started anew."""
    embedder = await embedder_on(server)
    scripted.statuses = [503] * (QUICK.patient_tries - 1)
    assert (await embedder.embed(["a ferry"], patient=True)).shape == (1, 4)
    scripted.statuses = [503] * QUICK.tries
    with pytest.raises(ServerAway):
        await embedder.embed(["a ferry"])


async def test_a_server_that_is_gone_is_named() -> None:
    """The sentence has its address, without the password that stood in it."""
    async with serving(ModelServer()) as gone:
        url = gone.url.replace("http://", "http://me:s3cret@")
    async with await Server.open(Address.parse(url), QUICK) as server:
        with pytest.raises(ServerAway, match="can't be reached") as told:
            await generator_on(server)
    assert gone.url in str(told.value)
    assert "s3cret" not in str(told.value)


async def test_a_silent_server_is_given_up(scripted: ModelServer) -> None:
    """It isn't asked again: whatever keeps it silent would again."""
    impatient = Access(silent_seconds=0.2, pause=0.001)
    async with await Server.open(Address.parse(scripted.url), impatient) as server:
        generator = await generator_on(server)
        scripted.ending = "waiting"
        with pytest.raises(ServerAway, match=r"no sign of life for 0\.2 seconds"):
            await written(generator)
    assert len(scripted.asked_at(CHAT)) == 1


@pytest.mark.parametrize(
    ("status", "said", "kind", "told"),
    [
        (401, "", ServerRefused, "doesn't let Footnote in"),
        (403, "", ServerRefused, "check the token"),
        (404, '{"error": {"code": "model_not_found"}}', ServerRefused, r"\(model_not_found\)"),
        (308, "", ServerRefused, "has no /v1/chat/completions"),
        (500, "Traceback", ServerRefused, "answered 500"),
        (400, '{"error": {"code": "context_length_exceeded"}}', PromptTooLong, "too long"),
        (400, '{"error": {"type": "exceed_context_size_error"}}', PromptTooLong, "too long"),
        (400, "maximum context length is 4096 tokens", PromptTooLong, "too long"),
    ],
)
async def test_each_refusal_has_its_sentence(
    scripted: ModelServer,
    server: Server,
    status: int,
    said: str,
    kind: type[Exception],
    told: str,
) -> None:
    """It names the server and what to look at."""
    generator = await generator_on(server)
    scripted.statuses, scripted.said = [status], said
    with pytest.raises(kind, match=told):
        await written(generator)
    assert len(scripted.asked_at(CHAT)) == 1


async def test_what_a_server_repeats_of_a_question_is_told_to_nobody(
    scripted: ModelServer, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    """Servers put what they were asked into their errors; it is in the log for debugging only."""
    generator = await generator_on(server)
    scripted.statuses, scripted.said = [422], '{"detail": [{"input": "my secret question"}]}'
    with caplog.at_level(logging.INFO), pytest.raises(ServerRefused) as told:
        await written(generator)
    assert "my secret" not in f"{told.value}{caplog.text}"


async def test_the_token_goes_to_the_server_only(scripted: ModelServer, server: Server) -> None:
    """A server that redirects isn't followed: neither token nor question goes elsewhere."""
    generator = await generator_on(server)
    async with serving(ModelServer()) as other:
        scripted.statuses, scripted.headers = [307], {"Location": f"{other.url}{CHAT}"}
        with pytest.raises(ServerRefused):
            await written(generator)
        assert not other.asked
    assert {each.headers["Authorization"] for each in scripted.asked} == {"Bearer sesame"}


async def test_a_password_in_the_address_is_sent_and_not_logged(
    scripted: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    """It goes along as it does in a browser; no line of any log has it."""
    url = scripted.url.replace("http://", "http://me:s3cret@")
    with caplog.at_level(logging.DEBUG):
        async with await Server.open(Address.parse(url), Access()) as server:
            await server.get("/v1/models", ModelList)
    assert scripted.asked[0].headers["Authorization"].startswith("Basic ")
    assert scripted.url in caplog.text
    assert "s3cret" not in caplog.text


def test_a_token_does_not_show() -> None:
    """Not even where somebody prints what the server is asked with."""
    assert "sesame" not in repr(QUICK)


async def test_a_token_that_can_not_be_sent_is_told() -> None:
    """The sentence names the server, and doesn't repeat the token."""
    with pytest.raises(ModelError, match="set it anew") as told:
        await Server.open(Address.parse("http://127.0.0.1:1"), Access(token="töken"))  # noqa: S106
    assert "töken" not in str(told.value)


@pytest.mark.parametrize("nonsense", ["", "[]", "{", '{"data": [{"id": 5}]}', "<html>", "null"])
async def test_what_is_no_reply_is_told(
    scripted: ModelServer, server: Server, nonsense: str
) -> None:
    """A web page or another program at that address isn't taken for a model server."""
    scripted.nonsense = nonsense
    with pytest.raises(ServerRefused, match="isn't understood"):
        await generator_on(server)


async def test_a_proxy_of_the_environment_is_not_told_what_people_ask(
    scripted: ModelServer, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Model servers are asked directly."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with await Server.open(Address.parse(scripted.url), QUICK) as opened:
        await asyncio.gather(generator_on(opened), generator_on(server))
    assert scripted.asked


async def test_a_pause_that_a_server_asks_for_is_kept(
    scripted: ModelServer, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Retry-After counts, up to some seconds."""
    embedder = await embedder_on(server)
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr("engine.remote.server.asyncio.sleep", sleep)
    scripted.statuses, scripted.headers = [429, 429], {"Retry-After": "3"}
    await embedder.embed(["a ferry"])
    assert pauses == [3, 3]
    scripted.statuses, scripted.headers = [429], {"Retry-After": "86400"}
    await embedder.embed(["a ferry"])
    assert pauses[-1] < 60
    assert len(scripted.asked_at(EMBEDDINGS)) == 6
