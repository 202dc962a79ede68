"""Where a Chroma server is, as a setting says it."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from index.errors import VectorsError

_CLOUD = "trychroma.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A server, and which of its databases.

    Attributes:
        url: of the server, without a name or a password.
        tenant: who has the database; None for what the server says.
        database: the database; None for what the server says.
        login: a name and a password for a proxy before the server.
    """

    url: str
    tenant: str | None = None
    database: str | None = None
    login: tuple[str, str] | None = field(default=None, repr=False)

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Return the address in `https://host:port` or `https://host:port/TENANT/DATABASE`.

        Raises:
            VectorsError: it is neither; the message has no password.
        """
        try:
            parts = urlsplit(text.strip())
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
        path = [unquote(part) for part in parts.path.split("/") if part] if host else []
        if not host or parts.scheme not in ("http", "https") or len(path) not in (0, 2):
            raise VectorsError(
                "CHROMA_URL can't be used: it is to be like http://127.0.0.1:8000 or "
                "https://api.trychroma.com/TENANT/DATABASE."
            )
        shown = f"[{host}]" if ":" in host else host
        return cls(
            url=f"{parts.scheme}://{shown}" + (f":{port}" if port else ""),
            tenant=path[0] if path else None,
            database=path[1] if path else None,
            login=(unquote(parts.username), unquote(parts.password or ""))
            if parts.username
            else None,
        )

    @property
    def is_cloud(self) -> bool:
        """Whether it is Chroma Cloud, which has headers and bounds of its own."""
        host = urlsplit(self.url).hostname or ""
        return host == _CLOUD or host.endswith(f".{_CLOUD}")
