"""What a site sends, unpacked, whole, and never more than is wanted."""

import zlib
from collections.abc import AsyncIterator

import httpcore
import httpx

from index.fetching.refusals import incomplete, packed, too_large

_GZIP = b"\x1f\x8b"
_GZIP_OR_ZLIB = 47  # zlib's window bits for "find out which"
_BYTES_IN_A_PART = 64  # on average at least; chunks of single bytes are made to keep us busy
_PARTS_IN_ANY_CASE = 1000
_BARE = -15  # and for deflate without a header, which some sites send by that name
_ZLIB_METHOD, _ZLIB_CHECK = 8, 31  # how zlib's header is told (RFC 1950, 2.2)


async def whole_body(response: httpx.Response, *, most_bytes: int, shown: str) -> bytes:
    """Return all of a response's body, unpacked.

    Raises:
        FetchError: it is larger than `most_bytes`, packed or not; it is packed in a way that
            wasn't asked for; or the connection broke before its end.
        zlib.error: it isn't packed as it says.
    """
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > most_bytes:
        raise too_large(shown, most_bytes)
    content, more = await _read(response, most_bytes, shown)
    if more:
        raise too_large(shown, most_bytes)
    return content


async def beginning(response: httpx.Response, *, most_bytes: int, shown: str) -> bytes:
    """Return the beginning of a response's body, unpacked, or all of it if it is short.

    Raises:
        FetchError: it is packed in a way that wasn't asked for, or the connection broke before
            as much arrived.
        zlib.error: it isn't packed as it says.
    """
    content, _ = await _read(response, most_bytes, shown)
    return content


async def _read(response: httpx.Response, most_bytes: int, shown: str) -> tuple[bytes, bool]:
    """Return a body up to a size, and whether there is more of it, packed or not."""
    inflater = _inflater(response, shown)
    content = bytearray()
    received = parts = 0
    async for part in _parts(response, shown):
        received += len(part)
        parts += 1
        room = most_bytes + 1 - len(content)
        content += part if inflater is None else inflater.unpack(part, room)
        too_many = parts > _PARTS_IN_ANY_CASE + most_bytes // _BYTES_IN_A_PART
        if max(len(content), received) > most_bytes or too_many:
            return bytes(content[:most_bytes]), True
    if inflater is not None and received and not inflater.ended:
        raise incomplete(shown)
    return bytes(content), False


def _inflater(response: httpx.Response, shown: str) -> "Inflater | None":
    said = response.headers.get("content-encoding", "").lower().split(",")
    encodings = [each.strip() for each in said if each.strip() not in {"", "identity"}]
    if not encodings:
        return None
    if encodings not in (["gzip"], ["x-gzip"], ["deflate"]):
        raise packed(shown, ", ".join(encodings)[:100])
    return Inflater()


async def _parts(response: httpx.Response, shown: str) -> AsyncIterator[bytes]:
    try:
        async for part in response.aiter_raw():
            yield part
    except (httpcore.RemoteProtocolError, httpcore.ReadError) as error:
        raise incomplete(shown) from error


class Inflater:
    """Unpacks gzip and deflate, with and without a header, part by part."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._waiting = b""
        self._inflating: zlib._Decompress | None = None
        self._several = False
        self.ended = False

    def unpack(self, part: bytes, most_bytes: int) -> bytes:
        """Return what `part` unpacks to, cut off after `most_bytes`.

        Raises:
            zlib.error: it isn't packed.
        """
        self._waiting += part
        unpacked = bytearray()
        while len(unpacked) < most_bytes and self._begun():
            unpacked += self._step(most_bytes - len(unpacked))
        return bytes(unpacked)

    def _begun(self) -> bool:
        """Tell whether there is something to unpack, after looking at how it begins."""
        if self._inflating is not None:
            return bool(self._waiting)
        if len(self._waiting) < len(_GZIP):
            return False
        gzip = self._waiting.startswith(_GZIP)
        if self.ended and not (gzip and self._several):
            self._waiting = b""  # what follows the end is none of the page
            return False
        self._several = gzip  # only of gzip there may be one after another (RFC 1952, 2.2)
        first, second = self._waiting[0], self._waiting[1]
        headed = first & 0xF == _ZLIB_METHOD and (first << 8 | second) % _ZLIB_CHECK == 0
        self._inflating = zlib.decompressobj(_GZIP_OR_ZLIB if gzip or headed else _BARE)
        self.ended = False
        return True

    def _step(self, most_bytes: int) -> bytes:
        inflating = self._inflating
        if inflating is None:
            return b""
        unpacked = inflating.decompress(self._waiting, most_bytes)
        self._waiting = inflating.unconsumed_tail
        if inflating.eof:
            self._waiting = inflating.unused_data
            self._inflating, self.ended = None, True
        return unpacked
