"""An answer while it is under way, and when it stands.

All of them have the same parts in the same order, so that little moves when one takes the place of
another: who asked what, the answer or what is being done for it, the quotes, the buttons.
"""

import re
from collections.abc import Sequence

import discord
from discord import ui

from answer.models import Evidence
from bot.localisation import Texts
from bot.records.models import AnswerId, AnswerRecord
from bot.render import layout, limits
from bot.render.disagreements import disagreements
from bot.render.footnotes import footnotes, quotes
from bot.render.layout import Accent, Item
from bot.render.markdown import UNBROKEN, escape, line, prose

_QUESTION = 300
_PROSE = 1_800
_EVIDENCE = 1_200
_BEFORE_MARKERS = re.compile(r" (?=(?:\[\d+\])+$)")  # which shouldn't begin a line
_FRAME = 4  # components besides footnotes and buttons: container, question, prose, line
_ROW = 6  # components of a row of five buttons


def queued(
    texts: Texts,
    question: str,
    asker_id: int | None,
    place: int,
    answer_id: AnswerId | None = None,
) -> ui.LayoutView:
    """Return how many others are ahead; `place` 1 is the next."""
    status = texts("ask-queued", place=place)
    return _under_way(texts, question, asker_id, answer_id, _italic(status))


def searching(
    texts: Texts, question: str, asker_id: int | None, answer_id: AnswerId
) -> ui.LayoutView:
    """Return that the articles are being searched."""
    return _under_way(texts, question, asker_id, answer_id, _italic(texts("ask-searching")))


def evidence(
    texts: Texts,
    question: str,
    asker_id: int | None,
    answer_id: AnswerId,
    evidence: Sequence[Evidence],
) -> ui.LayoutView:
    """Return the quotes that the answer will rest on."""
    status = _italic(texts("ask-writing"))
    return _under_way(texts, question, asker_id, answer_id, status, evidence)


def drafting(
    texts: Texts,
    question: str,
    asker_id: int | None,
    answer_id: AnswerId,
    evidence: Sequence[Evidence],
    draft: str,
) -> ui.LayoutView:
    """Return what the model has written so far, not yet checked."""
    body = f"{prose(draft, _PROSE)} …" if draft.strip() else _italic(texts("ask-writing"))
    return _under_way(texts, question, asker_id, answer_id, body, evidence)


def stopped(texts: Texts, question: str, asker_id: int | None) -> ui.LayoutView:
    """Return that the asker stopped it."""
    header = _header(texts, question, asker_id)
    return layout.message(Accent.ABSTENTION, header, layout.text(_italic(texts("ask-stopped"))))


def failed(texts: Texts, question: str, asker_id: int | None, sentence: str) -> ui.LayoutView:
    """Return the plain sentence that says what went wrong."""
    header = _header(texts, question, asker_id)
    return layout.message(Accent.ERROR, header, layout.text(prose(sentence, _PROSE)))


def answered(texts: Texts, record: AnswerRecord, *, asker_id: int | None) -> ui.LayoutView:
    """Return an answer with its footnotes; without `asker_id` the question isn't repeated."""
    body = claims(record.claims, _PROSE)
    if record.disagreements:
        body += f"\n{disagreements(texts, record)}"
    return _final(texts, record, asker_id, Accent.ANSWER, body, answer_row(texts, record))


def abstained(
    texts: Texts, record: AnswerRecord, *, asker_id: int | None, may_add: bool
) -> ui.LayoutView:
    """Return why there is no answer, and what stands in the articles instead of one."""
    body = claims(record.claims, _PROSE)
    if record.citations and record.lack != "contradicted":
        above = texts("ask-mentioned") if record.lack == "not-said" else texts("ask-nearest")
        body += f"\n{layout.small(above)}"
    add = layout.row(_add(texts)) if may_add and record.lack != "no-question" else None
    buttons = _abstention_row(texts, record)
    return _final(texts, record, asker_id, Accent.ABSTENTION, body, add, buttons)


def ready(texts: Texts, asker_id: int, answer_id: AnswerId) -> ui.LayoutView:
    """Return that a private answer is ready, for who asked to open it."""
    body = layout.text(texts("ask-ready", who=mention(asker_id)))
    show = layout.button(texts("button-show"), "show", answer_id, style=discord.ButtonStyle.primary)
    return layout.message(Accent.ANSWER, body, layout.row(show))


def open_question(
    texts: Texts, question: str, asker_id: int, place: str | None = None
) -> ui.LayoutView:
    """Return a question that no article answers yet, with a link to where it was asked."""
    who = layout.small(texts("ask-open", who=mention(asker_id)))
    go = None if place is None else layout.link(texts("button-go-to-question"), place)
    return layout.message(
        Accent.ABSTENTION, _gathered(question), layout.text(who), layout.row(_add(texts), go)
    )


def closed_question(texts: Texts, question: str, asker_id: int, answer: str) -> ui.LayoutView:
    """Return a question that an article answered since, with a link to the answer."""
    who = layout.small(texts("ask-closed", who=mention(asker_id)))
    go = layout.link(texts("button-go-to-answer"), answer)
    return layout.message(Accent.DONE, _gathered(question), layout.text(who), layout.row(go))


def _gathered(question: str) -> Item:
    return layout.text(f"**{line(question, _QUESTION)}**")


def mention(user_id: int) -> str:
    """Return, in Markdown, a person's name; nobody is notified, as the bot allows no mentions."""
    return f"<@{user_id}>"


def claims(sentences: Sequence[str], characters: int) -> str:
    """Return, in Markdown, as many claims as fit, each whole; a single one too long is cut."""
    shown = [escape(_BEFORE_MARKERS.sub(UNBROKEN, sentence)) for sentence in sentences]
    while len(shown) > 1 and limits.length(" ".join(shown)) > characters:
        shown.pop()
    return " ".join(shown) if len(shown) > 1 else prose("".join(sentences[:1]), characters)


def _under_way(
    texts: Texts,
    question: str,
    asker_id: int | None,
    answer_id: AnswerId | None,
    body: str,
    evidence: Sequence[Evidence] = (),
) -> ui.LayoutView:
    found = ((item.text, item.passage.article) for item in evidence)
    shown = quotes(texts, found, _EVIDENCE)
    stop = None if answer_id is None else layout.button(texts("button-stop"), "stop", answer_id)
    return layout.message(
        Accent.PROGRESS,
        _header(texts, question, asker_id),
        layout.text(body),
        layout.rule() if shown else None,
        *shown,
        None if stop is None else layout.row(stop),
    )


def _final(
    texts: Texts,
    record: AnswerRecord,
    asker_id: int | None,
    accent: Accent,
    body: str,
    *buttons: Item | None,
) -> ui.LayoutView:
    rows = [each for each in buttons if each is not None]
    header = _header(texts, record.question, asker_id)
    taken = limits.length(body) + (0 if header is None else limits.length(header.content))
    notes = footnotes(
        texts,
        record.id,
        record.citations,
        characters=limits.CHARACTERS - taken,
        components=limits.COMPONENTS - _FRAME - _ROW * len(rows),
        marked=record.kind != "abstention",
        above=record.claims,
    )
    between = layout.rule() if notes else None
    return layout.message(accent, header, layout.text(body), between, *notes, *rows)


def _header(
    texts: Texts, question: str, asker_id: int | None
) -> ui.TextDisplay[ui.LayoutView] | None:
    if asker_id is None:
        return None
    asked = texts("ask-asked", who=mention(asker_id), question=line(question, _QUESTION))
    return layout.text(layout.small(asked))


def answer_row(texts: Texts, record: AnswerRecord) -> Item:
    """Return the buttons under an answer or a summary; a text that isn't kept has no passages."""
    unkept = record.kind == "summary" and record.article_id is None
    return layout.row(
        None if unkept else layout.button(texts("button-passages"), "passages", record.id),
        layout.button(texts("button-follow-up"), "follow-up", record.id),
        layout.icon("👍", "good", record.id),
        layout.icon("👎", "bad", record.id),
        _delete(texts, record),
    )


def _abstention_row(texts: Texts, record: AnswerRecord) -> Item:
    passages = layout.button(texts("button-passages"), "passages", record.id)
    return layout.row(
        passages if record.citations else None,
        layout.button(texts("button-follow-up"), "follow-up", record.id),
        layout.icon("👍", "good", record.id),
        layout.icon("👎", "bad", record.id),
        _delete(texts, record),
    )


def _delete(texts: Texts, record: AnswerRecord) -> Item | None:
    """Return the button that deletes a message; who alone sees one can put it away anyhow."""
    return None if record.private else layout.button(texts("button-delete"), "delete", record.id)


def _add(texts: Texts) -> Item:
    return layout.button(texts("button-add"), "add", style=discord.ButtonStyle.primary)


def _italic(plain: str) -> str:
    return f"*{escape(plain)}*"
