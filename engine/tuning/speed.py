"""How fast a model computes, and how fast another would by that.

Writing a token reads all weights once, so its speed is that of memory; reading a prompt multiplies
by all weights, so its speed is that of arithmetic. That is the roofline model (Williams et al.
2009). A small model is held back by what isn't proportional to its size, so larger ones may be a
little faster than this says, and those that don't fit where it did, slower.
"""

from dataclasses import dataclass

from engine.tuning.tuned import UNDISTURBED


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What was measured of a model, or estimated.

    Attributes:
        writing: tokens a second, of one reply.
        reading: tokens a second, of a prompt.
    """

    writing: float
    reading: float

    def seconds(self, *, prompt: int, reply: int) -> float:
        """Return how long an answer takes, by its tokens."""
        return prompt / self.reading + reply / self.writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What was measured of a machine with one model.

    Attributes:
        speed: how fast the model was.
        size: the bytes of its weights.
        parameters: how many weights it has.
        bandwidth: the bytes that the machine's memory moves in a second.
        share: the part of the steps' time in which the processor worked for them.
    """

    speed: Speed
    size: int
    parameters: int
    bandwidth: float
    share: float = 1.0

    @property
    def undisturbed(self) -> bool:
        """Whether nothing else wanted the processor meanwhile, so that the times can be trusted."""
        return self.share >= UNDISTURBED

    def estimate(self, *, size: int, parameters: int) -> Speed:
        """Return how fast another model would be about.

        A small model may lie in the processor's caches, which are faster than memory; a larger one
        doesn't, so it isn't taken for faster than memory.
        """
        moved = min(self.speed.writing * self.size, self.bandwidth)
        return Speed(
            writing=moved / size,
            reading=self.speed.reading * self.parameters / parameters,
        )
