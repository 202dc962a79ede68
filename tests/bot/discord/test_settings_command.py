"""`/settings`, for moderators."""

from collections.abc import Sequence

import discord
import pytest

from bot.custom_ids import custom_id
from tests.bot.discord.lab import Host, Lab
from tests.discordfake import Channel, FakeInteraction, FakeMessage, Impossible, Role, User


async def _settings(lab: Lab, person: User) -> FakeMessage:
    opened = await lab.world.slash(person, lab.general, "settings")
    await lab.world.answered(opened)
    assert opened.response is not None
    return opened.response


async def _chosen(
    lab: Lab, person: User, shown: FakeMessage, name: str, values: Sequence[str | Role | Channel]
) -> FakeInteraction:
    before = shown.edits
    done = await lab.world.choose(person, shown, custom_id("setting", name), values)
    await lab.world.until(
        lambda: shown.edits > before or done.followups or done.response not in (None, shown)
    )
    return done


async def test_a_moderator_changes_every_setting(lab: Lab) -> None:
    """What is chosen in the selects is kept, and the message shows it."""
    role = lab.guild.role("readers")
    shown = await _settings(lab, lab.alice)
    assert shown.ephemeral
    await _chosen(lab, lab.alice, shown, "ask-channels", [lab.general])
    await _chosen(lab, lab.alice, shown, "questions-channel", [lab.general])
    await _chosen(lab, lab.alice, shown, "asking-roles", [role])
    await _chosen(lab, lab.alice, shown, "adding-roles", [role])
    await _chosen(lab, lab.alice, shown, "language", ["de"])
    await _chosen(lab, lab.alice, shown, "style", ["brief"])
    kept = await lab.parts.records.guilds.settings(lab.guild.id)
    assert kept.ask_channels == {lab.general.id}
    assert kept.questions_channel == lab.general.id
    assert kept.asking_roles == kept.adding_roles == {role.id}
    assert (kept.language, kept.style) == ("de", "brief")


async def test_a_setting_can_be_emptied(lab: Lab) -> None:
    """Choosing nothing takes a setting back."""
    shown = await _settings(lab, lab.alice)
    await _chosen(lab, lab.alice, shown, "questions-channel", [lab.general])
    await _chosen(lab, lab.alice, shown, "questions-channel", [])
    await _chosen(lab, lab.alice, shown, "language", ["es"])
    await _chosen(lab, lab.alice, shown, "language", ["server"])
    kept = await lab.parts.records.guilds.settings(lab.guild.id)
    assert kept.questions_channel is None
    assert kept.language is None


async def test_members_neither_see_nor_change_settings(lab: Lab) -> None:
    """Discord hides the command from members, and a member's choice is refused here as well."""
    with pytest.raises(Impossible):
        await lab.world.slash(lab.bob, lab.general, "settings")
    moderators = lab.guild.role("moderators", discord.Permissions(manage_guild=True))
    lab.guild.join(lab.bob, roles=[moderators])
    shown = await _settings(lab, lab.bob)
    lab.guild.join(lab.bob, roles=[])
    refused = await _chosen(lab, lab.bob, shown, "style", ["brief"])
    assert refused.response is not None
    assert "manage this server" in refused.response.text
    assert (await lab.parts.records.guilds.settings(lab.guild.id)).style == "standard"


async def test_what_is_missing_is_said(host: Host) -> None:
    """The settings say that the content intent is off, and which permissions the bot lacks here."""
    host.world.state.content_intent = False
    async with host.online(content_intent=False) as lab:
        lab.guild.deny(lab.general, discord.Permissions(send_messages=True))
        shown = await _settings(lab, lab.alice)
        assert "Message Content Intent" in shown.text
        assert "Send Messages" in shown.text


async def test_an_unknown_value_is_refused(lab: Lab) -> None:
    """A forged value changes nothing and gets a sentence."""
    shown = await _settings(lab, lab.alice)
    lab.world.expect_violations = True
    for part in shown.components:
        if part.get("custom_id") == "setting|style":
            part["options"].append({"label": "odd", "value": "odd"})
    refused = await _chosen(lab, lab.alice, shown, "style", ["odd"])
    [told] = await lab.world.until(lambda: refused.followups)
    assert told.ephemeral
    assert "no such setting" in told.text
    assert (await lab.parts.records.guilds.settings(lab.guild.id)).style == "standard"
