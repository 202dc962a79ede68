"""How well questions are answered here: a host's own questions, asked again and judged."""
