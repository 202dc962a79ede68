"""The buttons of answers and summaries, and of those under way."""

from contextlib import suppress

import discord
from discord.ext import commands
from discord.ui import LayoutView

from bot.asking.asked_articles import article_followed, articles_linked, without_links
from bot.asking.interaction_questions import InteractionQuestions
from bot.asking.quoted_passages import by_now, quoted_passage, quoted_passages
from bot.errors import Refused
from bot.evaluation.expectations import alternatives
from bot.evaluation.keeping import keep_rated
from bot.localisation import Texts
from bot.messages.submitted import text_of, values_of
from bot.parts import Parts
from bot.places import corpus_of
from bot.posting.acknowledging import (
    Acknowledgement,
    acknowledge_change,
    acknowledge_privately,
    while_acknowledging,
)
from bot.posting.delivery import NOBODY
from bot.records.models import AnswerId, AnswerRecord, CitationRecord
from bot.render import asking, comparisons, modals, passages, summaries
from bot.render.layout import Accent
from bot.render.people import told
from bot.rights import is_moderator

Arguments = tuple[str, ...]


class AnswersCog(commands.Cog):
    """Handles what people click under answers. Which answer it is, is looked up and checked."""

    def __init__(self, parts: Parts, questions: InteractionQuestions) -> None:
        """Hand follow-ups to `questions`."""
        self._parts = parts
        self._questions = questions
        on = parts.router.on
        on("passages", self._passages)
        on("open", self._open)
        on("follow-up", self._follow_up)
        on("follow-up-asked", self._follow_up_asked)
        on("good", self._good)
        on("bad", self._bad)
        on("bad-why", self._bad_why)
        on("delete", self._delete)
        on("show", self._show)
        on("stop", self._stop)

    async def _passages(self, interaction: discord.Interaction, arguments: Arguments) -> None:
        """Show the cited passages privately; with a page number, turn to it."""
        turned = len(arguments) > 1
        await (acknowledge_change if turned else acknowledge_privately)(interaction)
        record = await self._record(interaction, arguments)
        catalogue = await self._parts.assembly.catalogue()
        shown = await quoted_passages(catalogue, record)
        page = int(arguments[1]) if turned and arguments[1].isdecimal() else 0
        await _respond(
            interaction, passages.passages(self._texts(interaction), record.id, shown, page)
        )

    async def _open(self, interaction: discord.Interaction, arguments: Arguments) -> None:
        """Show the passage of one quote privately; its marker is in the id or was chosen."""
        await acknowledge_privately(interaction)
        record = await self._record(interaction, arguments)
        citation = _cited(record, (*arguments[1:], *values_of(interaction)))
        catalogue = await self._parts.assembly.catalogue()
        shown = await quoted_passage(catalogue, record, citation)
        await _respond(interaction, passages.passage(self._texts(interaction), shown))

    async def _follow_up(self, interaction: discord.Interaction, arguments: Arguments) -> None:
        window = modals.follow_up(self._texts(interaction), _answer_id(arguments))
        await interaction.response.send_modal(window)

    async def _follow_up_asked(
        self, interaction: discord.Interaction, arguments: Arguments
    ) -> None:
        async def answer(acknowledgement: Acknowledgement) -> None:
            record = await self._record(interaction, arguments)
            catalogue = await self._parts.assembly.catalogue()
            question = text_of(interaction, modals.QUESTION)
            linked = await articles_linked(catalogue, record.corpus, question)
            await self._questions.ask(
                interaction,
                without_links(question) if len(linked) == 1 else question,
                acknowledgement,
                parent=record,
                article=await article_followed(catalogue, record, linked),
            )

        await while_acknowledging(interaction, answer)

    async def _good(self, interaction: discord.Interaction, arguments: Arguments) -> None:
        await acknowledge_privately(interaction)
        await self._rate(interaction, arguments, good=True)
        await self._thank(interaction)

    async def _bad(self, interaction: discord.Interaction, arguments: Arguments) -> None:
        """Ask for a reason; the rating counts even if none is given."""
        window = modals.why_bad(self._texts(interaction), _answer_id(arguments))
        await interaction.response.send_modal(window)
        await self._rate(interaction, arguments, good=False)

    async def _bad_why(self, interaction: discord.Interaction, arguments: Arguments) -> None:
        await acknowledge_privately(interaction)
        reason = text_of(interaction, modals.REASON) or None
        right = alternatives(text_of(interaction, modals.RIGHT))
        await self._rate(interaction, arguments, good=False, reason=reason, right=right)
        await self._thank(interaction)

    async def _delete(self, interaction: discord.Interaction, arguments: Arguments) -> None:
        """Delete the message and what is kept of it."""
        await acknowledge_change(interaction)
        record = await self._record(interaction, arguments)
        if interaction.user.id != record.asker_id and not is_moderator(interaction):
            raise Refused("may-not-delete")
        with suppress(discord.NotFound):  # somebody was quicker
            await interaction.delete_original_response()
        await self._parts.records.answers.delete(record.corpus, record.id)
        await self._parts.records.eval_questions.remove(record.corpus, record.id)

    async def _show(self, interaction: discord.Interaction, arguments: Arguments) -> None:
        """Show a private answer that outlived its response to its asker."""
        await acknowledge_privately(interaction)
        record = await self._record(interaction, arguments)
        record = await by_now(await self._parts.assembly.catalogue(), record)
        await _respond(interaction, _final_form(self._texts(interaction), record))

    async def _stop(self, interaction: discord.Interaction, arguments: Arguments) -> None:
        """Break off an answer or a summary; one from before a restart is told to be broken off."""
        await acknowledge_change(interaction)
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        answer_id = _answer_id(arguments)
        work = self._parts.works.find(corpus, answer_id)
        if work is not None:
            if interaction.user.id != work.user_id and not is_moderator(interaction):
                raise Refused("may-not-stop")
            work.break_off("stopped")
        elif self._parts.works.ended(corpus, answer_id):
            return
        elif await self._parts.records.answers.get(corpus, answer_id) is None:
            texts = self._texts(interaction)
            await _respond(interaction, told(texts, texts("ask-interrupted")))

    async def _record(self, interaction: discord.Interaction, arguments: Arguments) -> AnswerRecord:
        """Return the answer that a button belongs to.

        Raises:
            Refused: "answer-gone", or "not-your-answer" where only its asker may see it.
        """
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        record = await self._parts.records.answers.get(corpus, _answer_id(arguments))
        if record is None:
            raise Refused("answer-gone")
        if record.private and record.asker_id != interaction.user.id:
            raise Refused("not-your-answer")
        return record

    async def _rate(
        self,
        interaction: discord.Interaction,
        arguments: Arguments,
        *,
        good: bool,
        reason: str | None = None,
        right: tuple[str, ...] = (),
    ) -> None:
        """Note a rating, and keep the question with what it tells of the right answer."""
        record = await self._record(interaction, arguments)
        records, user_id = self._parts.records, interaction.user.id
        await records.answers.rate(record.id, user_id, good=good, reason=reason)
        await keep_rated(records, record, user_id, good=good, answers=right)

    async def _thank(self, interaction: discord.Interaction) -> None:
        texts = self._texts(interaction)
        await _respond(interaction, told(texts, texts("ask-thanks"), Accent.DONE))

    def _texts(self, interaction: discord.Interaction) -> Texts:
        return self._parts.texts.texts(interaction.locale)


def _answer_id(arguments: Arguments) -> AnswerId:
    return AnswerId(arguments[0] if arguments else "")


def _cited(record: AnswerRecord, markers: Arguments) -> CitationRecord:
    """Return the citation with the first of the markers.

    Raises:
        Refused: "button-gone": the answer has none.
    """
    for citation in record.citations:
        if str(citation.marker) in markers[:1]:
            return citation
    raise Refused("button-gone")


def _final_form(texts: Texts, record: AnswerRecord) -> LayoutView:
    if record.kind == "comparison":
        return comparisons.compared(texts, record)
    if record.kind == "summary":
        return summaries.summarised(texts, record)
    if record.kind == "abstention":
        return asking.abstained(texts, record, asker_id=record.asker_id, may_add=True)
    return asking.answered(texts, record, asker_id=record.asker_id)


async def _respond(interaction: discord.Interaction, view: LayoutView) -> None:
    await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)
