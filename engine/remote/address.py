"""Where a model server is, told apart from what it is entered with."""

from dataclasses import dataclass, field
from typing import Self

import httpx

from engine.errors import ModelError

_VERSION = "/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A server's address.

    Attributes:
        root: the link that all its links begin with, without `/v1` and without a password.
        credentials: name and password that stood in the address.
    """

    root: str
    credentials: tuple[str, str] | None = field(default=None, repr=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address as a host writes it, with or without `/v1` at its end.

        Raises:
            ModelError: it is no address of a web server; the message doesn't repeat it, since a
                password may stand in it.
        """
        try:
            url = httpx.URL(text.strip())
        except httpx.InvalidURL:
            raise _malformed() from None
        if url.scheme not in {"http", "https"} or not url.host or url.query or url.fragment:
            raise _malformed()
        path = url.path.rstrip("/").removesuffix(_VERSION).rstrip("/")
        credentials = (url.username, url.password) if url.userinfo else None
        root = url.copy_with(username=None, password=None, path=path or "/", query=None)
        return cls(root=str(root).rstrip("/"), credentials=credentials)

    @property
    def encrypted(self) -> bool:
        """Whether what is said there is encrypted."""
        return self.root.startswith("https:")

    def __str__(self) -> str:
        """Return it as it may be shown."""
        return self.root

    def link(self, path: str) -> str:
        """Return the link of something on the server, such as `/v1/models`."""
        return f"{self.root}{path}"


def _malformed() -> ModelError:
    return ModelError(
        "The address of the model server can't be used; write it like http://127.0.0.1:8080."
    )
