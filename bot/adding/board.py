"""The message that shows how far the articles are that were asked for together."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from discord.ui import LayoutView

from bot.adding.ending import Ending
from bot.localisation import Texts
from bot.posting.posts import Post
from bot.records.models import Job, JobId
from bot.render.adding import UNDER_WAY, Progress, State, adding
from bot.render.articles import added
from index.models import ArticleCard

_PAUSE_SECONDS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A job to show.

    Attributes:
        card: its article if it is through and the article is there.
        similar: another article that says much the same, if that is there.
    """

    job: Job
    card: ArticleCard | None = None
    similar: ArticleCard | None = None


class Board:
    """Shows the jobs of one message. It opens its post when it has something new to show.

    Attributes:
        texts: the language of the message.
    """

    def __init__(self, texts: Texts, shown: Iterable[Shown], post: Callable[[], Post]) -> None:
        """Show jobs, in the order in which they were asked for, with what `post` opens."""
        self.texts = texts
        there = tuple(shown)
        self._jobs = {each.job.id: each.job for each in there}
        self._progress = {each.job.id: _progress(each) for each in there}
        self._open = post
        self._post: Post | None = None

    @property
    def jobs(self) -> Collection[JobId]:
        """The jobs that it shows."""
        return self._jobs.keys()

    async def step(self, job_id: JobId, state: State) -> None:
        """Show that a job has come to `state`, as soon as the message may be edited."""
        self._progress[job_id] = replace(self._progress[job_id], state=state)
        await self.show()

    async def end(self, job_id: JobId, ending: Ending) -> None:
        """Show how a job ended; if it was the last, that is the message's last form."""
        job = replace(self._jobs[job_id], end=ending.end)
        shown = Shown(job=job, card=ending.card, similar=ending.similar)
        self._progress[job_id] = _progress(shown)
        await self.show()

    async def show(self) -> None:
        """Show everything as it is now."""
        if self._post is None:
            self._post = self._open()
        if any(each.state in UNDER_WAY for each in self._progress.values()):
            await self._post.show(self._view())
        else:
            await self._post.finish(self._view())
            self._post = None

    async def pause(self) -> None:
        """Show what isn't through as waiting: it goes on after a restart."""
        if self._post is None:
            return
        post, self._post = self._post, None
        for job_id, progress in self._progress.items():
            if progress.state in UNDER_WAY:
                self._progress[job_id] = replace(progress, state="waiting")
        try:
            async with asyncio.timeout(_PAUSE_SECONDS):
                await post.finish(self._view())
        except TimeoutError:
            return  # the message changes after the restart

    def _view(self) -> LayoutView:
        refreshing = all(job.kind == "refresh" for job in self._jobs.values())
        return _view(self.texts, list(self._progress.values()), refreshing=refreshing)


def first_view(texts: Texts, shown: Iterable[Shown]) -> LayoutView:
    """Return the message before anything was done for its jobs."""
    return _view(texts, [_progress(each) for each in shown], refreshing=False)


def _view(texts: Texts, progress: Sequence[Progress], *, refreshing: bool) -> LayoutView:
    """Return the message: a card for a single article that is there, else a line for each."""
    only = progress[0]
    if len(progress) == 1 and only.card is not None and only.state in ("added", "known", "updated"):
        return added(texts, only.card, only.state, only.thin, only.similar)
    return adding(texts, progress, refreshing=refreshing)


def _progress(shown: Shown) -> Progress:
    job, end = shown.job, shown.job.end
    if end is None:
        return Progress(name=job.name, state="waiting", job=job.id)
    return Progress(
        name=job.name,
        state=end.state,
        job=job.id,
        card=shown.card,
        thin=end.thin,
        sentence=end.sentence,
        similar=shown.similar,
        pasteable=end.pasteable,
    )
