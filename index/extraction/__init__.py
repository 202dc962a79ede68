"""Getting articles out of bytes: web pages, Markdown, plain text and what else people have."""
