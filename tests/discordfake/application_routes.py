"""The bot's own account, its application, its commands and the servers it is in."""

from tests.discordfake.guild_payloads import guild_payload
from tests.discordfake.guilds import Guild
from tests.discordfake.problems import Json, missing_access, unknown
from tests.discordfake.registry import without_localizations
from tests.discordfake.requests import Answer, Request, Routes
from tests.discordfake.state import State

CONTENT_FLAG = 1 << 19
MEMBERS_FLAG = 1 << 15


def application_flags(state: State) -> int:
    """Return the flags that say which privileged intents are switched on."""
    content = CONTENT_FLAG if state.content_intent else 0
    return content | (MEMBERS_FLAG if state.members_intent else 0)


def _me(state: State, request: Request) -> Answer:
    del request
    return 200, {
        **state.bot.payload(),
        "locale": "en-US",
        "mfa_enabled": False,
        "verified": True,
        "email": None,
        "premium_type": 0,
    }


def _application(state: State, request: Request) -> Answer:
    del request
    flags = application_flags(state)
    return 200, {
        "id": str(state.bot.id),
        "name": state.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": next(iter(state.users.values())).payload(),
        "team": None,
        "approximate_guild_count": len(state.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "integration_types_config": {"0": {}},
    }


def _gateway(state: State, request: Request) -> Answer:
    del request
    start = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
    return 200, {"url": state.gateway_url, "shards": 1, "session_start_limit": start}


def _scope(request: Request) -> int | None:
    assert request.operation is not None
    guild = request.operation.arguments.get("guild_id")
    return None if guild is None else int(guild)


def _list_commands(state: State, request: Request) -> Answer:
    listed = state.commands.of(_scope(request))
    if not request.asks_for("with_localizations"):
        listed = [without_localizations(one) for one in listed]
    return 200, listed


def _replace_commands(state: State, request: Request) -> Answer:
    return 200, state.commands.replace(state.bot.id, _scope(request), request.body or [])


def _add_command(state: State, request: Request) -> Answer:
    made, fresh = state.commands.add(state.bot.id, _scope(request), request.body)
    return 201 if fresh else 200, made


def _remove_command(state: State, request: Request) -> Answer:
    if not state.commands.remove(_scope(request), request.number("command_id")):
        raise unknown("Application Command")
    return 204, None


def _seen_guild(state: State, request: Request) -> Guild:
    guild = state.guilds.get(request.number("guild_id"))
    if guild is None or not guild.present:
        raise unknown("Guild")
    if not guild.available:
        raise missing_access()
    return guild


def _guild(state: State, request: Request) -> Answer:
    whole = guild_payload(_seen_guild(state, request), [])
    unasked = ("joined_at", "large", "unavailable", "member_count", "members", "channels",
               "threads", "presences", "voice_states", "stage_instances",
               "guild_scheduled_events", "soundboard_sounds", "hub_type")  # fmt: skip
    rest: Json = {
        "home_header": None,
        "nsfw": False,
        "max_members": 500000,
        "max_presences": None,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "owner": False,
        "system_channel_id": None,
        "widget_channel_id": None,
        "widget_enabled": False,
        "latest_onboarding_question_id": None,
        "safety_alerts_channel_id": None,
    }
    return 200, {**{key: one for key, one in whole.items() if key not in unasked}, **rest}


def _channels(state: State, request: Request) -> Answer:
    guild = _seen_guild(state, request)
    places = [one for one in state.channels.values() if one.guild is guild and not one.is_thread]
    return 200, [one.payload() for one in places if not one.deleted]


def _member(state: State, request: Request) -> Answer:
    member = _seen_guild(state, request).members.get(request.number("user_id"))
    if member is None:
        raise unknown("Member")
    return 200, member.payload()


def _leave(state: State, request: Request) -> Answer:
    guild = _seen_guild(state, request)
    guild.present = False
    state.dispatch("GUILD_DELETE", {"id": str(guild.id)})
    return 204, None


def _user(state: State, request: Request) -> Answer:
    user = state.users.get(request.number("user_id"))
    if user is None:
        raise unknown("User")
    return 200, user.payload()


_COMMANDS = "/applications/{application_id}/commands"
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"

ROUTES: Routes = {
    ("GET", "/users/@me"): _me,
    ("GET", "/oauth2/applications/@me"): _application,
    ("GET", "/applications/@me"): _application,
    ("GET", "/gateway/bot"): _gateway,
    ("GET", "/users/{user_id}"): _user,
    ("GET", "/guilds/{guild_id}"): _guild,
    ("GET", "/guilds/{guild_id}/channels"): _channels,
    ("GET", "/guilds/{guild_id}/members/{user_id}"): _member,
    ("DELETE", "/users/@me/guilds/{guild_id}"): _leave,
}
for _scoped in (_COMMANDS, _GUILD_COMMANDS):
    ROUTES |= {
        ("GET", _scoped): _list_commands,
        ("PUT", _scoped): _replace_commands,
        ("POST", _scoped): _add_command,
        ("DELETE", f"{_scoped}/{{command_id}}"): _remove_command,
    }
