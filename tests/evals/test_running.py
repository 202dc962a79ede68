from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.settings import Settings
from evals.asking import Asked
from evals.documenting import Section, write_measured
from evals.goals import (
    BASELINE,
    Goal,
    baseline_text,
    reached,
    read_baseline,
    read_goals,
    values_of,
)
from evals.kinds import KINDS, sampled
from evals.labelled import LabelledSet
from evals.measures import Measure
from evals.records import record
from evals.support import support_measures
from evals.tables import HEADERS, rows
from evals.verdicts import Verdict, verdict
from index.models import Corpus
from tests.answer.fakes import retrieved
from tests.evals.outcomes import abstention, answer, asked, question, session

MEASURE = Measure(key="quote_accuracy", label="quotes", value=0.876, over=10)


def _sets(sizes: Sequence[int]) -> list[LabelledSet]:
    return [
        LabelledSet(
            name="test",
            corpus=Corpus(f"corpus {number}"),
            articles=(),
            questions=tuple(replace(question(), id=f"{number}.{place}") for place in range(size)),
        )
        for number, size in enumerate(sizes)
    ]


def test_a_sample_is_spread_over_all_questions() -> None:
    """Of ten questions in three corpora, five are every second one; corpora without any go."""
    some = sampled(_sets([4, 1, 5]), 5)
    ids = [each.id for labelled in some for each in labelled.questions]
    assert ids == ["0.0", "0.2", "1.0", "2.1", "2.3"]
    assert [len(each.questions) for each in sampled(_sets([1, 1, 1]), 1)] == [1]


def test_a_sample_of_more_than_there_is_is_all() -> None:
    """Asking for more questions than there are leaves out none."""
    assert sampled(_sets([2, 3]), 99) == _sets([2, 3])


def test_a_row_holds_what_a_measure_is_compared_with() -> None:
    """A measure stands beside its goals and its difference to what was measured before."""
    goal = Goal(naive=0.3, floor=0.85, aim=0.92)
    (row,) = rows([MEASURE], {"quote_accuracy": goal}, {"quote_accuracy": 0.86})
    shown = dict(zip(HEADERS, row, strict=True))
    assert (shown["value"], shown["change"], shown["reached"]) == ("0.876", "+0.016", "floor")
    assert (shown["naive"], shown["floor"], shown["aim"]) == ("0.3", "0.85", "0.92")


def test_a_row_without_goals_is_bare() -> None:
    """What isn't known is left empty, and no change is told as such."""
    (bare,) = rows([MEASURE], {}, {})
    assert dict(zip(HEADERS, bare, strict=True))["change"] == ""
    (same,) = rows([MEASURE], {}, {"quote_accuracy": 0.8761})
    assert dict(zip(HEADERS, same, strict=True))["change"] == "="


@pytest.mark.parametrize(
    ("value", "falling", "name"),
    [(0.95, False, "aim"), (0.9, False, "floor"), (0.1, False, ""), (0.95, True, "")],
)
def test_goals_are_reached_from_either_side(value: float, falling: bool, name: str) -> None:
    """Where less is better, a goal is reached from below its bound's other side."""
    measure = replace(MEASURE, value=value, falling=falling)
    assert reached(measure, Goal(floor=0.85, aim=0.92)) == name


def test_goals_are_for_kinds_and_measures_that_exist() -> None:
    """Every goal that is committed names a measure of its kind."""
    nothing = session(asked(question(), abstention()))
    known = {kind.name: set(values_of(kind.measures(nothing))) for kind in KINDS}
    known["support"] = set(values_of(support_measures([])))
    for kind, goals in read_goals().items():
        assert set(goals) <= known[kind]


def test_the_baseline_is_for_measures_that_exist() -> None:
    """What is committed as measured last names kinds and measures that there are."""
    nothing = session(asked(question(), abstention()))
    known = {kind.name: set(values_of(kind.measures(nothing))) for kind in KINDS}
    known["support"] = set(values_of(support_measures([])))
    baseline = read_baseline()
    assert baseline
    for kind, values in baseline.items():
        assert set(values) <= known[kind]


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Four digits of every value survive."""
    path = tmp_path / BASELINE.name
    path.write_text(baseline_text({"squad": {"recall_at_1": 0.876543, "tokens": 134.0}}), "utf-8")
    assert read_baseline(path) == {"squad": {"recall_at_1": 0.8765, "tokens": 134}}
    assert read_baseline(tmp_path / "nothing.toml") == {}


def test_verdicts_tell_at_which_step_an_answer_was_lost() -> None:
    """Each step that can lose an answer has a verdict of its own."""
    wanted, found = question(answers=["1911"]), [retrieved("It sank in 1911.")]
    unanswerable, long = question(answerable=False), "It sank in 1911. " + "So it was. " * 30
    passage = retrieved("Yes.", title="Sea")
    cases: list[tuple[Verdict, Asked]] = [
        ("right", asked(wanted, answer("It sank in 1911.", retrieved=found))),
        ("too long", asked(wanted, answer(long, retrieved=found))),
        ("retrieval missed it", asked(wanted, answer("It sank in May."))),
        ("wrongly declined", asked(wanted, abstention(found))),
        ("evidence missed it", asked(wanted, answer("It sank.", retrieved=found))),
        ("wording lost it", asked(wanted, answer("It sank.", quotes=["1911"], retrieved=found))),
        ("rightly declined", asked(unanswerable, abstention(found))),
        ("wrongly answered", asked(unanswerable, answer("It sank."))),
        ("answered", asked(question(references=["Sea"]), answer("Yes.", retrieved=[passage]))),
    ]
    for expected, item in cases:
        assert verdict(session(item), item) == expected


def test_a_record_holds_every_question() -> None:
    """What is written to a file names the verdict, the quotes and what the claims made up."""
    item = asked(question(answers=["1911"]), answer("In 1912.", quotes=["In 1911."]))
    written = record("squad", session(item), [MEASURE])
    assert written["measures"] == {"quote_accuracy": 0.876}
    assert written["verdicts"] == {"retrieval missed it": 1}
    (entry,) = written["questions"]
    assert entry["own_words"] == ["1912"]
    assert entry["quotes"][0]["quote"] == "In 1911."


def test_a_page_keeps_what_stands_outside_its_marks(tmp_path: Path) -> None:
    """The tables replace what was between the marks, however often that is done."""
    page = tmp_path / "quality.md"
    begin, end = "<!-- measured: begin -->", "<!-- measured: end -->"
    page.write_text(f"# Quality\n\n{begin}\nold\n{end}\n\nAfter.\n", encoding="utf-8")
    section = Section(title="Sea: 3 questions", rows=rows([MEASURE], {}, {}), verdicts={"right": 3})
    for _ in range(2):
        write_measured(page, [section], Settings(data_dir=tmp_path))
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# Quality\n\n{begin}\n")
    assert text.endswith(f"{end}\n\nAfter.\n")
    assert "old" not in text
    assert text.count("### Sea: 3 questions") == 1
    assert "right 3" in text


def test_a_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written where there is no place for tables; the sentence names the page."""
    page = tmp_path / "quality.md"
    page.write_text("# Quality\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"quality\.md"):
        write_measured(page, [], Settings(data_dir=tmp_path))
    assert page.read_text(encoding="utf-8") == "# Quality\n"
