"""The Hugging Face hub, or a server that speaks like it: what it has, and what it says about it.

A HEAD request to the hub's `resolve` address is answered with the file's size and entity tag
(`X-Linked-Size`, `X-Linked-Etag`; the tag of a large file is its SHA-256), a GET request with a
redirection to a content server:
https://huggingface.co/docs/huggingface_hub/package_reference/file_download
"""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import quote

import httpx

from engine.errors import DownloadError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SPLIT = re.compile(r"-\d{5}-of-\d{5}\.gguf$")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TOKEN = re.compile(r"[!-~]+")
_PASSING_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
_REDIRECTS = 5


def _free_space(folder: Path) -> int:
    return shutil.disk_usage(folder).free


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """Where model files come from, and how patiently they are fetched."""

    url: str = "https://huggingface.co"
    token: str | None = field(default=None, repr=False)
    """Sent to this server only, never to one it redirects to."""
    tries: int = 4
    """How often in a row nothing may arrive before giving up."""
    pause: float = 1.0
    """Seconds before the second try; doubled before each one after it."""
    timeout: float = 30.0
    """Seconds without a byte after which a connection counts as lost."""
    free_space: Callable[[Path], int] = _free_space
    """Returns the free bytes where a folder lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A file in a repository of the hub."""

    owner: str
    repository: str
    parts: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `owner/repo/file.gguf`; the file may lie in folders.

        Raises:
            DownloadError: the text is no such reference.
        """
        names = text.strip().split("/")
        if len(names) < 3 or not all(_NAME.fullmatch(name) for name in names):
            raise DownloadError(
                f"hf:{text} doesn't name a file on the hub; write hf:owner/repo/file.gguf."
            )
        if not names[-1].endswith(".gguf"):
            raise DownloadError(
                f"hf:{text} isn't a GGUF file; choose a file whose name ends in .gguf."
            )
        if _SPLIT.search(names[-1]):
            raise DownloadError(
                f"hf:{text} is one part of a model cut into several; choose one in a single file."
            )
        return cls(owner=names[0], repository=names[1], parts=tuple(names[2:]))

    def __str__(self) -> str:
        """Return the reference as it is written."""
        return "/".join((self.owner, self.repository, *self.parts))

    def address(self, hub: Hub) -> str:
        """Return the link of the file's newest version."""
        path = "/".join(quote(part) for part in self.parts)
        return f"{hub.url.rstrip('/')}/{self.owner}/{self.repository}/resolve/main/{path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """What the hub says about a file."""

    size: int | None
    tag: str
    """Its entity tag, unquoted; empty where there is none."""
    validator: str | None
    """The entity tag in the form of an If-Range header, if the same server sends the file."""

    @property
    def sha256(self) -> str | None:
        """The file's checksum, where the entity tag is one."""
        return self.tag if _SHA256.fullmatch(self.tag) else None

    @classmethod
    def described_by(cls, headers: httpx.Headers) -> Self:
        """Read what the headers of an answer say."""
        linked = headers.get("X-Linked-Etag")
        own = headers.get("ETag")
        size = headers.get("X-Linked-Size") or (None if linked else headers.get("Content-Length"))
        return cls(
            size=int(size) if size and size.isdecimal() else None,
            tag=(linked or own or "").removeprefix("W/").strip('"'),
            validator=own if own and not linked and not own.startswith("W/") else None,
        )


class Interrupted(Exception):  # noqa: N818 - only says that a further try may help
    """The exchange failed in a way that a further try may mend."""


def request_headers(hub: Hub) -> dict[str, str]:
    """Return what each request to the hub carries.

    Raises:
        DownloadError: the token can't be sent; the message doesn't show it.
    """
    headers = {"User-Agent": "footnote", "Accept-Encoding": "identity"}
    if hub.token:
        if not _TOKEN.fullmatch(hub.token):
            raise DownloadError(
                "The access token for the hub has characters in it that no token has; set it anew."
            )
        headers["Authorization"] = f"Bearer {hub.token}"
    return headers


async def describe(client: httpx.AsyncClient, reference: Reference, hub: Hub) -> Remote:
    """Ask the hub about a file.

    Redirections within the hub (a renamed repository) are followed; one that leads elsewhere is
    to the content, and the answer that redirects has the description.

    Raises:
        DownloadError: the file can't be had.
        Interrupted: the hub didn't answer.
    """
    url = httpx.URL(reference.address(hub))
    for _ in range(_REDIRECTS):
        answer = await client.head(url)
        if not answer.is_redirect:
            check_status(answer, reference, hub)
            return Remote.described_by(answer.headers)
        onward = url.join(answer.headers["Location"])
        if "X-Linked-Etag" in answer.headers or onward.netloc != url.netloc:
            return Remote.described_by(answer.headers)
        url = onward
    raise DownloadError(f"{url.host} redirects in circles when asked for hf:{reference}.")


def check_status(answer: httpx.Response, reference: Reference, hub: Hub) -> None:
    """Raise what an answer without the file means.

    Raises:
        DownloadError: the file can't be had.
        Interrupted: it may be had later.
    """
    host = answer.url.host
    if answer.is_success:
        return
    if answer.status_code in _PASSING_STATUSES:
        raise Interrupted(f"{host} answered {answer.status_code}")
    if answer.headers.get("X-Error-Code") == "GatedRepo":
        page = f"{hub.url.rstrip('/')}/{reference.owner}/{reference.repository}"
        raise DownloadError(
            f"hf:{reference} is gated: accept its terms at {page} and set your access token."
        )
    if answer.status_code in {401, 403}:
        raise DownloadError(
            f"{host} doesn't give out hf:{reference}: it doesn't exist, or needs an access token "
            "that may read it."
        )
    if answer.status_code in {404, 410}:
        raise DownloadError(f"{host} has no file hf:{reference}; check the spelling.")
    raise DownloadError(f"{host} answered {answer.status_code} when asked for hf:{reference}.")
