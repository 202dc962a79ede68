"""Kept questions asked again in Discord, for the moderator who wants to know."""

import asyncio
import io
import time
from collections.abc import Sequence

import discord

from bot.errors import Refused
from bot.evaluation.models import EvalQuestion, Result, Run
from bot.evaluation.report import report
from bot.evaluation.running import Evaluation
from bot.parts import Parts
from bot.places import corpus_of
from bot.posting.delivery import NOBODY, REFUSALS, log_refusal
from bot.posting.posts import Post, interaction_post
from bot.posting.replies import sentence
from bot.records.models import AnswerId
from bot.render import evaluation
from bot.render.people import told
from bot.works import BrokenOff
from index.clock import utc_now
from index.models import Corpus

_SECONDS = 12 * 60.0  # Discord takes no more of a private response after 15 minutes
_FILE_NAME = "footnote-evaluation.html"


class InteractionRuns:
    """Asks the kept questions of a place, one run of a place at a time.

    Each question takes a turn in the queue, so that people who ask meanwhile needn't wait for all.
    """

    def __init__(self, parts: Parts) -> None:
        """Ask with `parts`."""
        self._parts = parts
        self._running: set[Corpus] = set()

    async def run(self, interaction: discord.Interaction) -> None:
        """Ask all kept questions, and show privately how they end.

        Args:
            interaction: deferred, for the person alone.

        Raises:
            Refused: no questions are kept, or they are being asked already.
        """
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        questions = await self._parts.records.eval_questions.all(corpus)
        if not questions:
            raise Refused("eval-none")
        if corpus in self._running:
            raise Refused("eval-running")
        self._running.add(corpus)
        try:
            await _Showing(self._parts, interaction, corpus, questions).run()
        finally:
            self._running.discard(corpus)


class _Showing:
    """One run, and the message that shows it."""

    def __init__(
        self,
        parts: Parts,
        interaction: discord.Interaction,
        corpus: Corpus,
        questions: Sequence[EvalQuestion],
    ) -> None:
        self._parts = parts
        self._interaction = interaction
        self._corpus = corpus
        self._questions = questions
        self._texts = parts.texts.texts(interaction.locale)
        self._id: AnswerId = parts.records.answers.new_id()
        self._post: Post = interaction_post(interaction, pace=parts.pace)
        self._results: list[Result] = []
        self._gone: list[EvalQuestion] = []

    async def run(self) -> None:
        user_id = self._interaction.user.id
        with self._parts.works.enter(self._id, corpus=self._corpus, user_id=user_id) as work:
            try:
                await work.follow(self._ask())
            except BrokenOff as error:
                await self._post.finish(self._broken_off(error))
            except Exception as error:  # noqa: BLE001 - whatever it is, the moderator is told
                failed = sentence(self._texts, error, self._parts.metrics)
                await self._post.finish(told(self._texts, failed))
            else:
                await self._show()

    @property
    def _done(self) -> int:
        return len(self._results) + len(self._gone)

    async def _ask(self) -> None:
        """Ask one question after the other until the time is up."""
        until = time.monotonic() + _SECONDS
        asking = await Evaluation.of(self._parts.assembly, self._corpus)
        for question in self._questions:
            if time.monotonic() > until:
                return
            await self._post.show(self._under_way)
            turn = self._parts.queue.turn(corpus=self._corpus, user_id=self._interaction.user.id)
            async with turn:
                result = await asking.ask(question)
            if result is None:
                self._gone.append(question)
            else:
                self._results.append(result)

    def _broken_off(self, error: BrokenOff) -> discord.ui.LayoutView:
        if error.reason == "stopped":
            return evaluation.stopped(self._texts, self._done, len(self._questions))
        return told(self._texts, Refused("restarting"))

    def _under_way(self) -> discord.ui.LayoutView:
        return evaluation.under_way(self._texts, self._done, len(self._questions), self._id)

    async def _show(self) -> None:
        """Show what came of it, and the report behind it as far as Discord takes it."""
        run = Run(
            name="",
            threshold=self._parts.settings.threshold,
            results=tuple(self._results),
            gone=tuple(self._gone),
        )
        page = await asyncio.to_thread(self._report, run)
        fits = len(page) <= self._interaction.filesize_limit
        view = evaluation.evaluated(
            self._texts,
            run,
            unasked=len(self._questions) - self._done,
            report_too_large=not fits,
        )
        if self._interaction.is_expired():
            return  # in the channel it would be for everybody
        await self._post.finish(view)
        if fits:
            await self._send(page)

    def _report(self, run: Run) -> bytes:
        place = self._interaction.guild
        title = "Footnote" if place is None else f"Footnote: {place.name}"
        return report([run], title=title, made=f"{utc_now():%Y-%m-%d %H:%M} UTC").encode()

    async def _send(self, page: bytes) -> None:
        file = discord.File(io.BytesIO(page), filename=_FILE_NAME)
        try:
            await self._interaction.followup.send(
                file=file, ephemeral=True, allowed_mentions=NOBODY
            )
        except REFUSALS as error:
            log_refusal(error)
