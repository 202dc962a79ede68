"""The bundled embedding model (BERT, Devlin et al. 2019) in PyTorch, with changes to train.

Only what is trained is kept: two narrow matrices beside each of the model's own (LoRA, Hu et al.
2021), the scales between layers, and a head that makes one number of the first token's vector, in
the form that llama.cpp computes it: linear, tanh, linear.
"""

import math
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

_LAYERS, _HEADS, _WIDTH = 6, 12, 384
_SCALE = 2.0  # of the changes: they learn faster than the rest
_DROPPED = 0.1
_MATRICES = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
}


class _Changed(nn.Module):
    """A fixed linear map with a change of low rank."""

    def __init__(self, weight: Tensor, bias: Tensor, rank: int) -> None:
        super().__init__()
        self.weight, self.bias = weight, bias
        self.narrow = nn.Parameter(torch.randn(rank, weight.shape[1]) / math.sqrt(weight.shape[1]))
        self.wide = nn.Parameter(torch.zeros(weight.shape[0], rank))

    def forward(self, rows: Tensor) -> Tensor:
        change = functional.linear(functional.linear(rows, self.narrow), self.wide)
        return functional.linear(rows, self.weight, self.bias) + _SCALE * change


class _Layer(nn.Module):
    def __init__(self, tensors: dict[str, Tensor], number: int, rank: int) -> None:
        super().__init__()
        beginning = f"encoder.layer.{number}."
        self.maps = nn.ModuleDict(
            {
                short: _Changed(
                    tensors[f"{beginning}{name}.weight"], tensors[f"{beginning}{name}.bias"], rank
                )
                for name, short in _MATRICES.items()
            }
        )
        self.after_attention = _norm(tensors, f"{beginning}attention.output.LayerNorm")
        self.after_words = _norm(tensors, f"{beginning}output.LayerNorm")

    def forward(self, rows: Tensor, mask: Tensor) -> Tensor:
        many, long, _ = rows.shape
        asked, keys, values = (
            self.maps[name](rows).view(many, long, _HEADS, -1).transpose(1, 2)
            for name in ("attn_q", "attn_k", "attn_v")
        )
        seen = functional.scaled_dot_product_attention(asked, keys, values, attn_mask=mask)
        seen = self.maps["attn_output"](seen.transpose(1, 2).reshape(many, long, _WIDTH))
        rows = self.after_attention(rows + functional.dropout(seen, _DROPPED, self.training))
        thought = self.maps["ffn_down"](functional.gelu(self.maps["ffn_up"](rows)))
        return self.after_words(rows + functional.dropout(thought, _DROPPED, self.training))


class Reader(nn.Module):
    """Makes of a tokenised question and text the log-odds that the text answers."""

    def __init__(self, weights: Path, rank: int) -> None:
        """Load the model in `weights` (safetensors) and add changes of the given rank."""
        super().__init__()
        tensors = load_file(weights)
        self._words = tensors["embeddings.word_embeddings.weight"]
        self._places = tensors["embeddings.position_embeddings.weight"]
        self._kind = tensors["embeddings.token_type_embeddings.weight"][0]
        self.before = _norm(tensors, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(_Layer(tensors, number, rank) for number in range(_LAYERS))
        self.dense, self.out = nn.Linear(_WIDTH, _WIDTH), nn.Linear(_WIDTH, 1)
        nn.init.normal_(self.dense.weight, std=0.05)
        nn.init.normal_(self.out.weight, std=0.02)

    def forward(self, tokens: Tensor, lengths: Tensor) -> Tensor:
        """Return one number per row of tokens, which are padded with zeros at their end."""
        long = tokens.shape[1]
        mask = (torch.arange(long)[None] < lengths[:, None])[:, None, None, :]
        rows = self.before(self._words[tokens] + self._places[:long] + self._kind)
        for layer in self.layers:
            rows = layer(rows, mask)
        return self.out(torch.tanh(self.dense(rows[:, 0]))).squeeze(-1).float()

    def save(self, path: Path) -> None:
        """Write what was trained, as `engine.adaptation` reads it."""
        changes = {
            "cls.weight": self.dense.weight,
            "cls.bias": self.dense.bias,
            "cls.output.weight": self.out.weight,
            "cls.output.bias": self.out.bias,
        }
        for number, layer in enumerate(self.layers):
            for short, changed in layer.maps.items():
                changes[f"blk.{number}.{short}.weight.a"] = changed.narrow
                changes[f"blk.{number}.{short}.weight.b"] = _SCALE * changed.wide
            changes |= _named(f"blk.{number}.attn_output_norm", layer.after_attention)
            changes |= _named(f"blk.{number}.layer_output_norm", layer.after_words)
        changes |= _named("token_embd_norm", self.before)
        with path.open("wb") as file:
            np.savez_compressed(
                file, **{name: each.detach().half().numpy() for name, each in changes.items()}
            )


def _norm(tensors: dict[str, Tensor], name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(_WIDTH, eps=1e-12)
    norm.weight = nn.Parameter(tensors[f"{name}.weight"].clone())
    norm.bias = nn.Parameter(tensors[f"{name}.bias"].clone())
    return norm


def _named(name: str, norm: nn.LayerNorm) -> dict[str, Tensor]:
    return {f"{name}.weight": norm.weight, f"{name}.bias": norm.bias}
