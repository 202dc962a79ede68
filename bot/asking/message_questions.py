"""What messages ask, as inquiries."""

from dataclasses import replace

import discord

from bot.asking.addressing import Addressed
from bot.asking.asked_articles import article_followed, articles_linked, without_links
from bot.asking.inquiries import Inquiry
from bot.localisation import Texts
from bot.parts import Parts
from bot.places import corpus_of
from bot.records.models import AnswerRecord, GuildSettings
from bot.rights import may_add
from index.models import Corpus


async def inquiry_of(
    parts: Parts,
    message: discord.Message,
    asked: Addressed,
    settings: GuildSettings,
    texts: Texts,
) -> Inquiry:
    """Return what a message asks.

    A link to an article limits the question to it; one in the question goes before one in the
    message that this one replies to. A follow-up without any stays with the article of its answer.
    """
    guild_id = None if message.guild is None else message.guild.id
    corpus = corpus_of(guild_id, message.author.id)
    parent = await _parent(parts, corpus, message, asked)
    inquiry = Inquiry(
        corpus=corpus,
        guild_id=guild_id,
        channel_id=message.channel.id,
        asker_id=message.author.id,
        question=asked.question,
        texts=texts,
        style=settings.style,
        parent=None if parent is None else parent.id,
        about=without_links(asked.about) or None,
        may_add=may_add(message, settings),
    )
    catalogue = await parts.assembly.catalogue()
    linked = await articles_linked(catalogue, corpus, asked.question)
    if len(linked) == 1:
        question = without_links(asked.question)
        return replace(inquiry, article=linked[0], question=question)
    linked = linked or await articles_linked(catalogue, corpus, asked.about)
    if len(linked) == 1:
        return replace(inquiry, article=linked[0], about=None)
    if parent is not None:
        return replace(inquiry, article=await article_followed(catalogue, parent, linked))
    return inquiry


async def _parent(
    parts: Parts, corpus: Corpus, message: discord.Message, asked: Addressed
) -> AnswerRecord | None:
    """Return the answer that a message follows up; a private one is its asker's alone."""
    if asked.answer_id is None:
        return None
    record = await parts.records.answers.get(corpus, asked.answer_id)
    if record is None or (record.private and record.asker_id != message.author.id):
        return None
    return record
