"""What a GGUF file says of itself before its numbers, read without llama.cpp.

The layout is that of https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. Model files come
from anywhere, so every count and every length is held against the size of the file before it is
believed, and what is kept is little.
"""

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from engine.errors import WeightsError

Value = int | float | bool | str

MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_BLOCK = 1 << 20
_MOST_BYTES = 1 << 28  # of a header; the largest vocabularies take a tenth
_MOST_ENTRIES = 1 << 24  # of an array; the largest vocabularies have a sixtieth
_MOST_KEYS = 1 << 16
_MOST_TENSORS = 1 << 20
_LONGEST_NAME = 1 << 16
_LONGEST_KEPT = 1 << 10
_MOST_DIMENSIONS = 4
_MOST_IN_BYTE = 8  # numbers; the densest kind puts five into one
_ALIGNMENT = 32

_COUNT = struct.Struct("<Q")
_WORD = struct.Struct("<I")
_SCALARS = {
    number: struct.Struct(f"<{code}")
    for number, code in zip((0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12), "BbHhIif?Qqd", strict=True)
}
_STRING, _ARRAY = 8, 9

_PART = re.compile(r"(.*)-00001-of-(\d{5})\.gguf")

BLOCKS: Mapping[int, tuple[int, int]] = MappingProxyType(
    {
        0: (1, 4),  # F32
        1: (1, 2),  # F16
        2: (32, 18),  # Q4_0
        3: (32, 20),  # Q4_1
        6: (32, 22),  # Q5_0
        7: (32, 24),  # Q5_1
        8: (32, 34),  # Q8_0
        9: (32, 40),  # Q8_1
        10: (256, 84),  # Q2_K
        11: (256, 110),  # Q3_K
        12: (256, 144),  # Q4_K
        13: (256, 176),  # Q5_K
        14: (256, 210),  # Q6_K
        15: (256, 292),  # Q8_K
        16: (256, 66),  # IQ2_XXS
        17: (256, 74),  # IQ2_XS
        18: (256, 98),  # IQ3_XXS
        19: (256, 50),  # IQ1_S
        20: (32, 18),  # IQ4_NL
        21: (256, 110),  # IQ3_S
        22: (256, 82),  # IQ2_S
        23: (256, 136),  # IQ4_XS
        24: (1, 1),  # I8
        25: (1, 2),  # I16
        26: (1, 4),  # I32
        27: (1, 8),  # I64
        28: (1, 8),  # F64
        29: (256, 56),  # IQ1_M
        30: (1, 2),  # BF16
        34: (256, 54),  # TQ1_0
        35: (256, 66),  # TQ2_0
        39: (32, 17),  # MXFP4
    }
)
"""How many numbers each kind of number has in a block, and how many bytes that takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a model file says of itself.

    Attributes:
        values: the numbers and short texts of its metadata, by key.
        parameters: how many numbers its tensors have.
    """

    values: Mapping[str, Value]
    parameters: int

    @property
    def architecture(self) -> str:
        """The kind of model; empty where the file doesn't say."""
        return str(self.values.get("general.architecture", ""))

    @property
    def trained_context(self) -> int | None:
        """How many tokens the model was trained to take in, if the file says so."""
        value = self.values.get(f"{self.architecture}.context_length")
        return value if isinstance(value, int) and value > 0 else None


def read_header(path: Path) -> Header:
    """Read the header of a model file, and of its other parts if it is cut into several.

    Raises:
        WeightsError: it isn't what a GGUF file begins with, or ends before its tensors do.
        OSError: the file can't be read.
    """
    first = _read(path)
    cut = _PART.fullmatch(path.name)
    if cut is None:
        return first
    parts = (
        path.with_name(f"{cut[1]}-{number:05}-of-{cut[2]}.gguf")
        for number in range(2, int(cut[2]) + 1)
    )
    others = sum(_read(part).parameters for part in parts)
    return Header(values=first.values, parameters=first.parameters + others)


def damage(path: Path) -> str | None:
    """Return what is wrong with a file, if it is no whole GGUF file; parts of a model are whole.

    Raises:
        OSError: the file can't be read.
    """
    try:
        _read(path)
    except WeightsError as error:
        return str(error.__cause__)
    return None


def _read(path: Path) -> Header:
    with path.open("rb") as file:
        try:
            return _Reader(file).header()
        except _Malformed as error:
            raise WeightsError(
                f"The model file {path} is damaged ({error}); get it again, whole."
            ) from error


class _Malformed(Exception):  # noqa: N818 - never leaves this module
    """The file isn't as it should be; the message says where."""


class _Reader:
    """Reads one header, from its beginning to its end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = file.seek(0, 2)
        file.seek(0)
        self._buffer = bytearray()
        self._at = 0

    def header(self) -> Header:
        if self._bytes(len(MAGIC)) != MAGIC:
            raise _Malformed("it doesn't begin with GGUF")
        version = self._word()
        if version not in _VERSIONS:
            raise _Malformed(f"its version {version} isn't one that llama.cpp reads")
        tensors = self._count(_MOST_TENSORS, "tensors")
        keys = self._count(_MOST_KEYS, "keys")
        values: dict[str, Value] = {}
        known: set[str] = set()
        for _ in range(keys):
            key = self._string()
            if key in known:
                raise _Malformed(f"it has the key {key!r} twice")
            known.add(key)
            value = self._value(self._word())
            if value is not None:
                values[key] = value
        self._need(0)  # what was passed over may end behind the file
        return Header(values=MappingProxyType(values), parameters=self._tensors(tensors, values))

    def _tensors(self, count: int, values: Mapping[str, Value]) -> int:
        """Return how many numbers the tensors have; all of them lie inside the file."""
        ends = [(0, "")]
        parameters = 0
        known: set[str] = set()
        for _ in range(count):
            name = self._string()
            if name in known:
                raise _Malformed(f"it has the tensor {name!r} twice")
            known.add(name)
            size = prod(self._shape(name))
            per_block, block_bytes = BLOCKS.get(self._word(), (1, 0))
            ends.append((self._long() + -(-size // per_block) * block_bytes, name))
            parameters += size
        alignment = values.get("general.alignment", _ALIGNMENT)
        if not isinstance(alignment, int) or alignment < 1 or alignment & (alignment - 1):
            raise _Malformed("its tensors are aligned to no power of two")
        end, name = max(ends)
        if -(-self._at // alignment) * alignment + end > self._size and count:
            raise _Malformed(f"it ends before its tensor {name!r} does")
        return parameters

    def _shape(self, name: str) -> tuple[int, ...]:
        """Return the dimensions of a tensor, none of which is larger than the file can hold."""
        dimensions = self._word()
        if dimensions > _MOST_DIMENSIONS:
            raise _Malformed(f"the tensor {name!r} has {dimensions} dimensions")
        shape = tuple(self._long() for _ in range(dimensions))
        if max(shape, default=0) > self._size * _MOST_IN_BYTE:
            raise _Malformed(f"it ends before its tensor {name!r} does")
        return shape

    def _value(self, kind: int) -> Value | None:
        """Return a value that is small enough to keep, and pass over any other."""
        if kind in _SCALARS:
            scalar: Value = _SCALARS[kind].unpack(self._bytes(_SCALARS[kind].size))[0]
            return scalar
        if kind == _STRING:
            length = self._long()
            if length > _LONGEST_KEPT:
                self._at += length
                return None
            return self._bytes(length).decode("utf-8", "replace")
        if kind != _ARRAY:
            raise _Malformed(f"it has a value of the unknown kind {kind}")
        self._pass_over_array(self._word())
        return None

    def _pass_over_array(self, kind: int) -> None:
        count = self._count(_MOST_ENTRIES, "entries")
        if kind in _SCALARS:
            self._at += count * _SCALARS[kind].size
        elif kind == _STRING:
            at, width = self._at, _COUNT.size
            for _ in range(count):  # of a whole vocabulary, hence without a call for each
                if at + width > len(self._buffer):
                    self._at = at
                    self._need(width)
                at += width + _COUNT.unpack_from(self._buffer, at)[0]
            self._at = at
        else:
            raise _Malformed(f"it has a list of values of the unknown kind {kind}")

    def _string(self) -> str:
        length = self._long()
        if length > _LONGEST_NAME:
            raise _Malformed(f"it has a name of {length} bytes")
        return self._bytes(length).decode("utf-8", "replace")

    def _count(self, most: int, things: str) -> int:
        count = self._long()
        if count > min(most, self._size):
            raise _Malformed(f"it claims to have {count} {things}")
        return count

    def _long(self) -> int:
        number: int = _COUNT.unpack(self._bytes(_COUNT.size))[0]
        return number

    def _word(self) -> int:
        number: int = _WORD.unpack(self._bytes(_WORD.size))[0]
        return number

    def _bytes(self, count: int) -> bytes:
        self._need(count)
        self._at += count
        return bytes(self._buffer[self._at - count : self._at])

    def _need(self, count: int) -> None:
        """Have the next bytes at hand."""
        end = self._at + count
        if end > self._size:
            raise _Malformed("it ends in the middle of its header")
        if end > _MOST_BYTES:
            raise _Malformed("its header has no end")
        while len(self._buffer) < end:
            piece = self._file.read(_BLOCK)
            if not piece:
                raise _Malformed("it ends in the middle of its header")
            self._buffer += piece
