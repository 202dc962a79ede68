import json
from pathlib import Path

from evals.measures import Measure
from evals.news import DISAGREEMENT, NOISE, ONLY_NOISE, news_measures, read_news
from tests.evals.outcomes import abstention, answer, asked, question, session

LINE = {
    "id": 7,
    "question": "Who won the regatta, and when?",
    "answers": ["Ada Vale", ["3 May 2020", "May 3, 2020"]],
    "positive": ["Ada Vale won.", "Vale won on May 3, 2020.", "Vale won again."],
    "negative": ["Rain fell.", "Boats sailed.", "Crowds came.", "Flags flew.", "Tea ran out."],
    "counterfactual": ["Bo Marsh won.", "Marsh won on May 3, 2020.", "Marsh won again."],
    "counterfactual_answer": "Bo Marsh",
}


def _values(measures: list[Measure]) -> dict[str, float]:
    return {measure.key: measure.value for measure in measures}


def test_each_question_has_three_corpora(tmp_path: Path) -> None:
    """Two right and three noisy snippets; five noisy ones; as many false ones as right ones."""
    (tmp_path / "rgb_news.jsonl").write_text(json.dumps(LINE), encoding="utf-8")
    sets = read_news(tmp_path)
    texts = {each.questions[0].label: [a.text for a in each.articles] for each in sets}
    assert len({each.corpus for each in sets}) == 3
    assert texts[NOISE] == LINE["positive"][:2] + LINE["negative"][:3]  # type: ignore[index] # a dict of mixed values
    assert texts[ONLY_NOISE] == LINE["negative"]
    assert texts[DISAGREEMENT][:4] == [
        "Ada Vale won.",
        "Vale won on May 3, 2020.",
        "Bo Marsh won.",
        "Marsh won on May 3, 2020.",
    ]
    assert [each.questions[0].answerable for each in sets] == [True, False, True]


def test_every_part_of_an_answer_is_wanted(tmp_path: Path) -> None:
    """One of each part's alternatives has to be there; a part alone isn't right."""
    (tmp_path / "rgb_news.jsonl").write_text(json.dumps(LINE), encoding="utf-8")
    labelled = read_news(tmp_path)[0].questions[0]
    assert labelled.answered_by("Ada Vale won on 3 May 2020.")
    assert not labelled.answered_by("Ada Vale won.")


def test_cases_are_counted_apart() -> None:
    """A right answer among noise and an abstention over noise alone are both right."""
    right = asked(question(answers=["1911"], label=NOISE), answer("It sank in 1911."))
    wrong = asked(question(answers=["1911"], label=NOISE), answer("It sank in 1912."))
    declined = asked(question(answerable=False, label=ONLY_NOISE), abstention())
    values = _values(news_measures(session(right, wrong, declined)))
    assert values["right_with_noise"] == values["quotes_with_noise"] == 0.5
    assert values["abstained_only_noise"] == 1.0


def test_both_sides_may_stand_in_claims_or_quotes() -> None:
    """Where articles disagree, showing the false side alone is counted, and so is showing both."""
    labelled = question(answers=["1911"], rejected=["1912"], label=DISAGREEMENT)
    both = asked(labelled, answer("It sank in 1911.", "It sank in 1912."))
    false = asked(labelled, answer("It sank in 1912."))
    declined = asked(labelled, abstention())
    values = _values(news_measures(session(both, false, declined, declined)))
    assert values["both_sides"] == values["one_side"] == 0.25
