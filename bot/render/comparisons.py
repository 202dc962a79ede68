"""A comparison of articles: what each says, what they share, and where they disagree."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from discord import ui

from answer.models import Disagreement
from bot.localisation import Texts
from bot.records.models import AnswerRecord, CitationRecord
from bot.render import layout, limits
from bot.render.asking import answer_row
from bot.render.disagreements import side_of
from bot.render.footnotes import place
from bot.render.layout import Accent
from bot.render.markdown import UNBROKEN, line, marked, one_line
from index.models import ArticleId

ALIKE = " ≈ "
"""Stands between the wordings of what several articles say."""

_TITLE = 400
_BODY = 3_300
_ROOMS = (500, 350, 250, 180, 130, 90, 60, 40)  # characters of a line, the most that lets all fit
_MARKER = re.compile(r"\[(\d+)\]")
_MARKERS = re.compile(r"\s*((?:\[\d+\])+)\s*$")

_Sections = Sequence[tuple[str, Sequence[Callable[[int], str]]]]  # a heading, and lines of a length


def compared(texts: Texts, record: AnswerRecord) -> ui.LayoutView:
    """Return what several articles say, and a select that opens their sentences."""
    heading = f"### {line(record.question, _TITLE) or texts('untitled')}"
    small = layout.small(texts("comparison-heading"))
    cited = {citation.marker: citation for citation in record.citations}
    options = [
        layout.option(f"[{citation.marker}] {citation.quote}", str(citation.marker), citation.title)
        for citation in record.citations
    ]
    return layout.message(
        Accent.ANSWER,
        layout.text(f"{heading}\n{small}"),
        layout.text(_body(texts, record, cited)),
        layout.select(texts("summary-open"), options, "open", record.id) if options else None,
        answer_row(texts, record),
    )


def _body(texts: Texts, record: AnswerRecord, cited: Mapping[int, CitationRecord]) -> str:
    """Return the points by article, then what they share, then where they disagree."""
    own: dict[ArticleId | None, list[str]] = {}
    shared: list[str] = []
    for claim in record.claims:
        articles = {cited[marker].article_id for marker in _markers(claim) if marker in cited}
        if len(articles) > 1:
            shared.append(claim)
        else:
            own.setdefault(next(iter(articles), None), []).append(claim)
    named = {citation.article_id: citation for citation in record.citations}
    sections = [
        *(
            (
                _article(texts, None if article_id is None else named[article_id]),
                [partial(_claim, claim) for claim in claims],
            )
            for article_id, claims in own.items()
        ),
        (texts("comparison-shared"), [partial(_claim, claim) for claim in shared]),
        (
            texts("comparison-disagreeing"),
            [partial(_disagreement, texts, each, cited) for each in record.disagreements],
        ),
    ]
    return _fitted([section for section in sections if section[1]])


def _article(texts: Texts, citation: CitationRecord | None) -> str:
    if citation is None:
        return texts("untitled")
    return place(texts, citation.title, citation.site, citation.published)


def _fitted(sections: _Sections) -> str:
    """Return the sections with their lines cut, and at worst the last ones left out, to fit."""
    for room in _ROOMS:
        shown = _lines(sections, room)
        if limits.length("\n".join(shown)) <= _BODY:
            break
    while limits.length("\n".join(shown)) > _BODY:
        shown.pop()
    return "\n".join(shown)


def _lines(sections: _Sections, room: int) -> list[str]:
    shown = []
    for heading, drawn in sections:
        shown.append(f"**{heading}**")
        shown += [f"- {line_of(room)}" for line_of in drawn]
    return shown


def _claim(claim: str, room: int) -> str:
    """Return what was said, in each wording; markers stay where something is cut."""
    wordings = claim.split(ALIKE)
    return ALIKE.join(_wording(each, room // len(wordings)) for each in wordings)


def _wording(claim: str, room: int) -> str:
    found = _MARKERS.search(claim)
    said, markers = (claim, "") if found is None else (claim[: found.start()], found[1])
    return line(said, room) + (f"{UNBROKEN}{line(markers)}" if markers else "")


def _disagreement(
    texts: Texts, disagreement: Disagreement, cited: Mapping[int, CitationRecord], room: int
) -> str:
    """Return a sentence with the words that are disputed, and below it what each side says."""
    first = disagreement.sides[0]
    quote, words = one_line(cited[first.marker].quote), one_line(first.words)
    start = max(quote.find(words), 0)
    said = marked(quote, start, start + len(words), room)
    sides = " ≠ ".join(
        side_of(texts, side.words, cited[side.marker]) for side in disagreement.sides
    )
    return f"{said}\n  {sides}"


def _markers(claim: str) -> list[int]:
    return [int(marker) for marker in _MARKER.findall(claim)]
