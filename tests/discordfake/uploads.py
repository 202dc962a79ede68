"""Brings the files of a request together with the list of attachments beside them."""

import re

from tests.discordfake.problems import Json
from tests.discordfake.requests import Request
from tests.discordfake.state import State

_PART = re.compile(r"files\[(\d+)\]")


def attach(state: State, request: Request, body: Json, *, ephemeral: bool = False) -> list[Json]:
    """Keep what was uploaded and return its attachments.

    Parts without an entry in `attachments` are violations: Discord wouldn't show them.
    """
    listed = {str(one["id"]): one for one in body.get("attachments") or ()}
    attachments = []
    for part, upload in request.uploads.items():
        match = _PART.fullmatch(part)
        entry = listed.get(match[1]) if match else None
        if entry is None:
            state.violated(f"{request.line}: the part {part!r} is not among the attachments")
            continue
        about = entry.get("description")
        attachments.append(state.files.keep(upload, ephemeral=ephemeral, about=about))
    return attachments


def attach_anew(
    state: State, request: Request, body: Json, before: list[Json], *, ephemeral: bool = False
) -> list[Json] | None:
    """Return the attachments after an edit: those that it names, and new ones.

    Returns None if the edit leaves them as they are.
    """
    if "attachments" not in body and not request.uploads:
        return None
    named = {str(one["id"]) for one in body.get("attachments") or ()}
    kept = [one for one in before if one["id"] in named or "attachments" not in body]
    return [*kept, *attach(state, request, body, ephemeral=ephemeral)]
