"""The process that fuzzes one target: python -m evals.fuzzing.fuzzer TARGET CORPUS OPTION...

The options are libFuzzer's. It ends the process itself, when it is done or has found something.
"""

import importlib
import logging
import sys
import warnings
from pathlib import Path


def main(target: str, corpus: str, *options: str) -> None:
    """Fuzz a target, beginning with its seeds, which are put into the folder `corpus`."""
    atheris = importlib.import_module("atheris")  # for Linux only, and without type hints
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    with atheris.instrument_imports(include=["index", "engine.gguf_header"]):
        chosen = importlib.import_module("evals.fuzzing.targets").TARGETS[target]
    folder = Path(corpus)
    for number, seed in enumerate(chosen.seeds()):
        (folder / f"seed-{number}").write_bytes(seed)
    words = folder.with_name(folder.name + "-words")
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in chosen.words if word))
    try:
        atheris.Setup([sys.argv[0], corpus, f"-dict={words}", *options], chosen.run)
        atheris.Fuzz()
    finally:
        words.unlink()


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    main(*sys.argv[1:])
