"""Local models run with llama.cpp: their weights, generation and embeddings."""

import os

# Threads of llama.cpp (OpenMP) wait for each other hundreds of times in each step, for some
# microseconds. Put to sleep at once they write at less than half the speed; spinning on for long,
# as they do by default, they take the cores from everything else whenever a step is done. A tenth
# of a millisecond has the speed of the one and the peace of the other. GNU's OpenMP counts turns
# of a loop, LLVM's milliseconds. Both read this once, when they are loaded, hence here. Whoever
# sets any of it has the last word.
if not {"OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "KMP_BLOCKTIME"} & os.environ.keys():
    os.environ["GOMP_SPINCOUNT"] = "3000"
    os.environ["KMP_BLOCKTIME"] = "1"
