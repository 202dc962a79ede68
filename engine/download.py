"""Download of a model file from the hub: resumed where it broke off, checked when it is whole."""

import asyncio
import errno
import hashlib
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import httpx

from engine.checksums import checksum, keep_with_checksum
from engine.errors import DownloadError
from engine.gguf_file import is_gguf
from engine.gguf_header import damage
from engine.hub import (
    Hub,
    Interrupted,
    Reference,
    Remote,
    check_status,
    describe,
    request_headers,
)
from engine.progress import Progress

_T = TypeVar("_T")
_RANGE_NOT_SATISFIABLE = 416
_PARTIAL = 206
_MEGABYTE = 1 << 20


async def download(reference: Reference, target: Path, *, hub: Hub, progress: Progress) -> None:
    """Download a model file to `target`, wholly or not at all.

    What has arrived is kept beside `target` and completed by the next call, unless the file on the
    hub has changed since.

    Args:
        reference: the file on the hub.
        target: where it goes; its folder exists.
        hub: where it comes from.
        progress: told how far it is.

    Raises:
        DownloadError: the file can't be had, doesn't fit on the disk, or arrives damaged.
    """
    async with httpx.AsyncClient(headers=request_headers(hub), timeout=hub.timeout) as client:
        transfer = _Transfer(client, reference, target, hub, progress)
        try:
            await transfer.run()
        except OSError as error:
            raise _disk_error(error, target) from error


class _Transfer:
    """The steps of one download and what they share."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        reference: Reference,
        target: Path,
        hub: Hub,
        progress: Progress,
    ) -> None:
        self._client = client
        self._reference = reference
        self._target = target
        self._hub = hub
        self._progress = progress
        self._received = 0

    async def run(self) -> None:
        """Do all of it."""
        remote = await self._patiently(lambda: describe(self._client, self._reference, self._hub))
        part = self._part(remote)
        self._check_space(part, remote)
        await self._patiently(lambda: self._fetch(part, remote))
        await asyncio.to_thread(self._check_and_keep, part, remote)

    async def _patiently(self, step: Callable[[], Awaitable[_T]]) -> _T:
        """Repeat a step that breaks off, until nothing has arrived `tries` times in a row."""
        failures = 0
        while True:
            before = self._received
            try:
                return await step()
            except (httpx.TransportError, Interrupted) as error:
                failures = 1 if self._received > before else failures + 1
                if failures >= self._hub.tries:
                    raise self._gave_up(error) from error
            await asyncio.sleep(self._hub.pause * 2 ** (failures - 1))

    def _gave_up(self, error: Exception) -> DownloadError:
        host = httpx.URL(self._hub.url).host
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
            return DownloadError(f"{host} can't be reached; check the network and try again.")
        return DownloadError(
            f"The download of hf:{self._reference} from {host} broke off ({_words(error)}); "
            "start it again to go on where it stopped."
        )

    def _part(self, remote: Remote) -> Path:
        """Return where the unfinished file lies, and drop those of other versions of it."""
        version = hashlib.sha256(f"{remote.tag} {remote.size}".encode()).hexdigest()[:12]
        part = self._target.with_name(f"{self._target.name}.{version}.part")
        for other in self._target.parent.glob(f"{self._target.name}.*.part"):
            # Without a tag there is no telling whether the rest would fit on.
            if other != part or not remote.tag:
                other.unlink()
        return part

    def _check_space(self, part: Path, remote: Remote) -> None:
        missing = (remote.size or 0) - _size(part)
        free = self._hub.free_space(self._target.parent)
        if missing > free:
            raise DownloadError(
                f"hf:{self._reference} needs {_megabytes(missing)} MB in {self._target.parent}, "
                f"where {_megabytes(free)} MB are free; make room and try again."
            )

    async def _fetch(self, part: Path, remote: Remote) -> None:
        """Get what is missing of the file.

        Raises:
            Interrupted: not all of it came.
            httpx.TransportError: the connection broke.
        """
        have = _size(part)
        if remote.size is not None and have == remote.size:
            return
        headers = {}
        if have:
            headers["Range"] = f"bytes={have}-"
            if remote.validator:
                headers["If-Range"] = remote.validator
        address = self._reference.address(self._hub)
        async with self._client.stream(
            "GET", address, headers=headers, follow_redirects=True
        ) as answer:
            partial = answer.status_code == _PARTIAL
            if answer.status_code == _RANGE_NOT_SATISFIABLE or (
                partial and not _starts_at(answer, have)
            ):
                await asyncio.to_thread(part.unlink, missing_ok=True)
                raise Interrupted("the server can't go on where the download stopped")
            check_status(answer, self._reference, self._hub)
            await self._store(answer, part, have=have if partial else 0, total=remote.size)
        if remote.size is not None and _size(part) < remote.size:
            raise Interrupted("the connection closed early")

    async def _store(
        self, answer: httpx.Response, part: Path, *, have: int, total: int | None
    ) -> None:
        with await asyncio.to_thread(part.open, "ab" if have else "wb") as file:
            self._progress(have, total)
            async for piece in answer.aiter_raw():
                await asyncio.to_thread(file.write, piece)
                have += len(piece)
                self._received += len(piece)
                self._progress(have, total)
            await asyncio.to_thread(file.flush)
            await asyncio.to_thread(os.fsync, file.fileno())

    def _check_and_keep(self, part: Path, remote: Remote) -> None:
        complaint = _complaint(part, remote)
        if complaint:
            part.unlink()
            raise DownloadError(
                f"hf:{self._reference} {complaint}; it was removed, so try again or choose another."
            )
        keep_with_checksum(part, self._target, remote.sha256 or checksum(part))


def _complaint(part: Path, remote: Remote) -> str | None:
    """Return what is wrong with a file that has arrived, if anything."""
    if remote.size is not None and _size(part) != remote.size:
        return f"has {_size(part)} bytes where the hub says {remote.size}"
    if remote.sha256 is not None and checksum(part) != remote.sha256:
        return "arrived damaged (its SHA-256 isn't the one the hub says)"
    if not is_gguf(part):
        return "isn't a GGUF file, whatever its name says"
    wrong = damage(part)
    return f"is damaged ({wrong})" if wrong else None


def _starts_at(answer: httpx.Response, offset: int) -> bool:
    return str(answer.headers.get("Content-Range", "")).startswith(f"bytes {offset}-")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _megabytes(size: int) -> int:
    return -(-size // _MEGABYTE)


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__


def _disk_error(error: OSError, target: Path) -> DownloadError:
    if error.errno == errno.ENOSPC:
        return DownloadError(
            f"The disk is full while downloading to {target.parent}; make room and start again to "
            "go on where it stopped."
        )
    return DownloadError(f"{target} can't be written: {error.strerror or error}.")
