"""Local models run with llama.cpp: their weights, generation and embeddings."""

import os

# Threads of llama.cpp (OpenMP) by default spin while they wait for each other, and spin on after
# they are done. Where anything else wants the cores, that cost the embedding of passages nine
# tenths of its speed; sleeping instead costs nothing measurable on an idle machine. OpenMP reads
# this once, when it is loaded, hence here. Whoever sets it has the last word.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
