"""Vectors on a Chroma server: whose they are, who may ask, and what happens when it is away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest
from pydantic import SecretStr

from index.catalogue.catalogue import Catalogue
from index.errors import ReindexNeeded, VectorsError
from index.ingestion.ingestion import Ingestion
from index.meanings import Meanings
from index.models import Corpus
from index.vectors.address import Address
from index.vectors.server import VectorServer
from tests.index.fakes import BagOfWords, cut_paragraphs
from tests.index.stores import LOCAL, OTHER, an_article
from tests.index.vectors.conftest import whose
from tests.index.vectors.front import Front
from tests.index.vectors.values import some_ids, unit_rows
from tests.scaled import chroma
from tests.scaled.servers import free_port


@pytest.fixture
async def front(chroma_url: str) -> AsyncIterator[Front]:
    """What stands before the server."""
    async with Front(chroma_url) as front:
        yield front


def a_store(
    url: str, token: str | None = None, catalogue: str = "catalogue", patience: float = 5.0
) -> VectorServer:
    """Return a store on the server at `url`."""

    async def name() -> str:
        return catalogue

    secret = None if token is None else SecretStr(token)
    return VectorServer(Address.parse(url), secret, catalogue=name, patience=patience)


async def test_what_passes_is_waited_for(front: Front, database_url: str) -> None:
    """A server that is overloaded or being restarted is asked again until it answers."""
    store = a_store(f"http://{front.host}{urlsplit(database_url).path}")
    for status in (429, 500, 502, 503, 504):
        front.failing = [status, status]
        await store.upsert(LOCAL, some_ids(2), unit_rows(2))
        front.failing = [status, status]
        assert await store.count(LOCAL) == 2
    await store.close()


async def test_away(caplog: pytest.LogCaptureFixture) -> None:
    """Who isn't there is named in a sentence, without the password, and is asked anew later."""
    port = free_port()
    store = a_store(f"http://me:hunter2@127.0.0.1:{port}", "hunter3", patience=0.0)
    for _ in range(2):
        with pytest.raises(VectorsError, match=f"127.0.0.1:{port} can't be reached") as raised:
            await store.count(LOCAL)
        assert "hunter" not in str(raised.value) + caplog.text + repr(store)
    await store.close()


async def test_in_trouble_for_long(front: Front) -> None:
    """A server that goes on failing is told with its status."""
    store = a_store(f"http://{front.host}", patience=0.0)
    front.failing = [503]
    with pytest.raises(VectorsError, match=r"is in trouble \(503: not now\)"):
        await store.conditions()
    await store.close()


async def test_refused(front: Front) -> None:
    """A token that the server doesn't take isn't tried again."""
    store = a_store(f"http://{front.host}", "wrong")
    front.failing = [401]
    with pytest.raises(VectorsError, match="see that CHROMA_TOKEN is right"):
        await store.conditions()
    assert len(front.headers) == 1
    await store.close()


async def test_something_else_listens(front: Front) -> None:
    """A server that is no Chroma is told from one."""
    answers: list[object] = [{}, [], {"tenant": "a", "databases": None}]
    for answer in answers:
        front.instead["/api/v2/auth/identity"] = answer
        store = a_store(f"http://{front.host}")
        with pytest.raises(VectorsError, match="see that CHROMA_URL is right"):
            await store.conditions()
        await store.close()


async def test_the_token_goes_along(front: Front, database_url: str) -> None:
    """The token is in both headers that servers look at; a login for a proxy goes before."""
    path = urlsplit(database_url).path
    store = a_store(f"http://{front.host}{path}", "secret")
    assert await store.count(LOCAL) == 0
    await store.close()
    assert {each["x-chroma-token"] for each in front.headers} == {"secret"}
    assert {each["authorization"] for each in front.headers} == {"Bearer secret"}
    front.headers.clear()
    store = a_store(f"http://me:pass@{front.host}{path}", "secret")
    assert await store.count(LOCAL) == 0
    await store.close()
    assert {each["x-chroma-token"] for each in front.headers} == {"secret"}
    assert all(each["authorization"].startswith("Basic ") for each in front.headers)


async def test_the_database_of_a_token(front: Front) -> None:
    """Without a database in the address, it is the only one of the token, or has to be named."""
    only = uuid4().hex
    identity = {"tenant": "default_tenant", "databases": [only]}
    front.instead["/api/v2/auth/identity"] = identity
    store = a_store(f"http://{front.host}")
    await store.upsert(LOCAL, some_ids(1), unit_rows(1))
    await store.close()
    named = a_store(f"http://{front.host}/default_tenant/{only}")
    assert await named.ids(LOCAL) == set(some_ids(1))
    await named.close()
    identity["databases"] = [only, "other"]
    store = a_store(f"http://{front.host}")
    with pytest.raises(VectorsError, match="has 2 databases; name one"):
        await store.count(LOCAL)
    await store.close()


async def test_a_tenant_is_made(chroma_url: str) -> None:
    """A tenant and a database that aren't there are made."""
    store = a_store(f"{chroma_url}/{uuid4().hex}/mine")
    await store.upsert(LOCAL, some_ids(1), unit_rows(1))
    assert await store.count(LOCAL) == 1
    await store.close()


async def test_another_footnotes_vectors(database_url: str) -> None:
    """A database that holds another catalogue's vectors is refused until that has cleared it."""
    mine, theirs = a_store(database_url), a_store(database_url, catalogue="theirs")
    await mine.upsert(LOCAL, some_ids(1), unit_rows(1))
    for _ in range(2):
        with pytest.raises(VectorsError, match="holds the vectors of another Footnote"):
            await theirs.clear()
    assert await mine.count(LOCAL) == 1
    await mine.clear()
    await theirs.upsert(LOCAL, some_ids(2), unit_rows(2))
    with pytest.raises(VectorsError, match="holds the vectors of another Footnote"):
        await mine.count(LOCAL)
    await mine.close()
    await theirs.close()


async def test_restored_without_its_catalogue(database_url: str) -> None:
    """While the catalogue can't be read, as before one is restored, all can be cleared."""
    mine = a_store(database_url)
    await mine.upsert(LOCAL, some_ids(1), unit_rows(1))
    await mine.close()

    async def unknown() -> None:
        return None

    restoring = VectorServer(Address.parse(database_url), catalogue=unknown)
    await restoring.clear()
    await restoring.close()
    mine = a_store(database_url, catalogue="restored")
    assert await mine.conditions() == {}
    await mine.close()


async def test_what_was_lost_is_told(database_url: str) -> None:
    """A collection that is gone asks for reindexing, and is made anew after that."""
    store, other = a_store(database_url), a_store(database_url)
    await store.upsert(LOCAL, some_ids(2), unit_rows(2))
    await other.drop(LOCAL)
    with pytest.raises(ReindexNeeded, match="has lost vectors; run `footnote reindex`"):
        await store.count(LOCAL)
    await store.upsert(LOCAL, some_ids(1), unit_rows(1))
    assert await other.count(LOCAL) == 1
    await store.close()
    await other.close()


async def test_the_database_is_gone(database_url: str) -> None:
    """Also where nothing at all is left, the way out is reindexing."""
    store = a_store(database_url)
    await store.upsert(LOCAL, some_ids(2), unit_rows(2))
    parts = urlsplit(database_url)
    tenant, database = parts.path.strip("/").split("/")
    path = f"/api/v2/tenants/{tenant}/databases/{database}"
    async with httpx.AsyncClient(base_url=f"http://{parts.netloc}") as client:
        (await client.delete(path)).raise_for_status()
    with pytest.raises(ReindexNeeded):
        await store.upsert(OTHER, some_ids(1), unit_rows(1))
    await store.clear()
    await store.upsert(LOCAL, some_ids(1), unit_rows(1))
    assert await store.conditions() == {LOCAL: "unnoted"}
    await store.close()


async def test_more_corpora_than_a_list_has(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All corpora are found, however many there are, by who hasn't made them."""
    monkeypatch.setattr("index.vectors.server._LISTED", 5)
    store = a_store(database_url)
    corpora = [LOCAL, *(Corpus(f"server {number}") for number in range(11))]
    for corpus in corpora:
        await store.upsert(corpus, some_ids(1), unit_rows(1))
    await store.close()
    again = a_store(database_url)
    assert set(await again.conditions()) == set(corpora)
    await again.clear()
    assert await again.conditions() == {}
    await again.close()


async def test_a_server_that_lost_something_is_mended_at_the_start(
    database_url: str, tmp_path: Path
) -> None:
    """Vectors that are missing come back from the catalogue, and strange ones go."""
    async with _opened(tmp_path) as catalogue:
        store = a_store(database_url)
        ingestion = _ingestion(catalogue, store)
        for corpus in (LOCAL, OTHER):
            await ingestion.add(corpus, an_article("Rivers", "Rivers flow.", "They bend."))
        right = {corpus: await store.ids(corpus) for corpus in (LOCAL, OTHER)}
        await store.delete(LOCAL, list(right[LOCAL])[:1])
        await store.drop(OTHER)
        await store.upsert(Corpus("gone"), some_ids(1), unit_rows(1))
        await store.close()

        store = a_store(database_url)
        await _ingestion(catalogue, store).recover()
        assert {corpus: await store.ids(corpus) for corpus in (LOCAL, OTHER)} == right
        assert set(await store.conditions()) == {LOCAL, OTHER}
        await store.close()


async def test_a_large_corpus_is_searched_there(database_url: str, tmp_path: Path) -> None:
    """What isn't compared in memory is found on the server, with the same similarities."""
    async with _opened(tmp_path) as catalogue:
        store, embedder = a_store(database_url), BagOfWords()
        ingestion = _ingestion(catalogue, store)
        for number in range(12):
            await ingestion.add(LOCAL, an_article(f"No {number}", f"Word{number} and rivers."))
        [vector] = await embedder.embed(["word7 rivers"])
        here = await Meanings(catalogue=catalogue, vectors=store).nearest(LOCAL, vector, 5)
        there = await Meanings(catalogue=catalogue, vectors=store, exact=0).nearest(
            LOCAL, vector, 5
        )
        assert next(iter(there)) == next(iter(here))
        assert sorted(there.values()) == pytest.approx(sorted(here.values()), abs=1e-3)
        await store.close()


async def test_a_restarted_server_is_found_again(tmp_path: Path) -> None:
    """A server that is restarted meanwhile has all it was given, and the same store goes on."""
    async with chroma.running(tmp_path) as settings:
        store = VectorServer(Address.parse(settings["CHROMA_URL"]), catalogue=whose)
        await store.upsert(LOCAL, some_ids(20), unit_rows(20))
    async with chroma.running(tmp_path):
        assert await store.ids(LOCAL) == set(some_ids(20))
        assert (await store.search(LOCAL, unit_rows(20)[3], 1))[0][0] == some_ids(20)[3]
        await store.close()
        await store.close()


@pytest.mark.parametrize(
    ("text", "url", "tenant", "database"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", None, None),
        ("https://chroma.example.lan/", "https://chroma.example.lan", None, None),
        ("http://[::1]:8000/a/b%20c", "http://[::1]:8000", "a", "b c"),
        ("https://api.trychroma.com/t/d", "https://api.trychroma.com", "t", "d"),
    ],
)
def test_addresses(text: str, url: str, tenant: str | None, database: str | None) -> None:
    """Server, tenant and database are read from the setting."""
    address = Address.parse(text)
    assert (address.url, address.tenant, address.database) == (url, tenant, database)
    assert address.is_cloud == ("trychroma" in text)


@pytest.mark.parametrize(
    "text",
    ["http:///a/b", "https://host/one", "ftp://host", "http://host:port/", "http://me:pw@/a/b"],
)
def test_odd_addresses(text: str) -> None:
    """What is no address is refused in a sentence that doesn't repeat it."""
    with pytest.raises(VectorsError, match="CHROMA_URL can't be used") as raised:
        Address.parse(text)
    assert text not in str(raised.value)


def test_no_secret_is_shown() -> None:
    """A password in the address is neither in its form for people nor in what is said of it."""
    address = Address.parse("http://me:hunter2@host:8000/a/b")
    assert address.login == ("me", "hunter2")
    assert "hunter2" not in repr(address) + address.url


def test_the_clouds_name() -> None:
    """Look-alikes of the cloud's host aren't taken for it."""
    assert not Address.parse("https://api.trychroma.com.example").is_cloud
    assert not Address.parse("https://nottrychroma.com").is_cloud


@asynccontextmanager
async def _opened(folder: Path) -> AsyncIterator[Catalogue]:
    catalogue = await Catalogue.open(folder / "catalogue.db")
    yield catalogue
    await catalogue.close()


def _ingestion(catalogue: Catalogue, vectors: VectorServer) -> Ingestion:
    return Ingestion(
        catalogue=catalogue, vectors=vectors, embedder=BagOfWords(), cut=cut_paragraphs
    )
