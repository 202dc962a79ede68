"""Articles come into corpora and leave them, side by side and each wholly or not at all."""
