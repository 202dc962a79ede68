"""How a line that has an end is shared, so that who fills it can't keep everybody else out."""

_GREED = 2  # how often what is free one may have: two thirds of the line if nobody else waits


def may_wait(*, own: int, waiting: int, length: int) -> bool:
    """Say whether one more of somebody's may wait in a line.

    Everybody may have as many places as there are free ones, times a constant (Choudhury and
    Hahne, Dynamic queue length thresholds for shared-memory packet switches, 1998). So one who
    asks without end leaves some places free, and whoever comes finds one of them.

    Args:
        own: how many of theirs wait already.
        waiting: how many wait in all.
        length: how many may.
    """
    return own < _GREED * (length - waiting)
