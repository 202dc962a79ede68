"""Which of the documented rules hold for which operation."""

from collections.abc import Iterator
from typing import Any

from tests.discordfake.callback_rules import REPLY, UPDATE, check_callback
from tests.discordfake.command_rules import check_commands
from tests.discordfake.message_rules import check_edit, check_new_message
from tests.discordfake.problems import Json, Problem
from tests.discordfake.spec import Operation

_NEW_MESSAGES = ("/channels/{channel_id}/messages", "/webhooks/{webhook_id}/{webhook_token}")


def check_documented(
    operation: Operation, body: Any, before: Json | None = None
) -> Iterator[Problem]:
    """Yield what the docs forbid in a well-formed request.

    Args:
        operation: what is asked for.
        body: what is sent.
        before: the message that the request would change, if it does and there is one.
    """
    template, method = operation.template, operation.method
    if template.endswith("/commands") and method in ("POST", "PUT"):
        yield from check_commands(body if isinstance(body, list) else [body])
    if not isinstance(body, dict):
        return
    if method == "POST" and template in _NEW_MESSAGES:
        yield from check_new_message(body)
    elif method == "POST" and template.endswith("/threads") and "message" in body:
        yield from check_new_message(body["message"], "message/")
    elif method == "PATCH" and "/messages/" in template and before is not None:
        yield from check_edit(body, before)
    elif template.endswith("/callback"):
        yield from check_callback(body)
        said = body.get("data") or {}
        if body["type"] == REPLY:
            yield from check_new_message(said, "data/")
        elif body["type"] == UPDATE and before is not None:
            yield from check_edit(said, before, "data/")
