"""The bundled embedding model in ONNX Runtime, to compare llama.cpp with.

The graph is made of the operators that ONNX Runtime itself fuses BERT to
(https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md), so that it runs as
fast as it can there.
"""

import json
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped]  # it comes without types
from numpy.typing import NDArray

from evals.speed.onnx_format import Graph

_INPUTS = ("ids", "types", "mask")
_PADDED_TOKENS = 512
_ALIKE = 0.7  # the shortest text of a batch has this part of the longest one's tokens at least
_MOST_INT8 = 127


class OnnxMiniLM:
    """The model with its weights as they came, or rounded to eight bits."""

    def __init__(self, folder: Path, *, eight_bits: bool, threads: int) -> None:
        """Make the graph of the weights in `folder` and load it."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Its threads spin while they wait for each other, but not after they are done.
        options.add_session_config_entry("session.force_spinning_stop", "1")
        self._session = onnxruntime.InferenceSession(
            minilm_graph(folder, eight_bits=eight_bits), options, ["CPUExecutionProvider"]
        )

    def embed(self, texts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return one unit-length row per tokenised text."""
        rows = np.empty((len(texts), 384), np.float32)
        for batch in _batches([len(text) for text in texts]):
            rows[batch] = self._means([texts[index] for index in batch])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def _means(self, texts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        lengths = np.array([len(text) for text in texts])
        mask = (np.arange(lengths.max()) < lengths[:, None]).astype(np.int32)
        ids = np.zeros_like(mask)
        ids[mask == 1] = np.concatenate([np.array(text, np.int32) for text in texts])
        given = dict(zip(_INPUTS, (ids, np.zeros_like(ids), mask), strict=True))
        (states,) = self._session.run(None, given)
        means: NDArray[np.float32] = (states * mask[..., None]).sum(1) / lengths[:, None]
        return means


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield groups of texts that padding makes little longer."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: lengths[index]):
        length = lengths[index]
        full = (len(batch) + 1) * length > _PADDED_TOKENS
        if batch and (full or lengths[batch[0]] < _ALIKE * length):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def minilm_graph(folder: Path, *, eight_bits: bool) -> bytes:
    """Return the ONNX file of the model whose safetensors lie in `folder`."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return _Maker(config, _tensors(folder / "model.safetensors"), eight_bits=eight_bits).made()


def _tensors(path: Path) -> dict[str, NDArray[np.float32]]:
    """Return the weights in a safetensors file by their names."""
    stored = path.read_bytes()
    (length,) = struct.unpack_from("<Q", stored)
    header = json.loads(stored[8 : 8 + length])
    return {
        name: np.frombuffer(
            stored[8 + length + entry["data_offsets"][0] : 8 + length + entry["data_offsets"][1]],
            "<f4",
        ).reshape(entry["shape"])
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }


class _Maker:
    """Makes the graph layer by layer."""

    def __init__(
        self, config: dict[str, Any], tensors: dict[str, NDArray[np.float32]], *, eight_bits: bool
    ) -> None:
        self._config = config
        self._tensors = tensors
        self._eight_bits = eight_bits
        self._graph = Graph()
        self._normal = {"epsilon": float(config["layer_norm_eps"])}

    def made(self) -> bytes:
        """Return the file."""
        embeddings = [
            self._stored(f"embeddings.{name}")
            for name in (
                "word_embeddings.weight",
                "position_embeddings.weight",
                "token_type_embeddings.weight",
                "LayerNorm.weight",
                "LayerNorm.bias",
            )
        ]
        states = self._graph.node(
            "EmbedLayerNormalization",
            ["ids", "types", *embeddings, "mask"],
            ["embedded", "lengths"],
            contributed=True,
            attributes=self._normal,
        )
        for layer in range(self._config["num_hidden_layers"]):
            states = self._layer(f"encoder.layer.{layer}", states)
        return self._graph.model(inputs=_INPUTS, output=states)

    def _layer(self, layer: str, states: str) -> str:
        parts = [f"{layer}.attention.self.{name}" for name in ("query", "key", "value")]
        biases = np.concatenate([self._tensors[f"{part}.bias"] for part in parts])
        attended = self._graph.node(
            "MultiHeadAttention",
            [
                *(self._product(part, states) for part in parts),
                self._graph.weight(f"{layer}.biases", biases),
                "mask",
            ],
            [f"{layer}.attended"],
            contributed=True,
            attributes={"num_heads": self._config["num_attention_heads"]},
        )
        states = self._added(f"{layer}.attention.output", states, attended)
        inner = f"{layer}.intermediate.dense"
        widened = self._graph.node(
            "BiasGelu",
            [self._product(inner, states), self._stored(f"{inner}.bias")],
            [f"{inner}.widened"],
            contributed=True,
        )
        return self._added(f"{layer}.output", states, widened)

    def _added(self, name: str, states: str, new: str) -> str:
        """Add the product of `new` to the states and normalise them."""
        return self._graph.node(
            "SkipLayerNormalization",
            [
                states,
                self._product(f"{name}.dense", new),
                self._stored(f"{name}.LayerNorm.weight"),
                self._stored(f"{name}.LayerNorm.bias"),
                self._stored(f"{name}.dense.bias"),
            ],
            [f"{name}.states"],
            contributed=True,
            attributes=self._normal,
        )

    def _product(self, name: str, states: str) -> str:
        """Multiply by a matrix, whose columns are rounded each by its own scale."""
        matrix, product = self._tensors[f"{name}.weight"].T, [f"{name}.product"]
        if not self._eight_bits:
            return self._graph.node(
                "MatMul", [states, self._graph.weight(f"{name}.matrix", matrix)], product
            )
        scales = np.abs(matrix).max(axis=0) / _MOST_INT8
        rounded = np.rint(matrix / scales).astype(np.int8)
        return self._graph.node(
            "DynamicQuantizeMatMul",
            [
                states,
                self._graph.weight(f"{name}.matrix", rounded),
                self._graph.weight(f"{name}.scales", scales.astype(np.float32)),
                self._graph.weight(f"{name}.zeros", np.zeros(len(scales), np.int8)),
            ],
            product,
            contributed=True,
        )

    def _stored(self, name: str) -> str:
        return self._graph.weight(name, self._tensors[name])
