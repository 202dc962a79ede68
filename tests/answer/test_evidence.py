"""Finding the sentences that answer a question."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from answer.evidence import SentenceFinder
from answer.models import FoundEvidence
from index.models import Corpus, Repeat, RetrievedPassage
from tests.answer.fakes import CORPUS, retrieved
from tests.index.fakes import BagOfWords


class EvenStatistics:
    """Says that every term occurs in three of a hundred passages."""

    async def frequencies(self, corpus: Corpus, terms: Collection[str]) -> Mapping[str, int]:
        """Return 3 for each term."""
        assert corpus == CORPUS
        return dict.fromkeys(terms, 3)

    async def passage_count(self, corpus: Corpus) -> int:
        """Return 100."""
        assert corpus == CORPUS
        return 100


async def _find(question: str, *passages: RetrievedPassage) -> FoundEvidence:
    finder = SentenceFinder(embedder=BagOfWords(), statistics=EvenStatistics())
    return await finder.find(question, passages)


_FIRE = retrieved(
    "The harbour fire broke out at noon. Nobody knows why. Twelve boats burned in the harbour "
    "fire. Insurance paid for the loss. The mayor thanked the crews. A museum recalls the event."
)


async def test_best_sentence_leads() -> None:
    """The evidence that comes first holds the sentence about the question."""
    found = await _find("Who thanked the crews?", _FIRE)

    assert "The mayor thanked the crews." in found.evidence[0].text


async def test_number_question_prefers_the_number() -> None:
    """Of two sentences that match alike, "how many" takes the one with a number."""
    passage = retrieved(
        "The town has bridges of stone. Ducks sleep there. The town has seven bridges. "
        "Swans don't. Boats pass by. Herons fish."
    )

    found = await _find("How many bridges has the town?", passage)

    assert "seven" in found.evidence[0].text


async def test_person_question_prefers_a_new_name() -> None:
    """A question for a person takes the sentence with a name that the question doesn't have."""
    passage = retrieved(
        "The tower was designed long ago. It rained. The tower was designed by Anna Klein. "
        "Birds nest there. It leans. Visitors climb it."
    )

    found = await _find("Who designed the tower?", passage)

    assert "Anna Klein" in found.evidence[0].text


async def test_quotes_are_verbatim_slices() -> None:
    """Start and end are offsets into the article, wherever the passage stands in it."""
    before = "Another paragraph.\n\n"
    passage = retrieved(_FIRE.passage.text, start=len(before))
    article = before + _FIRE.passage.text

    found = await _find("How many boats burned in the harbour fire?", passage)

    assert found.evidence
    for each in found.evidence:
        assert article[each.start : each.end] == each.text


async def test_neighbours_are_quoted_together() -> None:
    """Adjacent sentences become one quote, the white space between them included."""
    passage = retrieved("The old mill burned.  The old mill was rebuilt.\nThe old mill stands.")

    found = await _find("What happened to the old mill?", passage)

    assert [each.text for each in found.evidence] == [passage.passage.text]


async def test_long_neighbours_stay_apart() -> None:
    """Sentences that would be too long together are quoted one by one."""
    long = "The old mill " + "slowly " * 40 + "burned."
    again = long.replace("burned", "burned again")
    passage = retrieved(f"{long} {again}")

    found = await _find("What happened to the old mill?", passage)

    assert {each.text for each in found.evidence} == {long, again}


async def test_three_sentences_at_most() -> None:
    """However much there is, no more than three sentences are quoted."""
    passages = [
        retrieved(" ".join(f"The mill number {n} burned. It rained." for n in range(20)), title=t)
        for t in ("One", "Two", "Three")
    ]

    found = await _find("Which mill burned?", *passages)

    assert sum(each.text.count(".") for each in found.evidence) <= 3


async def test_distant_passages_are_not_quoted() -> None:
    """A sentence of another passage is quoted only if it answers nearly as well."""
    other = retrieved("Rye bread needs sourdough. Bakers let it rest.", title="Bread")

    found = await _find("How many boats burned in the harbour fire?", _FIRE, other)

    assert {each.passage.article.title for each in found.evidence} == {"Harbour fire"}


async def test_equal_passages_are_quoted_once() -> None:
    """Where two articles say the same, one is quoted and the other named."""
    other = retrieved(_FIRE.passage.text, title="Harbour fire, retold")

    found = await _find("How many boats burned in the harbour fire?", _FIRE, other)

    assert {each.passage.article.title for each in found.evidence} == {"Harbour fire"}
    assert [card.title for each in found.evidence for card in each.also] == [
        "Harbour fire, retold"
    ] * len(found.evidence)


async def test_best_evidence_has_the_whole_probability() -> None:
    """The first evidence scores what the answerability says; the others no more."""
    found = await _find("Who thanked the crews?", _FIRE)
    scores = [each.score for each in found.evidence]

    assert scores[0] == found.answerability
    assert scores == sorted(scores, reverse=True)


async def test_nothing_retrieved_is_nothing_found() -> None:
    """Without passages there is no evidence and no chance of an answer."""
    assert await _find("Who thanked the crews?") == FoundEvidence(evidence=(), answerability=0.0)


async def test_passage_without_sentences_is_nothing_found() -> None:
    """A passage without a sentence can't be quoted."""
    assert await _find("Who?", retrieved("")) == FoundEvidence(evidence=(), answerability=0.0)


@given(st.text(max_size=200), st.text(max_size=400))
async def test_any_texts_are_searched(question: str, text: str) -> None:
    """Whatever is asked of whatever text, quotes are slices of it and chances are chances."""
    found = await _find(question, retrieved(text))

    assert 0 <= found.answerability <= 1
    for each in found.evidence:
        assert text[each.start : each.end] == each.text
        assert 0 <= each.score <= 1


async def test_short_passages_share_the_evidence() -> None:
    """Where passages are single sentences, up to three of them are quoted."""
    snippets = [
        retrieved(f"{place}: the harbour fire destroyed twelve boats.", title=place)
        for place in ("Altstadt", "Hohenfels", "Neudorf", "Rotbach")
    ]

    found = await _find("How many boats did the harbour fire destroy?", *snippets)

    assert len(found.evidence) == 3


_LONGEST = "It was the longest interruption of the ferry service since 1964."
_AGENCY = retrieved(
    f"The ferries sail again. {_LONGEST} Waves of nine metres had damaged the landing stages.",
    title="Agency",
)
_LOCAL = retrieved(
    f"On the quay the bells rang. {_LONGEST.upper()} The mayor handed out coffee to everybody.",
    title="Local paper",
)
_QUESTION = "What was the longest interruption of the ferry service?"


async def test_a_sentence_of_two_articles_is_quoted_once_and_names_both() -> None:
    """What two articles say in the same words is one piece of evidence, from the better one."""
    found = await _find(_QUESTION, _AGENCY, _LOCAL)

    said = [each for each in found.evidence if "longest interruption" in each.text.lower()]
    assert [each.passage.article.title for each in said] == ["Agency"]
    alone = await _find(_QUESTION, _LOCAL)
    assert [each.also for each in alone.evidence] == [()] * len(alone.evidence)


async def test_only_articles_with_all_words_of_the_quote_are_named() -> None:
    """A quote of two sentences isn't said to stand where only one of them does."""
    short, *_ = (await _find(_QUESTION, retrieved(_LONGEST, title="Short"), _LOCAL)).evidence
    assert [card.title for card in short.also] == ["Local paper"]

    longer = retrieved(f"{_LONGEST} It was the longest ferry interruption.", title="Longer")
    both, *_ = (await _find(_QUESTION, longer, _LOCAL)).evidence
    assert both.text == longer.passage.text
    assert both.also == ()


async def test_repeats_of_a_passage_are_named_where_they_have_the_quote() -> None:
    """A passage that came with a better one is named for the sentences they share."""
    repeat = retrieved(_LONGEST, title="Copy")
    cut = retrieved("Waves of nine metres had damaged the landing stages.", title="Cut")
    repeats = tuple(
        Repeat(passage=each.passage, article=each.article) for each in (repeat, cut, repeat)
    )

    (found,) = (
        await _find(_QUESTION, replace(retrieved(_LONGEST, title="Short"), repeats=repeats))
    ).evidence

    assert [card.title for card in found.also] == ["Copy"]


async def test_few_words_are_no_sign_of_a_common_text() -> None:
    """No other article is named for words that stand anywhere by chance."""
    first = retrieved("Nobody died.", title="Fire")
    other = retrieved("A storm came. Nobody died. It cleared up.", title="Storm")

    found = await _find("Who died?", first, other)

    assert [each.also for each in found.evidence] == [()] * len(found.evidence)


async def test_who_he_is_comes_along() -> None:
    """A sentence that begins with a pronoun is quoted with the sentence that says whose it is."""
    passage = retrieved(
        "Tomas Arno came from the mainland. He kept the lighthouse lamp burning for thirty years. "
        "Ferries call twice. The lighthouse lamp burned oil for years. Rain is rare. The "
        "lighthouse lamp burned gas for years."
    )

    found = await _find("For how many years was the lighthouse lamp kept burning?", passage)

    best = next(each for each in found.evidence if "thirty years" in each.text)
    assert best.text.startswith("Tomas Arno came from the mainland. He kept")
    assert best.answering.startswith("He kept the lighthouse lamp")


async def test_a_sentence_that_names_its_subject_stands_alone() -> None:
    """What is understood by itself is quoted without the sentence before it."""
    passage = retrieved(
        "Tomas Arno came from the mainland. Arno kept the lighthouse lamp burning for thirty "
        "years. Ferries call twice. The lighthouse lamp burned oil for years. Rain is rare. The "
        "lighthouse lamp burned gas for years."
    )

    found = await _find("For how many years was the lighthouse lamp kept burning?", passage)

    best = next(each for each in found.evidence if "thirty years" in each.text)
    assert best.text.startswith("Arno kept")
