"""`/ask`, and the message command "Ask about this"."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.article_choice import choices, chosen
from bot.asking.answer_messages import answer_shown_by
from bot.asking.asked_articles import articles_linked, without_links
from bot.asking.inquiries import QUESTION_LIMIT
from bot.asking.interaction_questions import InteractionQuestions
from bot.errors import Refused
from bot.messages.contents import contents_of
from bot.messages.plain_text import has_words, plain
from bot.messages.submitted import text_of
from bot.parts import Parts
from bot.places import corpus_of
from bot.posting.acknowledging import Acknowledgement, while_acknowledging
from bot.render import modals

_EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
_IN_SERVERS = app_commands.AppInstallationType(guild=True, user=False)


class AskingCog(commands.Cog):
    """Takes questions by commands."""

    def __init__(self, parts: Parts, client: commands.Bot, questions: InteractionQuestions) -> None:
        """Hand questions to `questions`; the message command is registered with `client`."""
        self._parts = parts
        self._client = client
        self._questions = questions
        self._menu = app_commands.ContextMenu(
            name="Ask about this",
            callback=self._ask_about,
            allowed_contexts=_EVERYWHERE,
            allowed_installs=_IN_SERVERS,
        )
        parts.router.on("ask-about", self._asked_about)

    async def cog_load(self) -> None:
        """Register the message command."""
        self._client.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message command back."""
        self._client.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(name="ask", description="Ask a question, answered from the articles")
    @app_commands.describe(
        question="What you would like to know",
        article="Answer from this article only",
        private="Show the answer to me only",
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def ask(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, QUESTION_LIMIT],
        article: str | None = None,
        private: bool = False,
    ) -> None:
        """Answer a question."""

        async def answer(acknowledgement: Acknowledgement) -> None:
            card = None
            if article is not None:
                catalogue = await self._parts.assembly.catalogue()
                corpus = corpus_of(interaction.guild_id, interaction.user.id)
                card = await chosen(catalogue, corpus, article)
            await self._questions.ask(
                interaction, question, acknowledgement, private=private, article=card
            )

        await while_acknowledging(interaction, answer)

    @ask.autocomplete("article")
    async def _articles(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        catalogue = await self._parts.assembly.catalogue()
        return await choices(catalogue, corpus_of(interaction.guild_id, interaction.user.id), typed)

    async def _ask_about(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Open the window for a question about a message; a question itself stands there ready.

        About an answer of the bot it is a follow-up. What the message says travels in the window,
        for it can't be read again without the message content intent.
        """
        texts = self._parts.texts.texts(interaction.locale)
        answer_id = None
        if message.author.id == interaction.application_id:
            answer_id = answer_shown_by(message)
        if answer_id is not None:
            await interaction.response.send_modal(modals.follow_up(texts, answer_id))
            return
        contents = contents_of(message)
        text = plain(contents.text) or "\n".join(contents.links)
        asks = text.endswith("?") and len(text) <= QUESTION_LIMIT and not contents.links
        question, about = (text, "") if asks else ("", text)
        window = modals.ask_about(texts, question=question, about=about)
        await interaction.response.send_modal(window)

    async def _asked_about(
        self, interaction: discord.Interaction, _arguments: tuple[str, ...]
    ) -> None:
        """Answer a question about a message: from the article it links to, else from all."""

        async def answer(acknowledgement: Acknowledgement) -> None:
            written = text_of(interaction, modals.ABOUT)
            about = without_links(written)
            catalogue = await self._parts.assembly.catalogue()
            corpus = corpus_of(interaction.guild_id, interaction.user.id)
            linked = await articles_linked(catalogue, corpus, written)
            if written and not linked and not has_words(about):
                raise Refused("unknown-link")
            await self._questions.ask(
                interaction,
                text_of(interaction, modals.QUESTION),
                acknowledgement,
                article=linked[0] if len(linked) == 1 else None,
                about="" if linked else about,
            )

        await while_acknowledging(interaction, answer)
