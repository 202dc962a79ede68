"""Who could attack Footnote, and what stops them: a test for every line of SECURITY.md."""
