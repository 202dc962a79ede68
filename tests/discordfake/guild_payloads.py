"""A server as GUILD_CREATE describes it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tests.discordfake.channels import Channel
from tests.discordfake.problems import Json

if TYPE_CHECKING:
    from tests.discordfake.guilds import Guild

_SAME_FOR_ALL: Json = {
    "icon": None,
    "splash": None,
    "discovery_splash": None,
    "banner": None,
    "description": None,
    "features": [],
    "emojis": [],
    "stickers": [],
    "afk_channel_id": None,
    "afk_timeout": 300,
    "application_id": None,
    "default_message_notifications": 1,
    "explicit_content_filter": 0,
    "mfa_level": 0,
    "nsfw_level": 0,
    "premium_progress_bar_enabled": False,
    "premium_subscription_count": 0,
    "premium_tier": 0,
    "public_updates_channel_id": None,
    "rules_channel_id": None,
    "system_channel_flags": 0,
    "system_channel_id": None,
    "safety_alerts_channel_id": None,
    "vanity_url_code": None,
    "verification_level": 0,
    "hub_type": None,
    "incidents_data": None,
    "large": False,
    "unavailable": False,
    "presences": [],
    "voice_states": [],
    "stage_instances": [],
    "guild_scheduled_events": [],
    "soundboard_sounds": [],
}


def guild_payload(guild: "Guild", places: Sequence[Channel]) -> Json:
    """Return what a bot without the members intent is told: of the members, only itself."""
    bot = guild.members[guild.world.bot.id]
    return {
        **_SAME_FOR_ALL,
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner.id),
        "preferred_locale": guild.locale,
        "region": "deprecated",
        "roles": [role.payload() for role in guild.roles],
        "joined_at": bot.joined_at,
        "member_count": len(guild.members),
        "members": [bot.payload()],
        "channels": [one.payload() for one in places if not one.is_thread],
        "threads": [one.payload() for one in places if one.is_thread and not one.archived],
    }
