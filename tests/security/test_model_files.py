"""Model files come from anywhere; what is read of them is checked before llama.cpp has them."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import EngineError, WeightsError
from engine.gguf_header import read_header
from engine.llama import Model
from engine.weights import Role, resolve
from tests.engine.gguf_files import gguf, model, tensor, text, value

ROOT: Final = Path(__file__).parents[2]
PACKAGES: Final = ("bot", "answer", "index", "engine", "evals")
WHOLE = model(bytes(64), {"general.architecture": "llama", "llama.context_length": 2048})
HOSTILE: Final = {
    "too short": WHOLE[:40],
    "cut off": WHOLE[:-1],
    "another format": b"PK\x03\x04" + bytes(200),
    "a pickle": b"\x80\x04\x95" + bytes(200),
    "more tensors than bytes": gguf([], [], b"", counts=(2**40, 0)),
    "a tensor behind the end": gguf([], [tensor("t", 8, offset=2**63)], bytes(8)),
    "numbers that overflow": gguf([], [tensor("t", 2**62, 4, 0)], bytes(8)),
    "a key twice": gguf([value("a.b", 1), value("a.b", 2)], [], bytes(64)),
    "a tensor twice": gguf([], [tensor("t", 8), tensor("t", 8)], bytes(8)),
    "an odd alignment": gguf([value("general.alignment", 33)], [tensor("t", 1)], bytes(64)),
    "a list of lists": gguf([text("k") + b"\x09\0\0\0\x09\0\0\0" + bytes(8)], [], bytes(64)),
}


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file that nobody should load."""
    path = tmp_path / "hostile.gguf"
    path.write_bytes(HOSTILE[request.param])
    return path


@pytest.mark.parametrize("role", Role)
async def test_no_setting_leads_a_hostile_file_to_a_model(
    hostile: Path, role: Role, tmp_path: Path
) -> None:
    """Whatever the file is to be for, it is refused in a sentence that names it."""
    with pytest.raises(WeightsError, match=r"hostile\.gguf"):
        await resolve(str(hostile), role=role, data_dir=tmp_path)


def test_llama_cpp_is_given_nothing_unchecked(hostile: Path) -> None:
    """A file that has changed since it was chosen is looked at again, at the only door there is."""
    with pytest.raises(WeightsError, match=r"hostile\.gguf"):
        Model(hostile)


def test_there_is_one_door_to_llama_cpp() -> None:
    """Files are handed to llama.cpp where their headers have just been checked, nowhere else."""
    doors = {
        path.relative_to(ROOT).as_posix()
        for path, tree in _modules(ROOT / "engine")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr.startswith(("llama_model_load", "llama_load_model", "llama_model_quantize"))
        and not node.attr.endswith("_params")
    }
    assert doors == {"engine/llama.py", "engine/requantisation.py"}
    for door in doors:
        tree = ast.parse((ROOT / door).read_text(encoding="utf-8"))
        handing = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
        handing = [
            one
            for one in handing
            if "str(path).encode()" in ast.unparse(one) or "quantize(" in ast.unparse(one)
        ]
        assert handing
        assert all("gguf_file.check(" in ast.unparse(one) for one in handing), door


_CHANGES = st.lists(
    st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=9)),
    min_size=1,
    max_size=4,
)


@given(changes=_CHANGES, cut=st.integers(0, 80))
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_header_says_lies_inside_the_file(
    tmp_path: Path, changes: list[tuple[int, bytes]], cut: int
) -> None:
    """Changed anywhere and cut, a file is refused, or has no more numbers than it has bytes."""
    path = tmp_path / "changed.gguf"
    content = bytearray(WHOLE)
    for at, new in changes:
        content[at : at + len(new)] = new
    path.write_bytes(content[: len(content) - cut])
    try:
        header = read_header(path)
    except EngineError as error:
        assert "changed.gguf" in str(error)  # noqa: PT017 - reading it is as good as refusing it
        return
    assert 0 <= header.parameters <= 8 * len(content)


UNSAFE: Final = {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "jsonpickle"}


def test_nothing_that_is_read_can_run_code() -> None:
    """Pickles pass between us and our own child only; no other format that runs code is read."""
    used = {
        (path.relative_to(ROOT).as_posix(), name)
        for package in PACKAGES
        for path, tree in _modules(ROOT / package)
        for name in _imported(tree) & UNSAFE
    }
    assert used == {("engine/process/pipes.py", "pickle")}


def test_numbers_are_read_without_objects() -> None:
    """Every `np.load` says that it takes no pickled objects."""
    loads = [
        (path.name, {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords})
        for package in PACKAGES
        for path, tree in _modules(ROOT / package)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"np.load", "numpy.load"}
    ]
    assert loads
    assert all(given.get("allow_pickle") == "False" for _, given in loads), loads


def test_no_text_is_run_as_code() -> None:
    """Nothing is evaluated, and no shell is given a line."""
    called = {
        (path.relative_to(ROOT).as_posix(), ast.unparse(node.func))
        for package in PACKAGES
        for path, tree in _modules(ROOT / package)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (
            ast.unparse(node.func) in {"eval", "exec", "compile", "os.system", "os.popen"}
            or any(keyword.arg == "shell" for keyword in node.keywords)
        )
    }
    assert called == set()


def _modules(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def _imported(tree: ast.Module) -> set[str]:
    """Return the names of the packages that a module imports."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names
