"""Configurations to be compared: the settings, some of them changed for a trial."""

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from pydantic import ValidationError

from bot.assembly import Assembly
from bot.errors import UserError
from bot.local_models import LocalModels
from bot.settings import Settings
from bot.terminal.terminal import Terminal

_BEARING = (
    "model",
    "embedding_model",
    "reranker_model",
    "context_tokens",
    "wording",
    "wrong_at_most",
    "abstain_below",
    "threads",
    "gpu_layers",
)
"""The settings that bear on answers, or on how soon they come."""


def changed(settings: Settings, assignments: Sequence[str]) -> Settings:
    """Return the settings with some of them changed.

    Args:
        settings: what the host set.
        assignments: each a name and a value, such as `ABSTAIN_BELOW=0.5`.

    Raises:
        UserError: one isn't of that form, or the setting has no such value or doesn't bear on
            answers.
    """
    values: dict[str, str | None] = dict(map(_parted, assignments))
    if "wrong_at_most" in values:
        values.setdefault("abstain_below", None)  # which would go before it
    try:
        return type(settings).model_validate({**settings.model_dump(), **values})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise UserError(
            f"{name.upper()}={values.get(name, '…')} can't be tried: {first['msg']}."
        ) from None


@asynccontextmanager
async def trial(
    assembly: Assembly, settings: Settings, terminal: Terminal
) -> AsyncIterator[Assembly]:
    """Let `settings` be tried on the articles of `assembly`, which doesn't change.

    Another embedding model is tried on a copy of the catalogue, since it needs vectors of its own.

    Raises:
        index.errors.FailedIndex: the articles can't be read, or not be copied.
        engine.errors.EngineError: a model can't be loaded.
    """
    if settings.embedding_model == assembly.settings.embedding_model:
        async with await assembly.beside(settings) as other:
            yield other
        return
    with tempfile.TemporaryDirectory(prefix="footnote-trial-") as folder:
        await (await assembly.catalogue()).copy(Path(folder) / "catalogue.sqlite3")
        own = settings.model_copy(update={"data_dir": Path(folder)})
        models = LocalModels(settings, terminal)
        async with AsyncExitStack() as opened:
            opened.push_async_callback(models.close)
            other = await opened.enter_async_context(Assembly(own, terminal, models=models))
            with terminal.progress("Comparing meanings anew") as report:
                await other.reindex(report)
            yield other


def _parted(assignment: str) -> tuple[str, str]:
    name, equals, value = (part.strip() for part in assignment.partition("="))
    if not equals or name.lower() not in _BEARING:
        known = ", ".join(each.upper() for each in _BEARING)
        raise UserError(f"“{assignment}” can't be tried: give NAME=VALUE, NAME one of {known}.")
    return name.lower(), value
