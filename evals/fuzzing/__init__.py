"""Coverage-guided fuzzing of what reads untrusted bytes: extraction, cutting, feeds, links."""
