"""Asking again for what can't be had at the moment, at growing distances and never for long.

The distances are random up to a bound that doubles, so that what failed together doesn't come back
together: M. Brooker, Exponential Backoff And Jitter, 2015.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    wait_random_exponential,
)

from index.fetching.limits import Allowance, FetchLimits
from index.fetching.refusals import TemporaryError

_T = TypeVar("_T")


async def insistently(
    attempt: Callable[[], Awaitable[_T]], *, limits: FetchLimits, allowance: Allowance
) -> _T:
    """Return what `attempt` returns, after as many attempts as are allowed and as time is left for.

    Raises:
        FetchError: what the last attempt raised.
    """
    backoff = wait_random_exponential(multiplier=limits.backoff)

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        wanted = error.retry_after if isinstance(error, TemporaryError) else None
        return max(backoff(state), wanted or 0.0)

    def stop(state: RetryCallState) -> bool:
        return state.attempt_number >= limits.attempts or state.upcoming_sleep >= allowance.left

    retrying = AsyncRetrying(
        retry=retry_if_exception_type(TemporaryError),
        wait=wait,
        stop=stop,
        reraise=True,
    )
    return await retrying(attempt)
