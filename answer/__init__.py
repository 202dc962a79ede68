"""From a question to a grounded answer, from an article to a grounded summary."""
