"""The database of a Chroma server that is ours, and what the server takes at once."""

from dataclasses import dataclass, field
from urllib.parse import quote

from index.vectors.address import Address
from index.vectors.requests import NotThere, Requests

_OWNER = "footnote"  # a collection without vectors, whose metadata names the catalogue

# What Chroma Cloud takes and gives at once (docs.trychroma.com/cloud/quotas-limits).
_CLOUD_BATCH = 300
_CLOUD_RESULTS = 300

_BATCH = 2_000  # vectors of a request, if the server takes as many: 4 MB at 384 dimensions
_RESULTS = 10_000


@dataclass(slots=True, kw_only=True)
class Database:
    """A database that was found, or made.

    Attributes:
        requests: asks its server.
        path: where it is there.
        batch: the most vectors that are sent at once.
        results: the most that are asked for at once.
        checked: whether it is known to be ours.
    """

    requests: Requests
    path: str
    batch: int
    results: int
    checked: bool = field(default=False, init=False)

    @property
    def collections(self) -> str:
        """Where its collections are."""
        return f"{self.path}/collections"

    async def check(self, catalogue: str | None) -> None:
        """See that it belongs to the catalogue of this name, and note so if it is nobody's.

        Raises:
            VectorsError: it belongs to another.
        """
        if catalogue is None:
            return
        owner = await self.requests.post(
            self.collections,
            {"name": _OWNER, "metadata": {"catalogue": catalogue}, "get_or_create": True},
        )
        if (owner["metadata"] or {}).get("catalogue") != catalogue:
            raise self.requests.failure(
                "holds the vectors of another Footnote there; name another database, as in "
                "http://127.0.0.1:8000/default_tenant/another"
            )
        self.checked = True

    async def release(self) -> None:
        """Note that it is nobody's any more."""
        try:
            await self.requests.delete(f"{self.collections}/{_OWNER}")
        except NotThere:
            return


async def connect(requests: Requests, address: Address) -> Database:
    """Return the database that an address names, made if it isn't there.

    Raises:
        VectorsError: the server can't be reached, refuses or fails, or it has several databases
            and none is named.
    """
    try:
        tenant, database = await _named(requests, address)
        most = int((await requests.get("/pre-flight-checks"))["max_batch_size"])
    except (NotThere, LookupError, TypeError, ValueError) as error:
        raise requests.no_chroma() from error
    path = f"/tenants/{quote(tenant, safe='')}/databases/{quote(database, safe='')}"
    await _make(requests, tenant, database, path)
    return Database(
        requests=requests,
        path=path,
        batch=_CLOUD_BATCH if address.is_cloud else min(_BATCH, most),
        results=_CLOUD_RESULTS if address.is_cloud else _RESULTS,
    )


async def _named(requests: Requests, address: Address) -> tuple[str, str]:
    """Return the tenant and the database: those of the address, or who has the token."""
    if address.tenant is not None and address.database is not None:
        return address.tenant, address.database
    identity = await requests.get("/auth/identity")
    tenant, databases = str(identity["tenant"]), list(identity["databases"])
    if len(databases) != 1:
        raise requests.failure(
            f"has {len(databases)} databases; name one at the end of CHROMA_URL: "
            f"{address.url}/{tenant}/DATABASE"
        )
    return tenant, str(databases[0])


async def _make(requests: Requests, tenant: str, database: str, path: str) -> None:
    try:
        await requests.get(path)
    except NotThere:
        try:
            await requests.get(f"/tenants/{quote(tenant, safe='')}")
        except NotThere:
            await requests.post("/tenants", {"name": tenant})
        await requests.post(f"/tenants/{quote(tenant, safe='')}/databases", {"name": database})
