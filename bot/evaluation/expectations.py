"""What people write down of right answers."""

_SEPARATOR = ";"


def alternatives(written: str) -> tuple[str, ...]:
    """Return the strings of which a right answer has one, as somebody wrote them: `one; other`."""
    parts = (" ".join(part.split()) for part in written.split(_SEPARATOR))
    return tuple(dict.fromkeys(part for part in parts if part))
