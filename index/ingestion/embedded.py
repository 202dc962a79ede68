"""What of a passage becomes its vector."""

from index.models import Passage


def embedded_text(title: str, passage: Passage) -> str:
    """Return the text whose vector stands for a passage: where it stands, then what it says."""
    place = f"{title} > {passage.heading}" if passage.heading else title
    return f"{place}\n{passage.text}"
