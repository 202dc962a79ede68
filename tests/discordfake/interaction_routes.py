"""Answers to interactions: the first within three seconds, the others within fifteen minutes."""

from tests.discordfake import callback_rules as answers
from tests.discordfake import components as c
from tests.discordfake.interactions import FakeInteraction
from tests.discordfake.messages import FakeMessage
from tests.discordfake.posting import post, remove, revise
from tests.discordfake.problems import Json, Problem, Refusal, invalid, unknown
from tests.discordfake.requests import Answer, Request, Routes
from tests.discordfake.state import State
from tests.discordfake.uploads import attach, attach_anew

_COMMAND_ANSWER_KIND = 20


def _callback(state: State, request: Request) -> Answer:
    interaction = state.interactions.get(request.text("interaction_token"))
    if interaction is None or interaction.id != request.number("interaction_id"):
        raise unknown("interaction")
    if interaction.callback is not None:
        state.violated(f"{interaction} was acknowledged twice")
        raise Refusal(400, 40060, "Interaction has already been acknowledged.")
    if interaction.expired or interaction.age > state.acknowledge_within:
        state.violated(f"{interaction} was acknowledged after {interaction.age:.1f} s")
        raise unknown("interaction")
    body: Json = request.body
    kind = body["type"]
    from_message = interaction.message is not None
    fits = kind in answers.ANSWERS[interaction.kind] and (
        from_message or kind not in answers.OF_MESSAGES
    )
    if not fits:
        fault = f"answer {kind} doesn't fit an interaction of type {interaction.kind}"
        state.violated(Problem("type", fault, "docs"))
        raise invalid([Problem("type", fault, "docs")])
    _take(state, request, interaction, body)
    interaction.callback = body
    interaction.acknowledged = interaction.age
    if not request.asks_for("with_response"):
        return 204, None
    return 200, _described(interaction, kind)


def _take(state: State, request: Request, interaction: FakeInteraction, body: Json) -> None:
    said: Json = body.get("data") or {}
    match body["type"]:
        case answers.REPLY:
            interaction.response = _post(state, request, interaction, said)
        case answers.DEFER:
            promise = {"flags": (said.get("flags") or 0) | c.LOADING}
            interaction.response = _post(state, request, interaction, promise)
        case answers.DEFER_UPDATE:
            interaction.response = interaction.message
        case answers.UPDATE:
            assert interaction.message is not None
            interaction.response = interaction.message
            _revise(state, request, interaction.message, said)
        case answers.CHOICES:
            interaction.choices = said.get("choices") or []
        case _:
            interaction.modal = said


def _described(interaction: FakeInteraction, kind: int) -> Json:
    said: Json = {"id": str(interaction.id), "type": interaction.kind}
    message = interaction.response
    if kind in (answers.CHOICES, answers.MODAL) or message is None:
        return {"interaction": said}
    said |= {
        "response_message_id": str(message.id),
        "response_message_loading": kind == answers.DEFER,
        "response_message_ephemeral": message.ephemeral,
    }
    if kind in (answers.DEFER, answers.DEFER_UPDATE):  # the spec has no resource for these
        return {"interaction": said}
    return {"interaction": said, "resource": {"type": kind, "message": message.raw}}


def _post(state: State, request: Request, interaction: FakeInteraction, body: Json) -> FakeMessage:
    ephemeral = bool((body.get("flags") or 0) & c.EPHEMERAL)
    first = interaction.response is None
    return post(
        state,
        interaction.channel,
        state.bot,
        body,
        attachments=attach(state, request, body, ephemeral=ephemeral),
        kind=_COMMAND_ANSWER_KIND if interaction.kind == answers.COMMAND and first else 0,
        only_for=interaction.user if ephemeral else None,
        extra={
            "application_id": str(state.bot.id),
            "webhook_id": str(state.bot.id),
            "interaction_metadata": _metadata(interaction),
        },
    )


def _metadata(interaction: FakeInteraction) -> Json:
    owners = interaction.payload["authorizing_integration_owners"]
    said: Json = {
        "id": str(interaction.id),
        "type": interaction.kind,
        "user": interaction.user.payload(),
        "authorizing_integration_owners": owners,
    }
    if interaction.kind == answers.COMMAND:
        command = interaction.payload["data"]
        return {**said, "name": command["name"], "command_type": command["type"]}
    if interaction.kind == answers.COMPONENT:
        assert interaction.message is not None
        return {**said, "interacted_message_id": str(interaction.message.id)}
    assert interaction.opener is not None
    return {**said, "triggering_interaction_metadata": _metadata(interaction.opener)}


def _revise(state: State, request: Request, message: FakeMessage, body: Json) -> None:
    before = message.raw["attachments"]
    attachments = attach_anew(state, request, body, before, ephemeral=message.ephemeral)
    revise(state, message, body, attachments)


def _open(state: State, request: Request) -> FakeInteraction:
    """Return the interaction whose token a request carries.

    Raises:
        Refusal: there is none, its time is over, or it was not acknowledged.
    """
    interaction = state.interactions.get(request.text("webhook_token"))
    if interaction is None or request.number("webhook_id") != state.bot.id:
        raise unknown("Webhook")
    if not interaction.token_is_valid:
        raise Refusal(401, 50027, "Invalid Webhook Token")
    if interaction.callback is None:
        raise unknown("Webhook")
    return interaction


def _message(state: State, request: Request) -> FakeMessage:
    interaction = _open(state, request)
    assert request.operation is not None
    number = request.operation.arguments.get("message_id")
    if number is None:
        found = interaction.response
    else:
        found = next((one for one in interaction.messages if one.id == int(number)), None)
    if found is None or found.deleted:
        raise unknown("Message")
    return found


def _get(state: State, request: Request) -> Answer:
    return 200, _message(state, request).raw


def _edit(state: State, request: Request) -> Answer:
    message = _message(state, request)
    _revise(state, request, message, request.body)
    return 200, message.raw


def _delete(state: State, request: Request) -> Answer:
    remove(state, _message(state, request))
    return 204, None


def _follow_up(state: State, request: Request) -> Answer:
    interaction, body = _open(state, request), request.body
    first = interaction.response
    promised = first is not None and first.loading and not first.deleted
    if first is not None and promised:  # the first follow-up takes the promise's place
        _revise(state, request, first, {**body, "flags": _kept_flags(first, body)})
        return 200, first.raw
    message = _post(state, request, interaction, body)
    interaction.followups.append(message)
    return 200, message.raw


def _kept_flags(promise: FakeMessage, body: Json) -> int:
    ephemeral: int = promise.raw["flags"] & c.EPHEMERAL
    others: int = (body.get("flags") or 0) & ~c.EPHEMERAL
    return ephemeral | others


def existing(state: State, request: Request) -> Json | None:
    """Return the message that a request would change, if there is one."""
    arguments = request.operation.arguments if request.operation else {}
    token = arguments.get("interaction_token") or arguments.get("webhook_token")
    message: FakeMessage | None = None
    if token is not None:
        interaction = state.interactions.get(token)
        if interaction is None:
            return None
        if "interaction_token" in arguments:
            message = interaction.message
        elif "message_id" not in arguments:
            message = interaction.response
    if "message_id" in arguments:
        message = state.messages.get(int(arguments["message_id"]))
    return None if message is None else message.raw


_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"

ROUTES: Routes = {
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback"): _callback,
    ("POST", _WEBHOOK): _follow_up,
}
for _which in ("@original", "{message_id}"):
    ROUTES |= {
        ("GET", f"{_WEBHOOK}/messages/{_which}"): _get,
        ("PATCH", f"{_WEBHOOK}/messages/{_which}"): _edit,
        ("DELETE", f"{_WEBHOOK}/messages/{_which}"): _delete,
    }
