"""Random sequences of what is done to a store, beside a plain model, for as long as there is."""

import asyncio
import time

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.torture.findings import Finding, Tell
from tests.torture.machine import StoreMachine

_STEPS = 40  # of a sequence, at most
_SEQUENCES = 2  # at a time


async def run(*, seconds: float, seed: int, tell: Tell) -> list[Finding]:
    """Compare stores with their models until the time is over.

    Args:
        seconds: how long.
        seed: of the sequences.
        tell: shows the first sequence that breaks something.
    """
    return await asyncio.to_thread(_compared, seconds, seed, tell)


def _compared(seconds: float, seed: int, tell: Tell) -> list[Finding]:
    until, before, rounds, broken = time.monotonic() + seconds, StoreMachine.checks, 0, ""
    while time.monotonic() < until and not broken:
        broken = _round(seed * 1_000 + rounds)
        rounds += 1
    if broken:
        tell(broken)
    return [
        Finding(
            part="model",
            tried="steps of random sequences, the store compared with a model after each",
            times=StoreMachine.checks - before,
            lost=1 if broken else 0,
            detail=broken.splitlines()[0] if broken else f"{rounds * _SEQUENCES} sequences",
        )
    ]


def _round(seed: int) -> str:
    """Play some sequences; return what went wrong, empty if nothing did."""
    hypothesis.seed(seed)(StoreMachine)
    try:
        run_state_machine_as_test(
            StoreMachine,
            settings=settings(
                max_examples=_SEQUENCES,
                stateful_step_count=_STEPS,
                deadline=None,
                database=None,
                print_blob=False,
                phases=(Phase.generate,),  # shortening what breaks it would take minutes
                suppress_health_check=list(HealthCheck),
            ),
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        notes = "\n".join(getattr(error, "__notes__", ()))
        return f"{type(error).__name__}: {error}\n{notes}"
    return ""
