"""When something that is looked after is due again: jitter, and backing off from what fails.

Fixed intervals make everything that began together come due together for good, so each is varied
by chance; what fails is left alone for twice as long each time (M. Brooker, Exponential Backoff And
Jitter, 2015).
"""

from datetime import datetime, timedelta

DAY = timedelta(days=1)

_SPREAD = 0.1  # of the interval, either way
_MOST_DOUBLINGS = 32  # later ones are beyond any limit, and beyond what a timedelta holds


def next_time(
    now: datetime,
    interval: timedelta,
    *,
    chance: float,
    failures: int = 0,
    longest: timedelta = DAY,
) -> datetime:
    """Return when something is due again that was looked at `now`.

    Args:
        now: the time of the look.
        interval: how long to wait after a look that went well.
        chance: a random number, 0 included and 1 not.
        failures: how many looks in a row, this one included, went wrong.
        longest: the most to wait because of failures; an interval that is longer counts.

    Returns:
        A time within a tenth of the interval, or of what it has grown to, around its end.
    """
    doublings = min(failures, _MOST_DOUBLINGS)
    wait = min(interval.total_seconds() * 2**doublings, max(longest, interval).total_seconds())
    return now + timedelta(seconds=wait * (1 + _SPREAD * (2 * chance - 1)))
