"""What of the prompts is read in the next step."""

from collections.abc import Sequence

_OLDEST = 4  # one part in this many of each step is the prompt's that came first


def shares(left: Sequence[int], room: int) -> list[int]:
    """Return how many tokens of each prompt are read in the next step.

    The shortest prompts go first, which is what makes the sum of all waiting times smallest
    (shortest remaining time first; Schrage 1968). The oldest gets a part of every step, so that
    none waits for ever.

    Args:
        left: how many tokens of each prompt are still to be read, in the order they came in.
        room: how many tokens are read in the step.
    """
    given = [0] * len(left)
    if left:
        given[0] = min(left[0], -(-room // _OLDEST))
        room -= given[0]
    for index in sorted(range(len(left)), key=left.__getitem__):
        more = min(left[index] - given[index], room)
        given[index] += more
        room -= more
    return given
