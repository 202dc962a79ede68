"""What a person can do with questions whose answers are known, in the terminal and in the chat."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from answer.answering import Outcome
from answer.models import Answer, Turn
from bot.assembly import Assembly
from bot.errors import UserError
from bot.evaluation.configurations import changed, trial
from bot.evaluation.expectations import alternatives
from bot.evaluation.models import EvalQuestion, Expected, Run
from bot.evaluation.questions import Find, read_questions, with_articles, written_questions
from bot.evaluation.report import report as report_page
from bot.evaluation.running import Evaluation, run
from bot.evaluation.wire import runs_json
from bot.records.eval_questions import MOST, EvalQuestions
from bot.terminal.evaluation_views import questions_view, runs_view
from bot.terminal.terminal import Terminal
from index.clock import utc_now
from index.models import ArticleId, Corpus

_NONE = (
    "No questions are kept yet. In the chat, /good and /bad keep the last one; or give a file with "
    "--questions."
)


class EvalCommands:
    """The use cases of evaluation, over one corpus."""

    def __init__(self, assembly: Assembly, terminal: Terminal, corpus: Corpus, find: Find) -> None:
        """Ask about `corpus` with the parts of `assembly`; articles are found with `find`."""
        self._assembly = assembly
        self._terminal = terminal
        self._corpus = corpus
        self._find = find

    async def evaluate(
        self,
        *,
        questions: Path | None = None,
        assignments: Sequence[str] = (),
        keep: Path | None = None,
        report: Path | None = None,
    ) -> None:
        """Ask questions, print how they end, and write what is wanted.

        Args:
            questions: a file of questions; None for those that are kept.
            assignments: settings to be tried beside those that are set, each NAME=VALUE.
            keep: where to write the questions.
            report: where to write the report.

        Raises:
            UserError: there are no questions, or a file or a setting can't be used.
        """
        runs = await self._evaluated(questions, assignments, keep, report)
        self._terminal.console.print(runs_view(runs))
        if report is not None:
            self._terminal.say(f"The report: {report}")

    async def evaluate_json(
        self,
        *,
        questions: Path | None = None,
        assignments: Sequence[str] = (),
        keep: Path | None = None,
        report: Path | None = None,
    ) -> dict[str, Any]:
        """Do the same as `evaluate`, but return how the questions end as a JSON object."""
        return runs_json(await self._evaluated(questions, assignments, keep, report))

    async def show_kept(self) -> None:
        """List the questions that are kept."""
        kept = await (await self._records()).all(self._corpus)
        if kept:
            self._terminal.console.print(questions_view(kept))
        else:
            self._terminal.say(_NONE)

    async def remove(self, question_id: str) -> None:
        """Keep a question no longer.

        Raises:
            UserError: none is kept with this id.
        """
        removed = await (await self._records()).remove(self._corpus, question_id)
        if removed is None:
            raise UserError(f"No question is kept as “{question_id}”: /eval list shows them all.")
        self._terminal.say(f"No longer kept: {removed.question}")

    async def keep(
        self,
        question_id: str,
        outcome: Outcome,
        *,
        good: bool,
        right: str = "",
        history: Sequence[Turn] = (),
        article: ArticleId | None = None,
    ) -> None:
        """Keep the question of an answer that somebody judged.

        Args:
            question_id: tells it from others; judged again, it takes the place of itself.
            outcome: what came of it.
            good: whether that is right.
            right: the words of a right answer, several possibilities separated by semicolons.
            history: the conversation before it, oldest first.
            article: the only article that was asked.

        Raises:
            UserError: as many questions are kept as may be.
        """
        quotes: tuple[str, ...] = ()
        if isinstance(outcome, Answer):
            quotes = tuple(citation.quote for citation in outcome.citations)
        declined = good and not isinstance(outcome, Answer)
        expected: Expected = "abstention" if declined else "answer"
        kept = EvalQuestion(
            id=question_id,
            question=outcome.question,
            expected=expected,
            answers=alternatives(right),
            quotes=quotes if good else (),
            rejected=() if good else quotes,
            history=tuple(history),
            article=article,
        )
        records = await self._records()
        created = utc_now().isoformat()
        if not await records.keep(self._corpus, kept, people=(), created=created):
            raise UserError(f"{MOST} questions are kept already: remove one with /eval remove ID.")
        self._terminal.say("Kept: /eval asks it again with the others.")

    async def _evaluated(
        self,
        file: Path | None,
        assignments: Sequence[str],
        keep: Path | None,
        report: Path | None,
    ) -> list[Run]:
        settings = changed(self._assembly.settings, assignments)
        questions = await self._questions(file)
        if not await (await self._assembly.catalogue()).passage_count(self._corpus):
            raise UserError(
                "There is nothing to answer from yet. Add an article first: "
                "footnote add LINK-OR-FILE"
            )
        if keep is not None:
            await _write(keep, written_questions(questions))
        runs = [await self._run(self._assembly, questions, "as set")]
        if assignments:
            async with trial(self._assembly, settings, self._terminal) as other:
                runs.append(await self._run(other, questions, " ".join(assignments)))
        if report is not None:
            made = f"{utc_now():%Y-%m-%d %H:%M} UTC, {len(questions)} questions"
            title = f"Footnote: {self._corpus}"
            await _write(report, await asyncio.to_thread(report_page, runs, title=title, made=made))
        return runs

    async def _run(self, assembly: Assembly, questions: Sequence[EvalQuestion], name: str) -> Run:
        evaluation = await Evaluation.of(assembly, self._corpus)
        with self._terminal.progress(f"Asking, {name}") as told:
            return await run(
                evaluation,
                questions,
                told,
                threshold=assembly.settings.threshold,
                name=name,
            )

    async def _questions(self, file: Path | None) -> tuple[EvalQuestion, ...]:
        if file is not None:
            questions = await with_articles(
                await asyncio.to_thread(read_questions, file), self._find
            )
            missing = f"{file} has no questions."
        else:
            questions = await (await self._records()).all(self._corpus)
            missing = _NONE
        if not questions:
            raise UserError(missing)
        return questions

    async def _records(self) -> EvalQuestions:
        return (await self._assembly.records()).eval_questions


async def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises:
        UserError: it can't be written.
    """
    partial = path.with_name(path.name + ".partial")
    try:
        await asyncio.to_thread(partial.write_text, text, encoding="utf-8")
        await asyncio.to_thread(partial.replace, path)
    except OSError as error:
        raise UserError(f"{path} can't be written: {error.strerror}.") from None
