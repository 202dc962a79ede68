"""From what a person asks in Discord to the answer that stands there."""
