"""Training of the bundled reranking model; nothing of it is part of the product."""
