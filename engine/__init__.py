"""Local models run with llama.cpp: their weights, generation and embeddings."""
