"""The faces of Footnote: the terminal and Discord, its settings, and the composition root."""
