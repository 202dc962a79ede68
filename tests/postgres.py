"""A PostgreSQL server of the tests' own, on loopback, and databases in it."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_DEBIAN = Path("/usr/lib/postgresql")
_OTHER_USER = "nobody"  # PostgreSQL refuses to run as root
# The other user may pass through root's folders to the one that is given to it.
_AS_OTHER_USER = (
    "setpriv",
    f"--reuid={_OTHER_USER}",
    "--regid=nogroup",
    "--clear-groups",
    "--inh-caps=+dac_read_search",
    "--ambient-caps=+dac_read_search",
)
_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60")


def program(name: str) -> str | None:
    """Return where a program of PostgreSQL's server is; None if it isn't installed."""
    found = shutil.which(name)
    if found is not None:
        return found
    versions = sorted(_DEBIAN.glob(f"*/bin/{name}"))
    return str(versions[-1]) if versions else None


@contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """Run a server while in the block, and yield the link of its first database.

    Args:
        durable: whether what is kept survives a crash of the machine, at the price of speed.
    """
    folder = Path(tempfile.mkdtemp(prefix="footnote-postgres-"))
    try:
        with start(folder, () if durable else _FAST) as url:
            yield url
    finally:
        shutil.rmtree(folder)


@contextmanager
def start(folder: Path, options: tuple[str, ...] = (), *, port: int | None = None) -> Iterator[str]:
    """Run a server over a folder while in the block, and yield the link of its first database.

    It listens at a socket in the folder, and at a port of loopback where one is given.
    """
    folder.mkdir(parents=True, exist_ok=True)
    cluster = folder / "cluster"
    if os.geteuid() == 0:
        shutil.chown(folder, _OTHER_USER)
    if not cluster.exists():
        _run(
            folder,
            "initdb",
            "-D",
            str(cluster),
            "-U",
            "footnote",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
    listening = f"-p {port or 5432} -c listen_addresses={'127.0.0.1' if port else ''}"
    settings = " ".join(f"-c {option}" for option in options)
    _run(
        folder,
        "pg_ctl",
        "-D",
        str(cluster),
        "-w",
        "-s",
        "-l",
        str(folder / "log"),
        "-o",
        f"-k {folder} {listening} {settings}",
        "start",
    )
    try:
        if port:
            yield f"postgresql://footnote@127.0.0.1:{port}/postgres"
        else:
            yield f"postgresql://footnote@/postgres?host={folder}"
    finally:
        _run(folder, "pg_ctl", "-D", str(cluster), "-m", "immediate", "-w", "-s", "stop")


@contextmanager
def database(url: str) -> Iterator[str]:
    """Make a database on a server while in the block, and yield its link."""
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    try:
        yield url.replace("/postgres", f"/{name}", 1)
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _run(folder: Path, name: str, *arguments: str) -> None:
    found = program(name)
    assert found is not None, f"{name} isn't installed"
    subprocess.run(  # noqa: S603 - a program of the system's with our own arguments
        [*(_AS_OTHER_USER if os.geteuid() == 0 else ()), found, *arguments],
        check=True,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
    )
