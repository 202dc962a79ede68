"""Questions whose answers are known: lists of them, and what came of asking them."""

from collections.abc import Sequence

from discord import ui

from bot.evaluation.figures import figures, verdicts, worst
from bot.evaluation.models import EvalQuestion, Run
from bot.localisation import Texts
from bot.records.models import AnswerId
from bot.render import layout
from bot.render.layout import Accent
from bot.render.markdown import line

PER_PAGE = 8

_QUESTION = 200  # characters
_EXPECTED = 150
_FAILED = 150
_FAILURES = 8


def listing(
    texts: Texts, questions: Sequence[EvalQuestion], page: int, *, most: int
) -> ui.LayoutView:
    """Return a page of the kept questions.

    Args:
        texts: the language.
        questions: all of them.
        page: the page to show, counted from 0.
        most: how many there may be.
    """
    pages = max(1, -(-len(questions) // PER_PAGE))
    page = min(page, pages - 1)
    below = layout.joined(
        (
            texts("eval-count", count=len(questions), most=most),
            texts("articles-page", page=page + 1, pages=pages) if pages > 1 else None,
        )
    )
    rows = [
        layout.note(
            _listed(texts, each), layout.button(texts("button-remove"), "eval-remove", each.id)
        )
        for each in questions[page * PER_PAGE : (page + 1) * PER_PAGE]
    ]
    return layout.message(
        Accent.ANSWER,
        layout.text(f"**{texts('eval-heading')}**\n{layout.small(below)}"),
        *rows,
        None if rows else layout.text(texts("eval-none")),
        layout.turns(texts, page, pages, "eval-questions", lambda to: (to,)),
    )


def kept(texts: Texts, question: EvalQuestion) -> ui.LayoutView:
    """Return that a question is kept, and with what expectation."""
    remove = layout.button(texts("button-remove"), "eval-remove", question.id)
    return layout.message(
        Accent.DONE,
        layout.text(layout.small(texts("eval-kept"))),
        layout.note(_listed(texts, question), remove),
    )


def removed(texts: Texts, question: EvalQuestion) -> ui.LayoutView:
    """Return that a question isn't kept any more."""
    told = texts("eval-removed", question=f"**{line(question.question, _QUESTION)}**")
    return layout.message(Accent.DONE, layout.text(told))


def under_way(texts: Texts, done: int, total: int, work_id: AnswerId) -> ui.LayoutView:
    """Return how many of the questions have been asked, and a button that stops it."""
    return layout.message(
        Accent.PROGRESS,
        layout.text(f"*{texts('eval-under-way', done=done, total=total)}*"),
        layout.row(layout.button(texts("button-stop"), "stop", work_id)),
    )


def stopped(texts: Texts, done: int, total: int) -> ui.LayoutView:
    """Return that somebody stopped it."""
    told = texts("eval-stopped", done=done, total=total)
    return layout.message(Accent.ABSTENTION, layout.text(told))


def evaluated(
    texts: Texts, run: Run, *, unasked: int = 0, report_too_large: bool = False
) -> ui.LayoutView:
    """Return how many questions ended as expected, and the worst of those that didn't.

    Args:
        texts: the language.
        run: what came of the questions.
        unasked: how many there was no time for.
        report_too_large: whether the report can't be sent.
    """
    of = figures(run)
    failures = worst(run.results, _FAILURES)
    small = (
        texts("eval-seconds", seconds=f"{of.total_seconds:.1f}") if run.results else None,
        texts("eval-not-asked", count=len(run.gone)) if run.gone else None,
        texts("eval-cut-off", count=unasked) if unasked else None,
        texts("eval-report-too-large") if report_too_large else None,
    )
    counted = "\n".join(
        f"- {texts(f'eval-{verdict}')}: **{count}**"
        for verdict, count in verdicts(run).items()
        if count
    )
    return layout.message(
        Accent.DONE if of.right == of.questions else Accent.WARNING,
        layout.text(f"### {texts('eval-result', right=of.right, total=of.questions)}"),
        layout.text(counted) if counted else None,
        layout.rule() if failures else None,
        *(
            layout.text(
                f"❌ **{line(result.question.question, _FAILED)}**\n"
                f"{layout.small(texts(f'eval-{result.verdict}'))}\n"
                f"{layout.small(_expected(texts, result.question))}"
            )
            for result in failures
        ),
        layout.text("\n".join(layout.small(each) for each in small if each))
        if any(small)
        else None,
    )


def _listed(texts: Texts, question: EvalQuestion) -> str:
    asked = line(question.question, _QUESTION)
    return f"**{asked}**\n{layout.small(_expected(texts, question))}"


def _expected(texts: Texts, question: EvalQuestion) -> str:
    """Return, in Markdown, what a right answer is known to be."""
    if question.expected == "abstention":
        return texts("eval-expected-abstention")
    if question.answers:
        answers = line("; ".join(question.answers), _EXPECTED)
        return texts("eval-expected-answers", answers=answers)
    if question.quotes:
        return texts("eval-expected-quote", quote=line(question.quotes[0], _EXPECTED))
    return texts("eval-expected-other" if question.rejected else "eval-expected-answer")
