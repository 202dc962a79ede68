"""The API: takes requests, checks them, and answers as Discord would."""

import json
from collections.abc import Mapping
from typing import Final

from aiohttp import BodyPartReader, web

from tests.discordfake import (
    application_routes,
    channel_routes,
    interaction_routes,
    message_routes,
)
from tests.discordfake.failures import Failures, usual_body
from tests.discordfake.files import Upload
from tests.discordfake.gateway import TOKEN
from tests.discordfake.limits import Limits
from tests.discordfake.problems import Problem, Refusal, invalid
from tests.discordfake.requests import Answer, Request, Routes
from tests.discordfake.rules import check_documented
from tests.discordfake.state import State

BASE: Final = "/api/v10"
_ROUTES: Final[Routes] = {
    **application_routes.ROUTES,
    **channel_routes.ROUTES,
    **interaction_routes.ROUTES,
    **message_routes.ROUTES,
}
_WITHOUT_TOKEN = ("/interactions/", "/webhooks/{webhook_id}/{webhook_token}")


class Rest:
    """The API of one world.

    Attributes:
        requests: all that the bot sent, in order.
    """

    def __init__(self, state: State, limits: Limits, failures: Failures) -> None:
        """Serve `state`."""
        self.requests: list[Request] = []
        self._state = state
        self._limits = limits
        self._failures = failures

    async def serve(self, incoming: web.Request) -> web.Response:
        """Answer one request."""
        request = await _read(incoming)
        self.requests.append(request)
        await self._failures.let_go(request.line)
        (request.status, request.answer), headers = self._answer(request)
        self._state.changed.set()
        return _response(request, {"Via": "1.1 fake", **headers})

    def _answer(self, request: Request) -> tuple[Answer, Mapping[str, str]]:
        failure = self._failures.take(request.line)
        if failure is not None:
            if failure.done:
                self._checked(request)
            body = failure.body or usual_body(failure.status, failure.headers)
            return (failure.status, body), failure.headers
        return self._checked(request)

    def _checked(self, request: Request) -> tuple[Answer, Mapping[str, str]]:
        request.operation = self._state.spec.find(request.method, request.path)
        if request.operation is None:
            self._state.violated(Problem(request.path, f"no {request.method} in the spec", "spec"))
            return (404, {"message": "404: Not Found", "code": 0}), {}
        wait, headers = self._limits.take(request)
        if wait:
            refused = {**headers, "Retry-After": f"{wait:.3f}", "X-RateLimit-Scope": "user"}
            return (429, usual_body(429, refused)), refused
        try:
            answer = self._done(request)
        except Refusal as refusal:
            return (refusal.status, refusal.body), headers
        if answer[0] < 300:
            found = self._state.spec.check_answer(request.operation, *answer)
            self._state.honest(found)
        return answer, headers

    def _done(self, request: Request) -> Answer:
        operation, state = request.operation, self._state
        assert operation is not None
        if not operation.template.startswith(_WITHOUT_TOKEN) and request.token != f"Bot {TOKEN}":
            raise Refusal(401, 0, "401: Unauthorized")
        problems = state.spec.check_request(operation, request.query, request.body)
        if not any(problem.layer == "spec" for problem in problems):
            before = interaction_routes.existing(state, request)
            problems += check_documented(operation, request.body, before)
        for problem in problems:
            state.violated(problem)
        refused = [problem for problem in problems if problem.layer != "unknown"]
        if refused:  # Discord overlooks unknown properties, so those are recorded only
            raise invalid(refused)
        handler = _ROUTES.get((operation.method, operation.template))
        if handler is None:
            what = f"{operation.method} {operation.template}"
            state.violated(f"the fake doesn't do {what}")
            raise Refusal(501, 0, f"the fake doesn't do {what}")
        return handler(state, request)


async def _read(incoming: web.Request) -> Request:
    request = Request(
        method=incoming.method,
        path=incoming.path.removeprefix(BASE),
        query=dict(incoming.query),
        body=None,
        uploads={},
        token=incoming.headers.get("Authorization"),
    )
    if incoming.content_type == "multipart/form-data":
        async for part in await incoming.multipart():
            assert isinstance(part, BodyPartReader)
            if part.name == "payload_json":
                request.body = json.loads(await part.text())
            else:
                kind = part.headers.get("Content-Type")
                content = bytes(await part.read())
                request.uploads[part.name or ""] = Upload(part.filename or "", content, kind)
    elif incoming.can_read_body:
        content = await incoming.read()
        request.body = json.loads(content) if content else None
    return request


def _response(request: Request, headers: Mapping[str, str]) -> web.Response:
    if request.answer is None:
        return web.Response(status=request.status, headers=headers)
    # discord.py takes the answer for text unless the type is exactly this, without a charset
    typed = {**headers, "Content-Type": "application/json"}
    body = json.dumps(request.answer).encode()
    return web.Response(status=request.status, body=body, headers=typed)
