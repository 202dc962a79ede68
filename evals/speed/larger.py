"""How well five seconds of the bundled model tell the speed of larger ones.

    python -m evals.speed.larger

Larger models of the bundled one's kind are made of random numbers, which compute as fast as any
others, and are measured as it is. Each takes up to a minute and a gigabyte of disk.
"""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np

from engine.process.engine import Engine
from engine.threads import default_threads
from engine.tuning.speed import Sample
from engine.weights import Role, Weights, resolve

_BLOCK = 32  # numbers that share a scale in Q8_0
_SCALE = 0.0002
_SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a model of the Llama kind is made of."""

    width: int
    layers: int
    heads: int
    shared_heads: int
    inner: int

    def values(self) -> dict[str, int]:
        """Return it as a model file says it."""
        return {
            "llama.embedding_length": self.width,
            "llama.block_count": self.layers,
            "llama.attention.head_count": self.heads,
            "llama.attention.head_count_kv": self.shared_heads,
            "llama.feed_forward_length": self.inner,
            "llama.rope.dimension_count": self.width // self.heads,
        }

    def matrices(self, layer: int) -> dict[str, tuple[int, int]]:
        """Return the names of a layer's matrices, and their rows and columns."""
        shared = self.width // self.heads * self.shared_heads
        sizes = {
            "attn_q": (self.width, self.width),
            "attn_k": (shared, self.width),
            "attn_v": (shared, self.width),
            "attn_output": (self.width, self.width),
            "ffn_gate": (self.inner, self.width),
            "ffn_up": (self.inner, self.width),
            "ffn_down": (self.width, self.inner),
        }
        return {f"blk.{layer}.{name}.weight": size for name, size in sizes.items()}


SHAPES: Sequence[Shape] = (
    Shape(width=1024, layers=24, heads=16, shared_heads=4, inner=2816),
    Shape(width=2048, layers=16, heads=32, shared_heads=8, inner=7168),
)


class _Maker:
    """Writes one model of random numbers."""

    def __init__(self, original: Path, target: Path, shape: Shape) -> None:
        self._reader = gguf.GGUFReader(original)
        self._writer = gguf.GGUFWriter(target, "llama")
        self._shape = shape
        self._random = np.random.default_rng(_SEED)

    def make(self) -> None:
        """Write it."""
        self._tell()
        vocabulary = len(self._reader.fields["tokenizer.ggml.tokens"].contents())
        self._matrix("token_embd.weight", vocabulary, self._shape.width)
        for layer in range(self._shape.layers):
            for name, (rows, columns) in self._shape.matrices(layer).items():
                self._matrix(name, rows, columns)
            self._norm(f"blk.{layer}.attn_norm.weight")
            self._norm(f"blk.{layer}.ffn_norm.weight")
        self._norm("output_norm.weight")
        self._writer.write_header_to_file()
        self._writer.write_kv_data_to_file()
        self._writer.write_tensors_to_file()
        self._writer.close()

    def _tell(self) -> None:
        """Say what the original says of itself, but for the shape."""
        values = self._shape.values()
        for key, field in self._reader.fields.items():
            if key.startswith("GGUF.") or key == "general.architecture":
                continue
            value = values.get(key, field.contents())
            if field.types[0] == gguf.GGUFValueType.ARRAY:
                self._writer.add_array(key, value)
            else:
                self._writer.add_key_value(key, value, field.types[0])

    def _matrix(self, name: str, rows: int, columns: int) -> None:
        blocks = np.empty((rows * columns // _BLOCK, 2 + _BLOCK), dtype=np.uint8)
        blocks[:, :2] = np.array([_SCALE], dtype=np.float16).view(np.uint8)
        blocks[:, 2:] = self._random.integers(0, 255, (len(blocks), _BLOCK), dtype=np.uint8)
        self._writer.add_tensor(
            name, blocks.reshape(rows, -1), raw_dtype=gguf.GGMLQuantizationType.Q8_0
        )

    def _norm(self, name: str) -> None:
        self._writer.add_tensor(name, np.ones(self._shape.width, dtype=np.float32))


async def compare() -> None:
    """Print, for each larger model, what was estimated and what is measured."""
    with tempfile.TemporaryDirectory() as folder:
        bundled = await resolve("bundled", role=Role.GENERATION, data_dir=Path(folder))
        async with Engine() as engine:
            seen = await _sample(engine, bundled)
            _print("bundled", seen, seen)
            for number, shape in enumerate(SHAPES):
                path = Path(folder) / f"{number}.gguf"
                await asyncio.to_thread(_Maker(bundled.path, path, shape).make)
                larger = await _sample(engine, Weights(path=path, name=path.name))
                _print(f"{larger.parameters / 1e6:.0f}M", seen, larger)


async def _sample(engine: Engine, weights: Weights) -> Sample:
    found: Sample = await engine.run("sample", weights=weights, threads=default_threads())
    return found


def _print(name: str, seen: Sample, larger: Sample) -> None:
    estimated = seen.estimate(size=larger.size, parameters=larger.parameters)
    disturbed = "" if larger.undisturbed and seen.undisturbed else "  (disturbed)"
    print(  # noqa: T201 - its result
        f"{name:>8}: writing {estimated.writing:6.1f} estimated, {larger.speed.writing:6.1f} "
        f"measured; reading {estimated.reading:6.0f} estimated, {larger.speed.reading:6.0f} "
        f"measured{disturbed}"
    )


if __name__ == "__main__":
    asyncio.run(compare())
