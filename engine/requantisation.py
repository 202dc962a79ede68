"""Rewriting of the bundled generation model into the number format that CPUs compute with fastest.

It comes as Q4_1, for which llama.cpp has no fast matrix product. As Q8_0, which loses nothing that
Q4_1 still had, it reads prompts twice as fast and writes eight replies a quarter faster, for 50 MB
more. Four bits of another kind would be faster still, but lose too much of so small a model: as
Q4_0 it writes 1.4 times as fast and reads 1.3 times as fast, and finds another next word than Q8_0
in 30 of 100 places; IQ4_NL in 24, Q5_0 in 17, Q4_K_M in 14, Q4_1 in 4. BF16 in 4, too, and reads
1.2 times as fast, but writes at 0.85 times the speed and takes twice the memory.
"""

import ctypes
import os
from pathlib import Path

from llama_cpp import llama_cpp as native

from engine import gguf_file
from engine.errors import WeightsError
from engine.llama import forget_errors, last_error
from engine.progress import Progress
from engine.threads import default_threads


def requantise(original: Path, target: Path, *, progress: Progress) -> None:
    """Write the model `original` to `target` as Q8_0, wholly or not at all.

    Args:
        original: a quantised GGUF file.
        target: the file to make; its folder exists.
        progress: told when it starts and when it is done.

    Raises:
        WeightsError: the model is broken, or `target` can't be written.
    """
    gguf_file.check(original)
    parameters = native.llama_model_quantize_default_params()
    parameters.ftype = native.LLAMA_FTYPE_MOSTLY_Q8_0
    parameters.allow_requantize = True
    parameters.nthread = default_threads()
    total = original.stat().st_size
    part = target.with_name(f"{target.name}.part")
    progress(0, total)
    forget_errors()
    try:
        status = native.llama_model_quantize(
            str(original).encode(), str(part).encode(), ctypes.byref(parameters)
        )
        if status != 0:
            raise WeightsError(
                f"The generation model {original} can't be written to {target}{last_error()}; "
                "check the free space and the permissions there."
            )
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise WeightsError(
            f"The generation model can't be written to {target}: {error.strerror or error}."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    progress(total, total)
