"""Footnote calls nobody by itself: what it is asked to fetch is all that it fetches."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from engine.weights import Weights

ROOT: Final = Path(__file__).parents[2]
QUESTION: Final = "Who was led to safety?"
COUNTERS: Final = "grep '^Ip:' /proc/net/snmp | tail -1; grep NoRoutes /proc/net/snmp6"
"""What the kernel counts of packets that were sent, and of those that found no way out."""

SAMPLE: Final = ROOT / "samples" / "harbour-fire.txt"


DOORS: Final = {
    "bot.online": "Discord",
    "bot.metrics": "who asks for metrics, where the host wants some",
    "bot.posting": "Discord's errors, by aiohttp's names",
    "bot.render.layout": "nobody: httpx tells whether a link can be shown",
    "bot.setup": "Discord, to check a token",
    "engine.download": "the hub, for a model that the host named",
    "engine.hub": "the same",
    "engine.remote": "MODEL_URL and EMBEDDING_URL",
    "index.links": "nobody: httpx takes links apart",
    "index.fetching": "links, under all its limits",
    "index.vectors": "CHROMA_URL; Chroma's telemetry is off",
    "index.catalogue.postgres": "DATABASE_URL",
}
"""The packages and modules that may open a connection, and to whom."""

_OPENERS: Final = {"httpx", "httpcore", "aiohttp", "socket", "requests", "urllib3", "websockets"}
_OPENERS_TOO: Final = {"chromadb", "psycopg", "psycopg_pool", "http", "ftplib", "smtplib"}


def _alone() -> bool:
    """Say whether a process can be put into a network of its own here."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return False
    tried = subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False)  # noqa: S603 - our own words
    return tried.returncode == 0


lonely = pytest.mark.skipif(not _alone(), reason="needs Linux with network namespaces")


def _lonely(*lines: str, **environment: str) -> tuple[str, int]:
    """Run lines of a shell in a network without anybody.

    Returns:
        What was printed, and how many packets somebody tried to send.
    """
    script = " && ".join(lines) + f" && echo COUNTERS && {COUNTERS}"
    done = subprocess.run(  # noqa: S603 - our own words
        ["unshare", "-rn", "sh", "-c", script],  # noqa: S607 - wherever it is
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    printed, _, counted = done.stdout.partition("COUNTERS")
    ipv4, *ipv6 = counted.strip().splitlines()
    fields = ipv4.split()
    # https://docs.kernel.org/networking/snmp_counter.html: IpOutRequests and IpOutNoRoutes
    sent = int(fields[10]) + int(fields[12])
    return printed, sent + sum(int(line.split()[1]) for line in ipv6)


@lonely
def test_a_call_would_be_noticed() -> None:
    """Who tries to reach somebody there is counted, though nobody can be reached."""
    call = "import socket; socket.socket().connect_ex(('192.0.2.1', 80))"
    _, calls = _lonely(f'{sys.executable} -c "{call}"')
    assert calls > 0


@lonely
def test_adding_a_file_and_asking_calls_nobody(
    tmp_path: Path,
    embedding_weights: Weights,
    generation_weights: Weights,
    reranking_weights: Weights,
) -> None:
    """From starting to stopping, neither we nor Chroma nor llama.cpp send a single packet."""
    typed = tmp_path / "typed.txt"
    typed.write_text(f"/add {SAMPLE}\n{QUESTION}\n")
    printed, calls = _lonely(
        f"{sys.executable} -m bot chat --data-dir {tmp_path / 'data'} < {typed}",
        MODEL=str(generation_weights.path),
        EMBEDDING_MODEL=str(embedding_weights.path),
        RERANKER_MODEL=str(reranking_weights.path),
    )
    assert "Thirty-four people were led to safety" in printed
    assert calls == 0


def test_few_doors_lead_out() -> None:
    """What opens connections is imported where it is said to be, and nowhere else."""
    opening = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for package in ("bot", "answer", "index", "engine")
        for path in (ROOT / package).rglob("*.py")
        if _imported(path) & (_OPENERS | _OPENERS_TOO)
    }
    assert [name for name in opening if not name.startswith(tuple(DOORS))] == []
    assert "index.fetching.network" in opening


def _imported(path: Path) -> set[str]:
    """Return the names of the packages that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names
