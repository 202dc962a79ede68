"""How much is asked of a model on a server."""

from dataclasses import dataclass

from engine.remote.offers import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a host allows.

    Attributes:
        most_context_tokens: the most tokens of prompt and reply together.
        parallel: how many replies are asked for at a time.
    """

    most_context_tokens: int
    parallel: int

    def context_tokens(self, model: Offer) -> int:
        """Return the most tokens of prompt and reply together, as host and server allow."""
        return min(self.most_context_tokens, model.context_tokens or self.most_context_tokens)
