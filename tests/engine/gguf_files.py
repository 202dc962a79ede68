"""Small GGUF files, for tests."""

import struct
from collections.abc import Mapping, Sequence

ALIGNMENT = 32
_TEXT, _LONG, _LIST = 8, 10, 9
_BYTES = 24  # the kind of number that takes one byte


def text(value: str | bytes) -> bytes:
    """Return a text as GGUF writes it."""
    encoded = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(encoded)) + encoded


def value(key: str, held: str | int | Sequence[str]) -> bytes:
    """Return an entry of the metadata."""
    if isinstance(held, str):
        return text(key) + struct.pack("<I", _TEXT) + text(held)
    if isinstance(held, int):
        return text(key) + struct.pack("<IQ", _LONG, held)
    entries = b"".join(map(text, held))
    return text(key) + struct.pack("<IIQ", _LIST, _TEXT, len(held)) + entries


def tensor(name: str, *dimensions: int, kind: int = _BYTES, offset: int = 0) -> bytes:
    """Return the entry of a tensor."""
    sizes = struct.pack(f"<I{len(dimensions)}Q", len(dimensions), *dimensions)
    return text(name) + sizes + struct.pack("<IQ", kind, offset)


def gguf(
    entries: Sequence[bytes],
    tensors: Sequence[bytes],
    numbers: bytes,
    *,
    version: int = 3,
    counts: tuple[int, int] | None = None,
) -> bytes:
    """Return a file of these parts.

    Args:
        entries: its metadata.
        tensors: the entries of its tensors.
        numbers: what lies behind its header.
        version: of the format.
        counts: how many tensors and entries it claims to have; as many as it has by default.
    """
    said = counts or (len(tensors), len(entries))
    header = b"GGUF" + struct.pack("<IQQ", version, *said) + b"".join([*entries, *tensors])
    return header + bytes(-len(header) % ALIGNMENT) + numbers


def model(numbers: bytes, held: Mapping[str, str | int | Sequence[str]] | None = None) -> bytes:
    """Return a whole file whose only tensor are these bytes."""
    entries = [value(key, each) for key, each in (held or {}).items()]
    return gguf(entries, [tensor("numbers", len(numbers))], numbers)
