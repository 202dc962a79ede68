"""Where what a person asked for by an interaction is shown, and in which language."""

from dataclasses import dataclass

import discord

from bot.localisation import Texts
from bot.parts import Parts
from bot.posting.acknowledging import Acknowledgement
from bot.posting.delivery import Channel
from bot.posting.direct import direct_to
from bot.posting.posts import Post, channel_post, interaction_post
from bot.posting.public_texts import texts_by
from bot.records.models import GuildSettings
from bot.rights import may_post


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionReply:
    """The post that replies to an interaction.

    Attributes:
        texts: the language of who sees it.
        private: whether only the person sees it.
    """

    post: Post
    texts: Texts
    private: bool


def reply_to(
    parts: Parts,
    client: discord.Client,
    interaction: discord.Interaction,
    settings: GuildSettings,
    *,
    private: bool = False,
    after: Acknowledgement | None = None,
) -> InteractionReply:
    """Reply in a message of the channel; where that can't be, or privately, in the response.

    Args:
        parts: the pace and the languages.
        client: knows the server, and sends directly where nothing else is left.
        interaction: deferred with a response that only the person sees.
        settings: the server's.
        private: whether only the person is to see it.
        after: the deferral, if it is still on its way.
    """
    locale = str(interaction.locale)
    own_texts = parts.texts.texts(locale)
    direct = direct_to(client, interaction.user.id, own_texts)
    channel = interaction.channel
    if private or not may_post(interaction) or not isinstance(channel, Channel):
        post = interaction_post(interaction, pace=parts.pace, direct=direct, after=after)
        return InteractionReply(post=post, texts=own_texts, private=True)
    post = channel_post(
        channel,
        pace=parts.pace,
        nonce=str(interaction.id),
        thinking=interaction,
        direct=direct,
        after=after,
    )
    texts = texts_by(settings, parts, client, interaction.guild_id, locale)
    return InteractionReply(post=post, texts=texts, private=False)
