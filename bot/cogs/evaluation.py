"""`/eval`: the questions whose answers are known, for moderators."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.article_choice import choices, chosen
from bot.asking.inquiries import check_question
from bot.errors import Refused
from bot.evaluation.expectations import alternatives
from bot.evaluation.interaction_runs import InteractionRuns
from bot.evaluation.models import EvalQuestion
from bot.localisation import Texts
from bot.parts import Parts
from bot.places import corpus_of
from bot.posting.acknowledging import acknowledge_change, acknowledge_privately
from bot.posting.delivery import NOBODY
from bot.posting.replies import reply_privately
from bot.records.eval_questions import MOST
from bot.render import evaluation, limits
from bot.render.layout import fitted
from index.clock import utc_now
from index.models import Corpus

_LAST_PAGE = 1_000
_ANSWER_CHARACTERS = 500

Choices = list[app_commands.Choice[str]]


class EvaluationCog(commands.Cog):
    """Lets moderators see, change and ask the kept questions of a place."""

    group = app_commands.Group(
        name="eval",
        description="Questions whose answers are known, and how Footnote answers them",
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=False
        ),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        default_permissions=discord.Permissions(manage_guild=True),
    )

    def __init__(self, parts: Parts) -> None:
        """Keep the questions in the records of `parts`."""
        self._parts = parts
        self._runs = InteractionRuns(parts)
        parts.router.on("eval-questions", self._turned)
        parts.router.on("eval-remove", self._clicked_remove)

    @group.command(name="list", description="List the questions that are kept")
    async def list(self, interaction: discord.Interaction) -> None:
        """Show the first page of the questions."""
        corpus = _moderated(interaction)
        await acknowledge_privately(interaction)
        await self._show(interaction, corpus, 0)

    @group.command(name="add", description="Keep a question whose answer is known")
    @app_commands.describe(
        question="The question",
        answer="Words that a right answer has; several possibilities separated by semicolons",
        declined="Whether the articles don't answer it",
        article="Ask this article only",
    )
    async def add(
        self,
        interaction: discord.Interaction,
        question: str,
        answer: app_commands.Range[str, 1, _ANSWER_CHARACTERS] | None = None,
        declined: bool = False,
        article: str | None = None,
    ) -> None:
        """Keep a question with what is expected."""
        corpus = _moderated(interaction)
        await acknowledge_privately(interaction)
        question = question.strip()
        check_question(question)
        answers = alternatives(answer or "")
        if bool(answers) == declined:
            raise Refused("eval-expectation")
        about = None
        if article is not None:
            about = await chosen(await self._parts.assembly.catalogue(), corpus, article)
        records = self._parts.records.eval_questions
        kept = EvalQuestion(
            id=records.new_id(),
            question=question,
            expected="abstention" if declined else "answer",
            answers=answers,
            article=None if about is None else about.id,
        )
        created = utc_now().isoformat()
        if not await records.keep(corpus, kept, people=[interaction.user.id], created=created):
            raise Refused("eval-full", most=MOST)
        await reply_privately(interaction, evaluation.kept(self._texts(interaction), kept))

    @add.autocomplete("article")
    async def _offer_articles(self, interaction: discord.Interaction, typed: str) -> Choices:
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        return await choices(await self._parts.assembly.catalogue(), corpus, typed)

    @group.command(name="remove", description="Keep a question no longer")
    @app_commands.describe(question="The question")
    async def remove(self, interaction: discord.Interaction, question: str) -> None:
        """Remove a question."""
        corpus = _moderated(interaction)
        await acknowledge_privately(interaction)
        await self._remove(interaction, corpus, question)

    @remove.autocomplete("question")
    async def _offer_questions(self, interaction: discord.Interaction, typed: str) -> Choices:
        corpus = _moderated(interaction)
        wanted = typed.casefold()
        return [
            app_commands.Choice(name=fitted(each.question, limits.CHOICE_NAME), value=each.id)
            for each in await self._parts.records.eval_questions.all(corpus)
            if wanted in each.question.casefold()
        ][: limits.CHOICES]

    @group.command(name="run", description="Ask all kept questions and check the answers")
    async def run(self, interaction: discord.Interaction) -> None:
        """Ask the questions, showing how far that is."""
        _moderated(interaction)
        await acknowledge_privately(interaction)
        await self._runs.run(interaction)

    async def _turned(self, interaction: discord.Interaction, arguments: tuple[str, ...]) -> None:
        corpus = _moderated(interaction)
        await acknowledge_change(interaction)
        page = arguments[0] if arguments else ""
        number = min(int(page), _LAST_PAGE) if page.isdecimal() else 0
        await self._show(interaction, corpus, number)

    async def _clicked_remove(
        self, interaction: discord.Interaction, arguments: tuple[str, ...]
    ) -> None:
        corpus = _moderated(interaction)
        await acknowledge_privately(interaction)
        await self._remove(interaction, corpus, arguments[0] if arguments else "")

    async def _remove(
        self, interaction: discord.Interaction, corpus: Corpus, question_id: str
    ) -> None:
        removed = await self._parts.records.eval_questions.remove(corpus, question_id)
        if removed is None:
            raise Refused("eval-gone")
        await reply_privately(interaction, evaluation.removed(self._texts(interaction), removed))

    async def _show(self, interaction: discord.Interaction, corpus: Corpus, page: int) -> None:
        questions = await self._parts.records.eval_questions.all(corpus)
        view = evaluation.listing(self._texts(interaction), questions, page, most=MOST)
        await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)

    def _texts(self, interaction: discord.Interaction) -> Texts:
        return self._parts.texts.texts(interaction.locale)


def _moderated(interaction: discord.Interaction) -> Corpus:
    """Return the corpus of a place that the person looks after; direct messages are their own.

    Raises:
        Refused: "moderators-only".
    """
    if interaction.guild_id is not None and not interaction.permissions.manage_guild:
        raise Refused("moderators-only")
    return corpus_of(interaction.guild_id, interaction.user.id)
