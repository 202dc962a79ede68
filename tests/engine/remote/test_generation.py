"""Replies of models on a server."""

import asyncio
from contextlib import aclosing

import pytest

from engine.errors import ModelError, PromptTooLong, ServerAway, ServerRefused
from engine.remote.offers import UNKNOWN_PARAMETERS, parameters_named
from engine.remote.server import Server
from tests.engine.process.conftest import until
from tests.engine.remote.conftest import generator_on, written
from tests.engine.remote.scripted import CHAT, NAME, Dialect, ModelServer


async def test_a_reply_comes_in_pieces(scripted: ModelServer, server: Server) -> None:
    """They are what the server writes, and it is asked for no more than that."""
    generator = await generator_on(server)
    pieces = generator.generate(system="Be brief.", user="When?", max_tokens=20, stop=("\n\n",))
    assert [piece async for piece in pieces] == ["The ", "ferry ", "left."]
    (asked,) = scripted.asked_at(CHAT)
    assert asked.body == {
        "model": NAME,
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "When?"},
        ],
        "max_tokens": 20,
        "temperature": 0.0,
        "stream": True,
        "stop": ["\n\n"],
    }
    assert (await generator.counters()).written == 3


@pytest.mark.parametrize("ending", ["open", "broken"])
async def test_a_reply_that_is_broken_off_is_told(
    scripted: ModelServer, server: Server, ending: str
) -> None:
    """Half a reply isn't taken for a whole one, whether the server goes or gives up."""
    generator = await generator_on(server)
    scripted.ending = "open" if ending == "open" else "broken"
    reply = generator.generate(system="", user="When?", max_tokens=20)
    assert [await anext(reply) for _ in range(3)] == ["The ", "ferry ", "left."]
    with pytest.raises(ServerAway, match=scripted.url):
        await anext(reply)


async def test_an_error_in_mid_reply_is_told(scripted: ModelServer, server: Server) -> None:
    """Servers that fail while they write say so in an event of their own."""
    generator = await generator_on(server)
    scripted.nonsense, scripted.pieces, scripted.ending = '{"error": {"code": 500}}', [], "open"
    with pytest.raises(ServerAway, match="broke off"):
        await written(generator)
    scripted.nonsense = "no JSON"
    with pytest.raises(ServerRefused, match="isn't understood"):
        await written(generator)


async def test_who_stops_listening_stops_the_server(scripted: ModelServer, server: Server) -> None:
    """The connection is closed, by which servers know that nobody waits."""
    generator = await generator_on(server)
    scripted.ending = "waiting"
    reply = generator.generate(system="", user="When?", max_tokens=20)
    async with aclosing(reply):
        assert await anext(reply) == "The "
    scripted.ending = "whole"
    assert await written(generator)


async def test_no_more_is_asked_at_a_time_than_is_allowed(
    scripted: ModelServer, server: Server
) -> None:
    """The others wait here, so that the server isn't flooded."""
    generator = await generator_on(server, parallel=2)
    scripted.ending = "waiting"
    replies = asyncio.gather(*(written(generator, f"When, {number}?") for number in range(5)))
    await until(lambda: scripted.open_replies == 2)
    scripted.let_go.set()
    assert len(await replies) == 5
    assert scripted.most_open == 2


@pytest.mark.parametrize(
    ("dialect", "context", "parameters", "counted"),
    [
        ("plain", 4096, 7_000_000_000, None),
        ("llama-cpp", 4096, 7_000_000_000, 6 + 64),
        ("llama-server", 1500, 3_000_000_000, 6 + 64),
        ("vllm", 2000, 7_000_000_000, 6),
    ],
)
async def test_each_kind_of_server_tells_what_it_has(
    scripted: ModelServer, server: Server, dialect: Dialect, context: int, parameters: int,
    counted: int | None,
) -> None:  # fmt: skip
    """Context, size and tokens are asked where they can be, and else estimated."""
    scripted.dialect = dialect
    generator = await generator_on(server)
    assert (generator.context_tokens, generator.parameters) == (context, parameters)
    tokens = await generator.count_tokens(system="Be brief.", user="When did it leave?")
    assert tokens == counted if counted else tokens > 64


async def test_the_host_may_allow_less_context(scripted: ModelServer, server: Server) -> None:
    """The smaller one counts."""
    scripted.dialect = "vllm"
    assert (await generator_on(server, context_tokens=512)).context_tokens == 512


@pytest.mark.parametrize("dialect", ["plain", "llama-server", "vllm", "llama-cpp"])
async def test_a_prompt_that_does_not_fit_is_refused(
    scripted: ModelServer, server: Server, dialect: Dialect
) -> None:
    """It isn't sent, since servers may cut it where nobody sees."""
    scripted.dialect = dialect
    generator = await generator_on(server)
    with pytest.raises(PromptTooLong, match="tokens"):
        await written(generator, "ferry " * 5000)
    assert not scripted.asked_at(CHAT)


async def test_a_prompt_is_counted_once(scripted: ModelServer, server: Server) -> None:
    """Who fits a prompt and then has it written asks the server for its length once."""
    scripted.dialect = "vllm"
    generator = await generator_on(server)
    before = len(scripted.asked_at("/tokenize"))
    await generator.count_tokens(system="Be brief.", user="When did it leave?")
    await written(generator)
    assert len(scripted.asked_at("/tokenize")) == before + 1


async def test_a_model_is_chosen_by_its_name(scripted: ModelServer, server: Server) -> None:
    """Without one it is the first; one that isn't there is told with those that are."""
    scripted.names = ["Small-1B", "Large-70B"]
    assert (await generator_on(server)).name == "Small-1B"
    assert (await generator_on(server, name="Large-70B")).parameters == 70_000_000_000
    with pytest.raises(ServerRefused, match="no model Other; it has Small-1B, Large-70B"):
        await generator_on(server, name="Other")
    scripted.names = []
    with pytest.raises(ServerRefused, match="it has none"):
        await generator_on(server)


async def test_a_closed_model_writes_nothing(server: Server) -> None:
    """Neither does it count."""
    generator = await generator_on(server)
    await generator.close()
    with pytest.raises(ModelError, match="closed"):
        await written(generator)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("SmolLM2-135M-Instruct", 135_000_000),
        ("qwen2.5-0.5b-instruct-q8_0.gguf", 500_000_000),
        ("meta-llama/Llama-3.2-3B-Instruct", 3_000_000_000),
        ("Qwen/Qwen2.5-7B-Instruct-1M", 7_000_000_000),
        ("gpt-oss:20b", 20_000_000_000),
        ("Qwen3-30B-A3B", 30_000_000_000),
        ("default", None),
        ("phi-4", None),
    ],
)
def test_a_model_s_size_stands_in_its_name(name: str, parameters: int | None) -> None:
    """As those who name models do it; where it doesn't, the model counts as large."""
    assert parameters_named(name) == parameters
    assert UNKNOWN_PARAMETERS > 1_500_000_000
