"""What can go wrong with a local model. Every message is a sentence for the person who set it up.

EngineError
├── ModelError          a model failed, or its file is broken
│   ├── ModelCrashed    it took its process with it, twice
│   │   └── ModelStuck  it gave no sign of life, twice
│   ├── ServerAway      the server that a model is asked on doesn't answer
│   └── ServerRefused   that server doesn't do what it is asked
├── PromptTooLong       prompt and reply don't fit into the model's context
└── WeightsError        the weights can't be had
    └── DownloadError   they can't be had from the hub
"""

from collections.abc import Mapping
from types import MappingProxyType


class EngineError(Exception):
    """Base of the engine's errors.

    Attributes:
        key: names a sentence about it for people who can't change the settings.
        values: what is filled into that sentence.
    """

    key: str = "model-failed"
    values: Mapping[str, str | float] = MappingProxyType({})


class ModelError(EngineError):
    """A model failed, or its file is broken."""


class ModelCrashed(ModelError):  # noqa: N818 - states the fact, as UnknownArticle does
    """llama.cpp crashed over a request, and did so again when it was asked once more."""


class ModelStuck(ModelCrashed):
    """A model gave no sign of life, so its process was ended, and so did the next one."""


class ServerAway(ModelError):  # noqa: N818 - states the fact, as UnknownArticle does
    """The server that a model is asked on can't be reached, has no time, or went away."""

    key = "server-away"


class ServerRefused(ModelError):  # noqa: N818 - states the fact, as UnknownArticle does
    """The server that a model is asked on doesn't do what it is asked.

    Attributes:
        status: the HTTP status that it answered.
    """

    def __init__(self, message: str, *, status: int = 0) -> None:
        """Say `message`."""
        super().__init__(message)
        self.status = status


class PromptTooLong(EngineError):  # noqa: N818 - states the fact, as UnknownArticle does
    """Prompt and reply don't fit into the model's context."""

    key = "prompt-too-long"


class WeightsError(EngineError):
    """The weights that a setting names can't be had."""


class DownloadError(WeightsError):
    """The weights can't be had from the hub."""
