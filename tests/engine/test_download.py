from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import DownloadError
from engine.hub import Hub
from engine.progress import Progress, unseen
from engine.weights import Role, Weights, resolve
from tests.engine.gguf_files import model
from tests.engine.hub_server import HubServer, serving

SETTING = "hf:owner/repo/folder/model.gguf"
TOKEN = "hf_secret"  # noqa: S105 - not a real one
OTHER = model(bytes(reversed(range(256))) * 1100)


@pytest.fixture
def server() -> Iterator[HubServer]:
    with serving(HubServer()) as running:
        yield running


async def fetch(
    server: HubServer,
    data_dir: Path,
    *,
    token: str | None = None,
    tries: int = 1,
    free: int = 10**12,
    progress: Progress = unseen,
) -> Weights:
    """Resolve the setting against the server."""
    hub = Hub(url=server.url, token=token, tries=tries, pause=0, free_space=lambda _: free)
    return await resolve(
        SETTING,
        role=Role.GENERATION,
        data_dir=data_dir,
        hub=hub,
        progress=progress,
    )


def left(data_dir: Path) -> list[str]:
    """Return the names of the files in a data directory, but for locks."""
    files = (path for path in data_dir.rglob("*") if path.is_file())
    return sorted(path.name for path in files if path.suffix != ".lock")


def unfinished(data_dir: Path) -> Path:
    """Return the file that holds what has arrived so far."""
    (part,) = data_dir.rglob("*.part")
    return part


def gets(server: HubServer) -> list[str | None]:
    """Return the ranges that were asked for."""
    return [wanted for method, wanted, _ in server.asked if method == "GET"]


async def test_a_file_is_downloaded(server: HubServer, tmp_path: Path) -> None:
    """A file arrives byte for byte, named after where it is from, and progress is told."""
    seen: list[tuple[int, int | None]] = []
    weights = await fetch(server, tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert weights.path.read_bytes() == server.content
    assert weights.name == SETTING
    assert left(tmp_path) == ["model.gguf", "model.gguf.sha256"]
    assert seen[0] == (0, len(server.content))
    assert seen[-1] == (len(server.content), len(server.content))
    assert seen == sorted(seen)


async def test_a_downloaded_file_needs_no_network(server: HubServer, tmp_path: Path) -> None:
    """Once a file is there, the hub isn't asked again."""
    first = await fetch(server, tmp_path)
    server.asked.clear()
    server.status = 500
    assert await fetch(server, tmp_path) == first
    assert server.asked == []


@pytest.mark.parametrize("plain", [False, True])
async def test_a_broken_off_download_is_resumed(
    server: HubServer, tmp_path: Path, plain: bool
) -> None:
    """The next call gets only what is missing, and the file is whole."""
    server.plain = plain
    server.breaks_after = [100_000]
    with pytest.raises(DownloadError, match="broke off"):
        await fetch(server, tmp_path)
    assert len(left(tmp_path)) == 1
    weights = await fetch(server, tmp_path)
    assert weights.path.read_bytes() == server.content
    assert gets(server) == [None, "bytes=100000-"]
    assert left(tmp_path) == ["model.gguf", "model.gguf.sha256"]


async def test_a_dropped_connection_is_taken_up_again(server: HubServer, tmp_path: Path) -> None:
    """Within one call, breaks are survived as long as each try brings something."""
    server.breaks_after = [50_000, 60_000, 70_000]
    weights = await fetch(server, tmp_path, tries=2)
    assert weights.path.read_bytes() == server.content
    assert gets(server) == [None, "bytes=50000-", "bytes=110000-", "bytes=180000-"]


async def test_tries_without_a_byte_come_to_an_end(server: HubServer, tmp_path: Path) -> None:
    """A server that sends nothing is given up after the tries set."""
    server.breaks_after = [0] * 10
    with pytest.raises(DownloadError, match="broke off"):
        await fetch(server, tmp_path, tries=3)
    assert len(gets(server)) == 3


@pytest.mark.parametrize("plain", [False, True])
async def test_a_changed_file_is_started_anew(
    server: HubServer, tmp_path: Path, plain: bool
) -> None:
    """What arrived of an old version isn't mixed with the new one."""
    server.plain = plain
    server.breaks_after = [100_000]
    with pytest.raises(DownloadError):
        await fetch(server, tmp_path)
    server.content = OTHER
    weights = await fetch(server, tmp_path)
    assert weights.path.read_bytes() == OTHER
    assert gets(server) == [None, None]
    assert left(tmp_path) == ["model.gguf", "model.gguf.sha256"]


async def test_a_whole_file_not_yet_in_place_is_not_fetched_again(
    server: HubServer, tmp_path: Path
) -> None:
    """A crash between the last byte and the renaming costs no second download."""
    server.breaks_after = [100_000]
    with pytest.raises(DownloadError):
        await fetch(server, tmp_path)
    unfinished(tmp_path).write_bytes(server.content)
    server.asked.clear()
    assert (await fetch(server, tmp_path)).path.read_bytes() == server.content
    assert gets(server) == []


async def test_a_wrong_checksum_removes_the_file(server: HubServer, tmp_path: Path) -> None:
    """A damaged file is refused and removed, and the next call starts from nothing."""
    server.checksum = "0" * 64
    with pytest.raises(DownloadError, match="arrived damaged"):
        await fetch(server, tmp_path)
    assert left(tmp_path) == []
    server.checksum = None
    assert (await fetch(server, tmp_path)).path.read_bytes() == server.content
    assert gets(server) == [None, None]


async def test_a_file_that_is_no_model_is_removed(server: HubServer, tmp_path: Path) -> None:
    """A file that isn't GGUF inside is refused, whatever its name and checksum."""
    server.content = b"<html>" * 100
    with pytest.raises(DownloadError, match="isn't a GGUF file"):
        await fetch(server, tmp_path)
    assert left(tmp_path) == []


async def test_a_model_that_lacks_its_end_is_removed(server: HubServer, tmp_path: Path) -> None:
    """A file that was uploaded in part is refused before llama.cpp gets it."""
    server.content = server.content[:-1]
    with pytest.raises(DownloadError, match="ends before its tensor"):
        await fetch(server, tmp_path)
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("status", "headers", "sentence"),
    [
        (404, {}, "has no file"),
        (401, {}, "needs an access token"),
        (403, {}, "needs an access token"),
        (403, {"X-Error-Code": "GatedRepo"}, "is gated: accept its terms at http"),
        (500, {}, "broke off"),
        (418, {}, "answered 418"),
    ],
)
async def test_a_refusal_is_a_sentence(
    server: HubServer, tmp_path: Path, status: int, headers: dict[str, str], sentence: str
) -> None:
    """What the hub refuses is said in words, and leaves no file."""
    server.status = status
    server.headers = headers
    with pytest.raises(DownloadError, match=sentence):
        await fetch(server, tmp_path)
    assert left(tmp_path) == []


async def test_no_room_is_noticed_before_the_download(server: HubServer, tmp_path: Path) -> None:
    """A file larger than the free space isn't begun."""
    with pytest.raises(DownloadError, match=r"needs 1 MB in .* where 1 MB are free"):
        await fetch(server, tmp_path, free=len(server.content) - 1)
    assert gets(server) == []


async def test_what_has_arrived_needs_no_room_again(server: HubServer, tmp_path: Path) -> None:
    """Only the missing bytes have to fit on the disk."""
    server.breaks_after = [100_000]
    with pytest.raises(DownloadError):
        await fetch(server, tmp_path)
    weights = await fetch(server, tmp_path, free=len(server.content) - 100_000)
    assert weights.path.read_bytes() == server.content


async def test_a_disk_that_fills_up_is_named(server: HubServer, tmp_path: Path) -> None:
    """Running out of space while writing is said in words."""
    server.breaks_after = [100_000]
    with pytest.raises(DownloadError):
        await fetch(server, tmp_path)
    part = unfinished(tmp_path)
    part.unlink()
    part.symlink_to("/dev/full")
    with pytest.raises(DownloadError, match="The disk is full"):
        await fetch(server, tmp_path)


async def test_no_network_is_named(tmp_path: Path) -> None:
    """A server that can't be reached is said in words, and leaves no file."""
    with serving(HubServer()) as gone:
        pass
    with pytest.raises(DownloadError, match="can't be reached; check the network"):
        await fetch(gone, tmp_path, tries=2)
    assert left(tmp_path) == []


async def test_the_token_goes_to_the_hub_only(server: HubServer, tmp_path: Path) -> None:
    """The server that the hub redirects to doesn't see the token."""
    with serving(HubServer()) as content:
        server.redirects_to = content.url.replace("127.0.0.1", "localhost")
        weights = await fetch(server, tmp_path, token=TOKEN)
        assert weights.path.read_bytes() == server.content
        assert {authorization for *_, authorization in server.asked} == {f"Bearer {TOKEN}"}
        assert {authorization for *_, authorization in content.asked} == {None}


async def test_a_redirected_download_is_resumed(server: HubServer, tmp_path: Path) -> None:
    """Resuming works where the content lies on another server than its description."""
    with serving(HubServer(breaks_after=[100_000])) as content:
        server.redirects_to = content.url
        assert (await fetch(server, tmp_path, tries=2)).path.read_bytes() == server.content
        assert gets(content) == [None, "bytes=100000-"]


async def test_a_renamed_repository_is_found(server: HubServer, tmp_path: Path) -> None:
    """A redirection within the hub, without a description of the file, is followed."""
    server.renamed_from = "/owner/old/resolve/main/model.gguf"
    hub = Hub(url=server.url, token=TOKEN, tries=1)
    weights = await resolve(
        "hf:owner/old/model.gguf", role=Role.GENERATION, data_dir=tmp_path, hub=hub
    )
    assert weights.path.read_bytes() == server.content


@pytest.mark.parametrize("token", [TOKEN, f"{TOKEN}\n", f"{TOKEN}\u00e9"])
async def test_the_token_is_never_shown(server: HubServer, tmp_path: Path, token: str) -> None:
    """Neither an error, nor what caused it, nor the settings' representation has the token."""
    server.status = 403
    with pytest.raises(DownloadError) as caught:
        await fetch(server, tmp_path, token=token)
    error: BaseException | None = caught.value
    while error:
        assert TOKEN not in f"{error!s}{error!r}"
        error = error.__cause__ or error.__context__
    assert TOKEN not in repr(Hub(token=token))


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("hf:", "doesn't name a file"),
        ("hf:owner/model.gguf", "doesn't name a file"),
        ("hf:owner/repo/../../secret.gguf", "doesn't name a file"),
        ("hf:owner//model.gguf", "doesn't name a file"),
        ("hf:owner/repo/model.gguf?x", "doesn't name a file"),
        ("hf:owner/repo/model.safetensors", "isn't a GGUF file"),
        ("hf:owner/repo/model-00001-of-00003.gguf", "cut into several"),
    ],
)
async def test_a_malformed_reference_is_named(tmp_path: Path, setting: str, sentence: str) -> None:
    """A setting that names no single GGUF file on the hub is refused without asking the hub."""
    with pytest.raises(DownloadError, match=sentence):
        await resolve(setting, role=Role.GENERATION, data_dir=tmp_path)
    assert left(tmp_path) == []
