"""ONNX files, as far as a comparison needs them: nodes, weights, inputs and one output.

They are Protocol Buffers (https://protobuf.dev/programming-guides/encoding/) of the messages in
https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, whose numbers of fields are those below.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FLOAT, _INT32 = 1, 6
_TYPES = {"float32": _FLOAT, "uint8": 2, "int8": 3, "int32": _INT32}
_IR_VERSION, _OPERATORS, _CONTRIBUTED = 9, 17, 1
_CONTRIBUTIONS = "com.microsoft"
_AXES = ("texts", "tokens")


@dataclass(slots=True, kw_only=True)
class Graph:
    """A graph that is made node by node."""

    _nodes: list[bytes] = field(default_factory=list)
    _weights: dict[str, bytes] = field(default_factory=dict)

    def weight(self, name: str, values: NDArray[Any]) -> str:
        """Add weights, and return their name."""
        self._weights[name] = (
            b"".join(_number(1, size) for size in values.shape)
            + _number(2, _TYPES[values.dtype.name])
            + _bytes(8, name.encode())
            + _bytes(9, np.ascontiguousarray(values).tobytes())
        )
        return name

    def node(
        self,
        operator: str,
        inputs: Sequence[str],
        outputs: Sequence[str],
        *,
        contributed: bool = False,
        attributes: Mapping[str, float | int] | None = None,
    ) -> str:
        """Add a node, and return its first output.

        Args:
            operator: what it does.
            inputs: names of outputs and weights; an empty one leaves an input out.
            outputs: names of what comes out.
            contributed: whether the operator is one of ONNX Runtime's own.
            attributes: settings of the operator.
        """
        self._nodes.append(
            b"".join(_bytes(1, name.encode()) for name in inputs)
            + b"".join(_bytes(2, name.encode()) for name in outputs)
            + _bytes(4, operator.encode())
            + b"".join(_bytes(5, _attribute(*item)) for item in (attributes or {}).items())
            + (_bytes(7, _CONTRIBUTIONS.encode()) if contributed else b"")
        )
        return outputs[0]

    def model(self, *, inputs: Sequence[str], output: str) -> bytes:
        """Return the file of a model that makes numbers of whole numbers, text by text."""
        graph = (
            b"".join(_bytes(1, node) for node in self._nodes)
            + _bytes(2, b"model")
            + b"".join(_bytes(5, weight) for weight in self._weights.values())
            + b"".join(_bytes(11, _value(name, _INT32)) for name in inputs)
            + _bytes(12, _value(output, _FLOAT))
        )
        operators = _number(2, _OPERATORS)
        contributed = _bytes(1, _CONTRIBUTIONS.encode()) + _number(2, _CONTRIBUTED)
        return (
            _number(1, _IR_VERSION)
            + _bytes(7, graph)
            + _bytes(8, operators)
            + _bytes(8, contributed)
        )


def _attribute(name: str, value: float) -> bytes:
    if isinstance(value, int):
        return _bytes(1, name.encode()) + _number(3, value) + _number(20, 2)
    return _bytes(1, name.encode()) + _fixed(2, value) + _number(20, 1)


def _value(name: str, kind: int) -> bytes:
    shape = b"".join(_bytes(1, _bytes(2, axis.encode())) for axis in _AXES)
    tensor = _number(1, kind) + (_bytes(2, shape) if kind == _INT32 else b"")
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, tensor))


def _number(place: int, value: int) -> bytes:
    return _varint(place << 3) + _varint(value)


def _fixed(place: int, value: float) -> bytes:
    return _varint(place << 3 | 5) + np.float32(value).tobytes()


def _bytes(place: int, value: bytes) -> bytes:
    return _varint(place << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    """Return a number of at least 0 in portions of seven bits, the lowest first."""
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*encoded, value])
