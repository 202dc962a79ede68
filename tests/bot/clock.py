"""A clock that goes when it is told to."""


class Clock:
    """Tells seconds."""

    def __init__(self) -> None:
        """Start somewhere."""
        self.seconds = 1_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.seconds

    def pass_(self, seconds: float) -> None:
        """Let time go by."""
        self.seconds += seconds
