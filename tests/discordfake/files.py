"""Uploaded files, which the fake's CDN serves under links of its own."""

import mimetypes
from dataclasses import dataclass
from typing import Final

from tests.discordfake.problems import Json, Refusal
from tests.discordfake.snowflakes import new_id

MOST_BYTES: Final = 10 * 2**20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way to Discord."""

    name: str
    content: bytes
    content_type: str | None = None


class Files:
    """All files that were uploaded."""

    def __init__(self) -> None:
        """Start with none."""
        self.base = ""
        self._kept: dict[int, Upload] = {}

    def keep(self, upload: Upload, *, ephemeral: bool = False, about: str | None = None) -> Json:
        """Keep a file and return the attachment that leads to it.

        Raises:
            Refusal: the file is larger than Discord takes.
        """
        if len(upload.content) > MOST_BYTES:
            raise Refusal(413, 40005, "Request entity too large")
        number = new_id()
        self._kept[number] = upload
        url = f"{self.base}/attachments/{number}/{upload.name}?ex=1&is=1&hm=1"
        guessed = upload.content_type or mimetypes.guess_type(upload.name)[0]
        attachment: Json = {
            "id": str(number),
            "filename": upload.name,
            "size": len(upload.content),
            "url": url,
            "proxy_url": url,
            "content_type": guessed or "application/octet-stream",
        }
        if ephemeral:
            attachment["ephemeral"] = True
        if about:
            attachment["description"] = about
        return attachment

    def content(self, number: int) -> bytes | None:
        """Return the bytes behind an attachment; None if there is no such one."""
        kept = self._kept.get(number)
        return None if kept is None else kept.content

    def forget(self, number: int) -> None:
        """Let the link of an attachment expire."""
        del self._kept[number]
