"""Channels, threads and direct messages through the API."""

from tests.discordfake.channels import FORUM, PUBLIC_THREAD, Channel
from tests.discordfake.components import HAS_THREAD
from tests.discordfake.message_routes import (
    check_sending,
    require,
    seen_channel,
    seen_message,
)
from tests.discordfake.permissions import CREATE_THREADS
from tests.discordfake.posting import post
from tests.discordfake.problems import Json, Refusal, unknown
from tests.discordfake.requests import Answer, Request, Routes
from tests.discordfake.state import State
from tests.discordfake.uploads import attach


def open_thread(state: State, parent: Channel, name: str, number: int | None = None) -> Channel:
    """Open a thread of the bot and tell it."""
    thread = Channel(
        name=name, kind=PUBLIC_THREAD, guild=parent.guild, parent=parent, owner=state.bot
    )
    thread.id = number or thread.id
    state.channels[thread.id] = thread
    state.dispatch("THREAD_CREATE", {**thread.payload(), "newly_created": True})
    return thread


def _get(state: State, request: Request) -> Answer:
    return 200, seen_channel(state, request).payload()


def _thread_from_message(state: State, request: Request) -> Answer:
    message = seen_message(state, request)
    require(state, message.channel, CREATE_THREADS)
    if message.id in state.channels:
        raise Refusal(400, 160004, "A thread has already been created for this message")
    thread = open_thread(state, message.channel, request.body["name"], message.id)
    message.raw["flags"] |= HAS_THREAD
    return 201, thread.payload()


def _thread(state: State, request: Request) -> Answer:
    parent, body = seen_channel(state, request), request.body
    if parent.kind != FORUM:
        require(state, parent, CREATE_THREADS)
        return 201, open_thread(state, parent, body["name"]).payload()
    check_sending(state, parent, request, body["message"])
    thread = open_thread(state, parent, body["name"])
    attachments = attach(state, request, body["message"])
    first = post(
        state, thread, state.bot, body["message"], attachments=attachments, number=thread.id
    )
    made: Json = {**thread.payload(), "message": first.raw}
    return 201, made


def _direct(state: State, request: Request) -> Answer:
    user = state.users.get(int(request.body["recipient_id"]))
    if user is None:
        raise unknown("User")
    return 200, state.direct(user).payload()


ROUTES: Routes = {
    ("GET", "/channels/{channel_id}"): _get,
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads"): _thread_from_message,
    ("POST", "/channels/{channel_id}/threads"): _thread,
    ("POST", "/users/@me/channels"): _direct,
}
