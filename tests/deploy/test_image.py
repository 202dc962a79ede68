"""The Dockerfile: what goes into the image and what doesn't."""

import asyncio
import json
import os
import re
import sys
from fnmatch import fnmatch

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from deploy.unneeded import needed, unneeded
from tests.deploy.folder import DEPLOY, ROOT

DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
IGNORE = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
BUILD, RUNNING = re.split(r"^FROM .*$", DOCKERFILE, flags=re.MULTILINE)[1:]
COPIED = [
    name for line in BUILD.splitlines() if line.startswith("COPY ") for name in line.split()[1:-1]
]


@pytest.mark.parametrize("name", COPIED)
def test_what_is_copied_exists_and_may_go_in(name: str) -> None:
    """Nothing that the Dockerfile copies is missing or left out of the build."""
    assert (ROOT / name).exists()
    assert f"!{name}" in IGNORE


@pytest.mark.parametrize(
    "name", [".env", ".git", "build", "shared", "tests", "deploy/compose.yaml"]
)
def test_nothing_else_goes_in(name: str) -> None:
    """Tokens, data and history stay outside."""
    rules = [line for line in IGNORE if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert not any(fnmatch(name, rule[1:]) for rule in rules if rule.startswith("!"))


def test_every_package_of_the_wheel_is_copied() -> None:
    """The build finds what pyproject.toml lists."""
    listed = re.search(r"packages = \[(.*)\]", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert listed is not None
    assert set(re.findall(r'"(\w+)"', listed[1])) <= set(COPIED)


def test_it_does_not_run_as_root() -> None:
    """The last stage ends with a user of its own, and a command that gets signals itself."""
    assert re.findall(r"^USER (.*)$", RUNNING, flags=re.MULTILINE) == ["10001:10001"]
    assert 'ENTRYPOINT ["footnote"]' in RUNNING
    assert "DISCORD_TOKEN" not in DOCKERFILE


@pytest.mark.parametrize(("status", "ends_well"), [(200, True), (503, False)])
async def test_docker_hears_how_the_bot_is(status: int, *, ends_well: bool) -> None:
    """The probe in the image ends well only where /health does."""
    [probe] = re.findall(r"^HEALTHCHECK .* CMD (\[.*\])$", RUNNING, flags=re.MULTILINE)
    program, *arguments = json.loads(probe)
    assert program == "python"

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status)

    served = web.Application()
    served.router.add_get("/health", answer)
    async with TestServer(served) as server:
        environment = {**os.environ, "METRICS_PORT": str(server.port)}
        probing = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        assert (await probing.wait() == 0) == ends_well


def test_the_image_has_what_footnote_needs_and_no_tools() -> None:
    """What tests and development need is taken out, and nothing of what runs."""
    gone = set(unneeded(["footnote[postgres]"]))
    assert {"pytest", "ruff", "mypy", "hypothesis", "pip"} <= gone
    kept = needed("footnote[postgres]")
    assert {"chromadb", "discord-py", "llama-cpp-python", "prometheus-client", "psycopg"} <= kept
    assert not kept & gone
