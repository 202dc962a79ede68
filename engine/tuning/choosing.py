"""What measured times speak for; pure."""

from collections.abc import Mapping, Sequence

from engine.tuning.tuned import Attention

_TELLING = 1.05  # times as fast; what differs by less may be noise
_NEARLY = 0.95  # of the best rate; the rest isn't worth longer steps
_LONGEST_WAIT = 0.2  # seconds
# The chance of the next guess where those before it were right: of eight guessed in answers, 46 in
# 100 were right (`python -m evals.speed lookup`).
_GUESSED = 0.83
_WORTH_GUESSING = 1.15  # times as many tokens in the same time

_Counts = Mapping[int, float]


def thread_counts(most: int) -> tuple[int, ...]:
    """Return the numbers of threads that are tried: `most`, halved down to one."""
    counts = [most]
    while counts[-1] > 1:
        counts.append(counts[-1] // 2)
    return tuple(counts)


def fewest(times: _Counts) -> int:
    """Return the fewest threads that are hardly slower than the fastest.

    Args:
        times: seconds of the same work by threads.
    """
    return min(n for n, seconds in times.items() if seconds <= min(times.values()) * _TELLING)


def best_piece(times: _Counts) -> int:
    """Return the smallest piece that is read nearly as fast as any that doesn't take long.

    While a piece is read nobody else gets a word, nor an answer to what they ask other models, so
    speed counts up to a fifth of a second only; where every piece takes longer, it counts.

    Args:
        times: seconds of reading a piece, by its tokens.
    """
    short = {tokens: seconds for tokens, seconds in times.items() if seconds <= _LONGEST_WAIT}
    rates = {tokens: tokens / seconds for tokens, seconds in (short or times).items()}
    return min(n for n, rate in rates.items() if rate >= max(rates.values()) * _NEARLY)


def drafted(times: _Counts) -> int:
    """Return how many tokens of copied text are best tried in one step; 0 where none pays.

    Of k guesses, each right with the chance p where those before it are, a step yields
    (1 - p^(k+1)) / (1 - p) tokens (Leviathan et al. 2023, https://arxiv.org/abs/2211.17192).

    Args:
        times: seconds of a step, by its tokens; that of one token among them.
    """

    def gain(tokens: int) -> float:
        return (1 - _GUESSED**tokens) / (1 - _GUESSED) * times[1] / times[tokens]

    best = max(times, key=gain)
    return best - 1 if gain(best) >= _WORTH_GUESSING else 0


def best_attention(ways: Sequence[Attention]) -> Attention:
    """Return the first of these ways unless another is clearly faster.

    Args:
        ways: at least one; the usual one comes first.
    """
    usual = ways[0]

    def gain(way: Attention) -> float:
        return (
            way.writing / usual.writing
            + way.together / usual.together
            + way.reading / usual.reading
        ) / 3

    best = max(ways, key=gain)
    return best if gain(best) >= _TELLING else usual
