"""Where what a person asked for by an interaction is shown, and in which language."""

from dataclasses import dataclass

import discord

from bot.localisation import Texts
from bot.parts import Parts
from bot.posting.delivery import Channel
from bot.posting.direct import direct_to
from bot.posting.posts import Post, channel_post, interaction_post
from bot.posting.public_texts import public_texts
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


async def reply_to(
    parts: Parts, client: discord.Client, interaction: discord.Interaction, *, private: bool = False
) -> InteractionReply:
    """Reply in a message of the channel; where that can't be, or privately, in the response.

    Args:
        parts: the pace and the languages.
        client: knows the server, and sends directly where nothing else is left.
        interaction: deferred with a response that only the person sees.
        private: whether only the person is to see it.
    """
    locale = str(interaction.locale)
    own_texts = parts.texts.texts(locale)
    direct = direct_to(client, interaction.user.id, own_texts)
    channel = interaction.channel
    if private or not may_post(interaction) or not isinstance(channel, Channel):
        post = interaction_post(interaction, pace=parts.pace, direct=direct)
        return InteractionReply(post=post, texts=own_texts, private=True)
    post = channel_post(
        channel,
        pace=parts.pace,
        nonce=str(interaction.id),
        thinking=interaction,
        direct=direct,
    )
    texts = await public_texts(parts, client, interaction.guild_id, locale)
    return InteractionReply(post=post, texts=texts, private=False)
