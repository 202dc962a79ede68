"""A summary while it is made, and when it stands."""

import re
from collections.abc import Sequence

from discord import ui

from answer.models import PartRead, PointFound
from bot.localisation import Texts
from bot.records.models import AnswerId, AnswerRecord
from bot.render import layout, limits
from bot.render.asking import answer_row
from bot.render.footnotes import footnotes, place
from bot.render.layout import Accent, Item
from bot.render.markdown import UNBROKEN, line, prose

_TITLE = 250
_SENTENCE = 1_000
_POINTS = 2_600
_FEW = 3  # footnotes; with more, the message would say everything twice
_FRAME = 11  # components besides the footnotes
_BAR = 12
_MARKERS = re.compile(r"\s*((?:\[\d+\])+)\s*$")


def summarising(
    texts: Texts,
    title: str,
    progress: PartRead | PointFound | None,
    answer_id: AnswerId | None = None,
) -> ui.LayoutView:
    """Return how far a summary is; with `answer_id` it can be stopped."""
    done, total = (progress.done, progress.total) if progress else (0, 1)
    filled = _BAR * done // max(total, 1)
    bar = "▰" * filled + "▱" * (_BAR - filled)
    match progress:
        case PointFound():
            status = texts("summary-progress", done=done, total=total)
        case PartRead() if total > 1:
            status = texts("summary-reading", part=done + 1, total=total)
        case _:
            status = texts("summary-begun")
    return _under_way(texts, title, f"{bar}\n{layout.small(status)}", answer_id)


def queued(texts: Texts, title: str, place: int, answer_id: AnswerId) -> ui.LayoutView:
    """Return how many others are ahead; `place` 1 is the next."""
    status = layout.small(texts("summary-queued", place=place))
    return _under_way(texts, title, status, answer_id)


def ended(texts: Texts, title: str, sentence: str) -> ui.LayoutView:
    """Return the plain sentence that says why there is no summary."""
    return layout.message(
        Accent.ABSTENTION, _heading(texts, title), layout.text(prose(sentence, _SENTENCE))
    )


def summarised(texts: Texts, record: AnswerRecord) -> ui.LayoutView:
    """Return the points of an article and what they rest on."""
    heading = f"### {line(record.question, _TITLE) or texts('untitled')}"
    below = _origin(texts, record)
    points = _points(record.claims)
    taken = limits.length(heading) + limits.length(below) + limits.length(points)
    notes = _notes(texts, record, limits.CHARACTERS - taken)
    return layout.message(
        Accent.ANSWER,
        layout.text(f"{heading}\n{below}"),
        layout.text(points),
        layout.rule() if notes else None,
        *notes,
        answer_row(texts, record),
    )


def _under_way(texts: Texts, title: str, status: str, answer_id: AnswerId | None) -> ui.LayoutView:
    stop = (
        None
        if answer_id is None
        else layout.row(layout.button(texts("button-stop"), "stop", answer_id))
    )
    return layout.message(Accent.PROGRESS, _heading(texts, title), layout.text(status), stop)


def _heading(texts: Texts, title: str) -> Item:
    return layout.text(f"### {line(title, _TITLE) or texts('untitled')}")


def _origin(texts: Texts, record: AnswerRecord) -> str:
    label = texts("summary-heading")
    if not record.citations:
        return layout.small(label)
    first = record.citations[0]
    where = place(texts, label, first.site, first.published)
    return layout.small(where)


def _points(claims: Sequence[str]) -> str:
    room = _POINTS // max(len(claims), 1) - 1
    return "\n".join(_point(claim, room) for claim in claims)


def _point(claim: str, limit: int) -> str:
    """Return a point as an item of a list; its markers stay when it is cut."""
    found = _MARKERS.search(claim)
    said, markers = (claim, "") if found is None else (claim[: found.start()], found.group(1))
    end = f"{UNBROKEN}{line(markers)}" if markers else ""
    return f"- {line(said, limit - limits.length(end) - 2)}{end}"


def _notes(texts: Texts, record: AnswerRecord, characters: int) -> list[Item]:
    """Return the quotes of a few points, or a select that opens one of many."""
    if len(record.citations) <= _FEW:
        return footnotes(
            texts,
            record.id,
            record.citations,
            characters=characters,
            components=limits.COMPONENTS - _FRAME,
            above=record.claims,
        )
    options = [
        layout.option(f"[{citation.marker}] {citation.quote}", str(citation.marker))
        for citation in record.citations
    ]
    return [layout.select(texts("summary-open"), options, "open", record.id)]
