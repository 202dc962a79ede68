"""Corpora as plain files, JSONL or Markdown, complete enough to go to other software and back."""
