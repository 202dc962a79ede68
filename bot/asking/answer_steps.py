"""Shows how far an answer is, and how it ended."""

from discord.ui import LayoutView

from answer.models import Drafted, Evidence, EvidenceFound
from bot.asking.inquiries import Inquiry
from bot.localisation import Texts
from bot.posting.posts import Post
from bot.posting.steps import Form
from bot.records.models import AnswerId, AnswerRecord
from bot.render import asking


class AnswerSteps:
    """The forms of one answer in its post.

    Attributes:
        begun: whether something was shown.
    """

    def __init__(self, inquiry: Inquiry, post: Post, answer_id: AnswerId) -> None:
        """Show what becomes of `inquiry` in `post`."""
        self._inquiry = inquiry
        self._post = post
        self._answer_id = answer_id
        self._evidence: tuple[Evidence, ...] = ()
        self._draft = ""
        self.begun = False

    async def queued(self, place: int) -> None:
        """Show the place in the queue."""
        await self._show(
            lambda: asking.queued(*self._asked, place=place, answer_id=self._answer_id), minor=True
        )

    async def searching(self) -> None:
        """Show that the turn has come."""
        await self._show(lambda: asking.searching(*self._asked, self._answer_id), minor=True)

    async def follow(self, event: EvidenceFound | Drafted) -> None:
        """Show what was found or written; not what the answer follows at once."""
        if isinstance(event, Drafted):
            self._draft += event.text
        elif event.worded:
            self._evidence = event.evidence
        else:
            return
        await self._show(self._written)

    async def stopped(self) -> None:
        """Show that the asker stopped it."""
        await self._post.finish(asking.stopped(*self._asked))

    async def failed(self, sentence: str) -> None:
        """Show what went wrong."""
        await self._post.finish(asking.failed(*self._asked, sentence))

    async def final(self, record: AnswerRecord) -> int | None:
        """Show the answer or the abstention; return the message's id if it is a regular one."""
        texts = self._inquiry.texts
        if record.kind == "abstention":
            may_add = self._inquiry.may_add
            view = asking.abstained(texts, record, asker_id=self._named, may_add=may_add)
        else:
            view = asking.answered(texts, record, asker_id=self._named)
        ready = asking.ready(texts, record.asker_id, record.id) if record.private else None
        return await self._post.finish(view, outlived=ready)

    def _written(self) -> LayoutView:
        if self._draft:
            return asking.drafting(*self._asked, self._answer_id, self._evidence, self._draft)
        return asking.evidence(*self._asked, self._answer_id, self._evidence)

    @property
    def _asked(self) -> tuple[Texts, str, int | None]:
        return self._inquiry.texts, self._inquiry.question, self._named

    @property
    def _named(self) -> int | None:
        """Who is named above the question; nobody where the question stands above the answer."""
        return None if self._post.is_reply else self._inquiry.asker_id

    async def _show(self, form: Form, *, minor: bool = False) -> None:
        self.begun = True
        await self._post.show(form, minor=minor)
