"""What a model server replies, as far as it is of use; a server's words are not to be trusted.

The shapes are those of https://platform.openai.com/docs/api-reference, with what llama-server
(`meta`) and vLLM (`max_model_len`) add to them.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class _Reply(BaseModel):
    model_config = ConfigDict(frozen=True, protected_namespaces=())


class Meta(_Reply):
    """What llama-server knows of a model."""

    n_params: int | None = None
    n_ctx: int | None = None
    n_ctx_train: int | None = None


class Listed(_Reply):
    """One model of a server."""

    id: str
    max_model_len: int | None = None
    meta: Meta | None = None


class ModelList(_Reply):
    """The models of a server."""

    data: tuple[Listed, ...]


class GenerationSettings(_Reply):
    """What llama-server writes with."""

    n_ctx: int | None = None


class Properties(_Reply):
    """What llama-server says of itself."""

    default_generation_settings: GenerationSettings = GenerationSettings()


class Row(_Reply):
    """The vector of one text."""

    index: int
    embedding: Annotated[list[float], Field(min_length=1)]


class Rows(_Reply):
    """The vectors of some texts."""

    data: tuple[Row, ...]


class Delta(_Reply):
    """A piece of a message."""

    content: str | None = None


class Choice(_Reply):
    """A piece of a reply."""

    delta: Delta = Delta()
    finish_reason: str | None = None


class Event(_Reply):
    """One event of a stream; one without choices tells how much was computed, or an error."""

    choices: tuple[Choice, ...] = ()


class Counted(_Reply):
    """How many tokens a text has: vLLM's reply, and that of llama-cpp-python's server."""

    count: Annotated[int, Field(ge=0)]


class Tokens(_Reply):
    """The tokens of a text: llama-server's reply."""

    tokens: tuple[int, ...]
