"""The process with the models: `python -m engine.process LEVEL`; LEVEL is that of the log."""

import sys

from engine.process.host import Abilities
from engine.process.serving import serve


def _abilities() -> Abilities:
    from engine.embedding import LlamaEmbedder
    from engine.generation import LlamaGenerator
    from engine.process.errands import ERRANDS
    from engine.reranking import LlamaReranker

    return Abilities(
        kinds={
            "embedder": LlamaEmbedder,
            "reranker": LlamaReranker,
            "generator": LlamaGenerator,
        },
        errands=ERRANDS,
    )


if __name__ == "__main__":
    serve(_abilities, log_level=sys.argv[1])
