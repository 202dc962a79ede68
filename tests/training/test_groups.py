"""Groups of a question, the right text, wrong texts and changed questions."""

import random

from training.groups import Group, Grouping, batches
from training.misleading import Misleading
from training.questions import Article, Asked

_SENTENCES = [
    "Ospreys nest on the lighthouse of Skarra each spring.",
    "The lighthouse of Skarra was painted red by Tomas Bell.",
    "The lighthouse was lit by whale oil.",
    "Skarra has no harbour for ships.",
    "A ferry goes on Mondays.",
    "Sheep graze between stone walls.",
    "Potatoes grow badly here.",
    "Rain falls on most afternoons.",
    "Children learn to row boats.",
    "Winters bring storms.",
]
_ASKED = Asked(question="Who painted the lighthouse of Skarra red?", place=1, answered=True)
_IMPOSSIBLE = Asked(question="Who built the lighthouse?", place=1, answered=False)


def _groups(asked: Asked, rounds: int = 60) -> list[Group]:
    chance = random.Random(5)  # noqa: S311 - no secret
    misleading = Misleading(lambda _: ["green"], chance)
    grouping = Grouping([Article(sentences=_SENTENCES, asked=[asked])], misleading, chance)
    return [group for _ in range(rounds) for group in grouping.round()]


def test_right_text_answers_and_wrong_ones_never_hold_it() -> None:
    """The right text comes first; no wrong one contains the sentence that answers."""
    for group in _groups(_ASKED):
        assert group.right is not None
        assert group.right.endswith(_SENTENCES[1])
        assert group.choice == [group.right, *group.wrong]
        assert 2 <= len(group.wrong) <= 3
        assert not any(_SENTENCES[1] in text for text in group.wrong)


def test_wrong_texts_share_words_with_the_question() -> None:
    """The first two are drawn of the four that are most like it, a third of the rest."""
    groups = _groups(_ASKED)
    drawn = {text for group in groups for text in group.wrong[:2]}
    third = {text for group in groups for text in group.wrong[2:]}

    assert {text for text in drawn if text in _SENTENCES} >= {
        _SENTENCES[0],
        _SENTENCES[2],
        _SENTENCES[3],
    }
    assert not any(text.endswith(_SENTENCES[9]) for text in drawn)
    assert any(text.endswith(_SENTENCES[9]) for text in third)
    assert not any(text.endswith(_SENTENCES[0]) for text in third)


def test_changed_questions_come_with_the_right_text() -> None:
    """Each pair after the choice is a changed question with the text that answers the real one."""
    (group,) = _groups(_ASKED, rounds=1)

    assert group.changed
    assert group.pairs[: len(group.choice)] == [(_ASKED.question, each) for each in group.choice]
    assert group.pairs[len(group.choice) :] == [(each, group.right) for each in group.changed]
    assert _ASKED.question not in group.changed


def test_some_texts_are_two_neighbouring_sentences() -> None:
    """Right and wrong texts alike are sometimes longer, in the order of the article."""
    groups = _groups(_ASKED)

    rights = {group.right for group in groups}
    assert rights == {_SENTENCES[1], f"{_SENTENCES[0]} {_SENTENCES[1]}"}
    assert any(f"{_SENTENCES[2]} {_SENTENCES[3]}" in group.wrong for group in groups)


def test_unanswerable_question_has_wrong_texts_only() -> None:
    """What looks like the answer is wrong too, and comes with others."""
    for group in _groups(_IMPOSSIBLE):
        assert group.right is None
        assert group.choice == list(group.wrong)
        assert group.wrong[0].endswith(_SENTENCES[1])
        assert len(group.wrong) == 3
        assert len(group.pairs) == 3


def test_short_articles_give_what_they_have() -> None:
    """An article of one sentence gives a group without wrong texts."""
    chance = random.Random(5)  # noqa: S311 - no secret
    article = Article(
        sentences=["Bees dance."], asked=[Asked(question="Who dances?", place=0, answered=True)]
    )
    (group,) = Grouping([article], Misleading(lambda _: [], chance), chance).round()

    assert group.choice == ["Bees dance."]


def test_batches_hold_every_group_once_and_those_of_like_length_together() -> None:
    """Lengths within a batch differ less than those of batches mixed at random."""
    lengths = [number % 97 for number in range(480)]
    groups = [
        Group(question=f"{number}?", right="a" * length, wrong=("b",))
        for number, length in enumerate(lengths)
    ]

    made = list(batches(groups, 12, random.Random(2)))  # noqa: S311 - no secret

    assert sorted(group.question for batch in made for group in batch) == sorted(
        group.question for group in groups
    )
    assert {len(batch) for batch in made} == {12}
    spread = [
        max(len(group.right or "") for group in batch)
        - min(len(group.right or "") for group in batch)
        for batch in made
    ]
    assert max(spread) < 10
    firsts = [len(batch[0].right or "") for batch in made]
    assert firsts != sorted(firsts)
