"""What a generation model has done so far."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """Sums since the model was loaded.

    Attributes:
        steps: how often the model computed.
        read: tokens of prompts that were read.
        reused: tokens of prompts that needn't be read, since another prompt began the same.
        written: tokens of replies.
        drafted: tokens that were guessed, to be verified in a step.
        accepted: those of them that the model would have written, too.
    """

    steps: int = 0
    read: int = 0
    reused: int = 0
    written: int = 0
    drafted: int = 0
    accepted: int = 0
