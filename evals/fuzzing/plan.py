"""How many inputs each target gets; what is slow or not ours gets fewer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a target gets of all inputs.

    Attributes:
        percent: of the inputs.
        most_bytes: of one input.
    """

    percent: int
    most_bytes: int = 4_096


SHARES = {
    "cutting": Share(percent=15),
    "text": Share(percent=10),
    "pasted": Share(percent=10),
    "markdown": Share(percent=10),
    "html": Share(percent=12, most_bytes=3_072),
    "feed": Share(percent=10),
    "link": Share(percent=15, most_bytes=512),
    "model": Share(percent=10, most_bytes=1_024),
    "pdf": Share(percent=3, most_bytes=2_048),
    "epub": Share(percent=3, most_bytes=2_048),
    "docx": Share(percent=2, most_bytes=2_048),
}
