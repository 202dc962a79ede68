from dataclasses import replace

import pytest

from answer.abstaining import CONTRADICTED, Judgement, judged, lack, reason
from answer.models import FoundEvidence, Lack
from tests.answer.fakes import evidence, retrieved

_ROSE = "Last winter ferry fares rose sharply."
_UNSURE = Judgement(answerability=0.2, contradicted_by=None)


def test_a_contradiction_leaves_little_of_the_evidence() -> None:
    """However likely the evidence seemed to answer; less stays less."""
    for before in (0.9, 0.01):
        found = FoundEvidence(evidence=(evidence(_ROSE),), answerability=before)
        judgement = judged("Why did ferry fares fall last winter?", found)
        assert judgement.answerability == min(before, CONTRADICTED)
        assert judgement.contradicted_by is not None


def test_other_evidence_keeps_what_it_is_worth() -> None:
    """Nothing is taken from what doesn't contradict the question."""
    found = FoundEvidence(evidence=(evidence(_ROSE),), answerability=0.9)
    judgement = judged("How did ferry fares change last winter?", found)
    assert judgement == Judgement(answerability=0.9, contradicted_by=None)


def test_what_is_lacking_is_told_apart() -> None:
    """Articles, one that mentions it, one that says it, or a question that makes sense."""
    near, far = retrieved(_ROSE), replace(retrieved(_ROSE), score=0.1)
    contradicted = replace(_UNSURE, contradicted_by=evidence(_ROSE))
    assert lack([], _UNSURE) == "nothing-added"
    assert lack([far, near], _UNSURE) == "not-said"
    assert lack([far], _UNSURE) == "not-mentioned"
    assert lack([far], contradicted) == "contradicted"


@pytest.mark.parametrize("kind", ["not-mentioned", "not-said", "contradicted"])
def test_one_article_is_spoken_of_as_one(kind: Lack) -> None:
    """The sentence for one article differs from that for all."""
    assert reason(kind, of_one=True) != reason(kind, of_one=False)
    assert "article " in reason(kind, of_one=True)
