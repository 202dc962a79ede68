import asyncio
from collections import defaultdict
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace

import pytest

from answer.answering import Answering
from answer.models import Abstention, Answer, Drafted, EvidenceFound, Style, Turn
from answer.rewriting import Rewriting
from answer.verification import WordVerifier
from answer.writing import Writer
from index.models import ArticleId, Corpus, Repeat, RetrievedPassage
from tests.answer.fakes import (
    CORPUS,
    FakeFinder,
    FakeGenerator,
    FakeRetriever,
    FakeSpeller,
    retrieved,
)

FIRE = "The fire began at four in the morning. Thirty-four people were taken to hospital."


def _answering(
    retriever: FakeRetriever, generator: FakeGenerator, *, answerability: float = 0.9
) -> Answering:
    return Answering(
        rewriting=Rewriting(generator=FakeGenerator("", parameters=1), speller=FakeSpeller()),
        retriever=retriever,
        finder=FakeFinder(answerability=answerability),
        writer=Writer(generator=generator),
        verifier=WordVerifier(),
        abstain_below=0.5,
    )


async def _events(
    answering: Answering,
    question: str,
    history: Sequence[Turn] = (),
    *,
    article: ArticleId | None = None,
    style: Style = "standard",
) -> list[EvidenceFound | Drafted | Answer | Abstention]:
    answer = answering.answer(CORPUS, question, history=history, article=article, style=style)
    async with aclosing(answer) as events:
        return [event async for event in events]


async def test_a_supported_reply_is_the_answer() -> None:
    """The model's sentence is shown, with a citation that quotes the evidence verbatim."""
    generator = FakeGenerator("Thirty-four people were taken to hospital.")
    events = await _events(_answering(FakeRetriever(retrieved(FIRE)), generator), "How many?")
    outcome = events[-1]
    assert isinstance(outcome, Answer)
    assert outcome.text == "Thirty-four people were taken to hospital. [1]"
    (citation,) = outcome.citations
    assert citation.quote == FIRE[citation.start : citation.end]
    assert "Thirty-four people" in citation.quote


async def test_progress_comes_in_order() -> None:
    """First the evidence, then the wording piece by piece, then the answer, once."""
    generator = FakeGenerator("Thirty-four people were taken to hospital.")
    events = await _events(_answering(FakeRetriever(retrieved(FIRE)), generator), "How many?")
    kinds = [type(event) for event in events]
    assert kinds == [EvidenceFound, *[Drafted] * 6, Answer]


class Slow(FakeRetriever):
    """Finds passages when it may, and keeps who has begun to search."""

    def __init__(self, *found: RetrievedPassage) -> None:
        """Hold everybody."""
        super().__init__(*found)
        self.begun: list[str] = []
        self.may: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._changed = asyncio.Event()

    async def begin(self, count: int) -> None:
        """Wait until so many have begun."""
        while len(self.begun) < count:
            self._changed.clear()
            await self._changed.wait()

    async def retrieve(
        self,
        corpus: Corpus,
        question: str,
        *,
        article: ArticleId | None = None,
        limit: int = 10,
    ) -> tuple[RetrievedPassage, ...]:
        """Find, once that may be."""
        self.begun.append(question)
        self._changed.set()
        await self.may[question].wait()
        return await super().retrieve(corpus, question, article=article, limit=limit)


async def test_who_asks_first_is_searched_for_first() -> None:
    """Of several questions three are searched for at a time, so that most wait for less."""
    slow = Slow(retrieved(FIRE))
    answering = _answering(slow, FakeGenerator("", parameters=1))
    questions = [f"Who came {place}?" for place in ("first", "next", "third", "fourth", "last")]
    asked = [asyncio.ensure_future(_events(answering, question)) for question in questions]
    await slow.begin(3)
    slow.may[questions[0]].set()
    await asked[0]
    await slow.begin(4)
    assert slow.begun == questions[:4]
    for question in questions:
        slow.may[question].set()
    await asyncio.gather(*asked)
    assert slow.begun == questions


async def test_who_is_written_for_is_searched_for_at_once() -> None:
    """Where a model writes, all are searched for together, since it writes for all together."""
    slow = Slow(retrieved(FIRE))
    answering = _answering(slow, FakeGenerator("Thirty-four people were taken to hospital."))
    questions = [f"Who came {place}?" for place in range(8)]
    asked = [asyncio.ensure_future(_events(answering, question)) for question in questions]
    await slow.begin(8)
    for question in questions:
        slow.may[question].set()
    await asyncio.gather(*asked)


async def test_the_evidence_says_whether_words_follow() -> None:
    """Where no model words answers, who shows the steps needn't show what is overtaken at once."""
    small = FakeGenerator("Words.", parameters=1)
    events = await _events(_answering(FakeRetriever(retrieved(FIRE)), small), "How many?")
    evidence, outcome = events
    assert isinstance(evidence, EvidenceFound)
    assert not evidence.worded
    assert isinstance(outcome, Answer)
    assert outcome.prompt_tokens == 0


async def test_an_unsupported_reply_is_replaced_by_the_evidence() -> None:
    """When the model invents, the evidence itself is shown, quoted and cited."""
    generator = FakeGenerator("Forty-three people died in the fire.")
    events = await _events(_answering(FakeRetriever(retrieved(FIRE)), generator), "How many?")
    outcome = events[-1]
    assert isinstance(outcome, Answer)
    assert outcome.text == f'"{FIRE}" [1]'
    assert outcome.citations[0].quote == FIRE


async def test_evidence_that_the_reply_left_out_is_quoted_after_it() -> None:
    """A second piece of evidence isn't lost because the model wrote about the first only."""
    generator = FakeGenerator("Thirty-four people were taken to hospital.")
    passages = retrieved(FIRE), retrieved("Two of them went home on Tuesday.", title="Later")
    events = await _events(_answering(FakeRetriever(*passages), generator), "How many?")
    outcome = events[-1]
    assert isinstance(outcome, Answer)
    assert outcome.text == (
        'Thirty-four people were taken to hospital. [1] "Two of them went home on Tuesday." [2]'
    )


async def test_a_citation_names_all_articles_with_its_words() -> None:
    """A quote that stands in a second article, too, is cited from one and names the other."""
    copy = retrieved(FIRE, title="Copy")
    repeated = replace(
        retrieved(FIRE), repeats=(Repeat(passage=copy.passage, article=copy.article),)
    )
    generator = FakeGenerator("Thirty-four people were taken to hospital.")
    events = await _events(_answering(FakeRetriever(repeated), generator), "How many?")
    outcome = events[-1]
    assert isinstance(outcome, Answer)
    (citation,) = outcome.citations
    assert citation.article.title == "Harbour fire"
    assert [card.title for card in citation.also] == ["Copy"]


async def test_an_answer_has_at_most_three_claims() -> None:
    """However much the model writes and the evidence holds, and every citation is cited."""
    generator = FakeGenerator(
        "The fire began at four in the morning. Thirty-four people were taken to hospital. "
        "The fire began at four. Thirty-four people were taken."
    )
    passages = [retrieved(FIRE), *(retrieved(f"Also {n}.", title=f"T{n}") for n in range(3))]
    events = await _events(_answering(FakeRetriever(*passages), generator), "How many?")
    outcome = events[-1]
    assert isinstance(outcome, Answer)
    assert len(outcome.claims) == 3
    cited = {marker for claim in outcome.claims for marker in claim.citations}
    assert cited == {citation.marker for citation in outcome.citations}


async def test_a_reply_beside_the_question_does_not_hide_the_answer() -> None:
    """A true sentence that says less of what was asked than another is replaced by the quote."""
    generator = FakeGenerator("The fire began at four in the morning.")
    question = "How many people were taken to hospital?"
    events = await _events(_answering(FakeRetriever(retrieved(FIRE)), generator), question)
    outcome = events[-1]
    assert isinstance(outcome, Answer)
    assert outcome.text == f'"{FIRE}" [1]'


async def test_a_reply_that_was_cut_off_is_not_a_claim() -> None:
    """A sentence without an end, cut by the token limit, isn't shown."""
    generator = FakeGenerator("Thirty-four people were taken")
    events = await _events(_answering(FakeRetriever(retrieved(FIRE)), generator), "How many?")
    outcome = events[-1]
    assert isinstance(outcome, Answer)
    assert outcome.claims[0].text.startswith('"')


async def test_weak_evidence_abstains_without_asking_the_model() -> None:
    """Below the threshold the answer is declined and the nearest passages are given."""
    generator = FakeGenerator("Anything.")
    answering = _answering(FakeRetriever(retrieved(FIRE)), generator, answerability=0.4)
    (outcome,) = await _events(answering, "Who owns the harbour?")
    assert isinstance(outcome, Abstention)
    assert outcome.kind == "not-said"
    assert outcome.reason == "The articles mention it, but they don't answer that."
    assert [item.passage.text for item in outcome.nearest] == [FIRE]
    assert generator.prompts == []


async def test_an_empty_corpus_abstains() -> None:
    """Without any passage the answer is declined, and the reason says that nothing was added."""
    (outcome,) = await _events(_answering(FakeRetriever(), FakeGenerator("")), "Who?")
    assert isinstance(outcome, Abstention)
    assert outcome.kind == "nothing-added"
    assert "no article" in outcome.reason


async def test_what_no_article_mentions_is_told_apart() -> None:
    """Where even the best passage is hardly about the question, the refusal says so."""
    far = replace(retrieved(FIRE), score=0.1)
    answering = _answering(FakeRetriever(far), FakeGenerator(""), answerability=0.1)
    (outcome,) = await _events(answering, "Who invented the telescope?")
    assert isinstance(outcome, Abstention)
    assert outcome.kind == "not-mentioned"
    assert outcome.reason == "The articles say nothing about that."


async def test_a_contradicted_premise_is_declined_with_the_sentence() -> None:
    """However good the evidence seems, and without asking the model."""
    generator = FakeGenerator("Anything.")
    text = "The harbour closed in 1990. Fares rose. Boat fares on the harbour line fell sharply."
    answering = _answering(FakeRetriever(retrieved(text)), generator, answerability=0.9)
    (outcome,) = await _events(answering, "Why did boat fares rise on the harbour line?")
    assert isinstance(outcome, Abstention)
    assert outcome.kind == "contradicted"
    assert outcome.contradicted_by is not None
    assert outcome.contradicted_by.quote == "Boat fares on the harbour line fell sharply."
    assert outcome.answerability < 0.1
    assert generator.prompts == []


async def test_small_talk_is_redirected_without_a_search() -> None:
    """Nothing is looked for, and the reply says what Footnote is there for."""
    retriever = FakeRetriever(retrieved(FIRE))
    (outcome,) = await _events(_answering(retriever, FakeGenerator("")), "Who are you?")
    assert isinstance(outcome, Abstention)
    assert (outcome.kind, outcome.redirection) == ("no-question", "identity")
    assert "Footnote" in outcome.reason
    assert retriever.questions == []


@pytest.mark.parametrize(
    ("text", "expected"), [(FIRE, Abstention), ("The 50+1 rule keeps clubs with members.", Answer)]
)
async def test_a_sum_that_articles_name_is_searched_for(
    text: str, expected: type[Answer | Abstention]
) -> None:
    """A sum is redirected, unless it is what an article calls something."""
    answering = _answering(FakeRetriever(retrieved(text)), FakeGenerator(""))
    *_, outcome = await _events(answering, "What is 50 + 1?")
    assert isinstance(outcome, expected)


async def test_the_time_of_what_was_spoken_of_is_searched_for() -> None:
    """In a conversation "what day is it?" may be a question about an article."""
    retriever = FakeRetriever(retrieved(FIRE))
    history = (Turn(speaker="user", text="Is there a fair at Norwick harbour?"),)
    await _events(_answering(retriever, FakeGenerator("")), "What day is it?", history)
    assert len(retriever.questions) == 1


async def test_an_abstention_tells_what_was_looked_for() -> None:
    """Of a follow-up that is the question as it was completed from the conversation."""
    answering = _answering(FakeRetriever(retrieved(FIRE)), FakeGenerator(""), answerability=0.4)
    history = (Turn(speaker="user", text="Which crew was hurt in the harbour fire?"),)
    (outcome,) = await _events(answering, "And who owns it?", history)
    assert isinstance(outcome, Abstention)
    assert outcome.question == "And who owns it?"
    assert outcome.searched == f"{history[0].text} And who owns it?"


async def test_one_article_can_be_asked_alone() -> None:
    """Evidence, citations and nearest passages are that article's, and so is the refusal."""
    passages = retrieved(FIRE), retrieved("Two of them went home on Tuesday.", title="Later")
    asked = _answering(FakeRetriever(*passages), FakeGenerator(""))
    *_, outcome = await _events(asked, "Who went home?", article=ArticleId("Later"))
    assert isinstance(outcome, Answer)
    assert {citation.article.title for citation in outcome.citations} == {"Later"}
    declined = _answering(FakeRetriever(*passages), FakeGenerator(""), answerability=0.4)
    (outcome,) = await _events(declined, "Who owns it?", article=ArticleId("Later"))
    assert isinstance(outcome, Abstention)
    assert outcome.reason == "The article mentions it, but it doesn't answer that."
    assert {item.article.title for item in outcome.nearest} == {"Later"}


async def test_a_brief_answer_is_one_claim_with_one_quote() -> None:
    """However much the model writes and the evidence holds, only the best of it is shown."""
    passages = retrieved(FIRE), retrieved("Two of them went home on Tuesday.", title="Later")
    for reply in (FIRE, "Everybody went home."):
        brief = _answering(FakeRetriever(*passages), FakeGenerator(reply))
        events = await _events(brief, "What happened?", style="brief")
        found, outcome = events[0], events[-1]
        assert isinstance(found, EvidenceFound)
        assert [item.text for item in found.evidence] == [FIRE]
        assert isinstance(outcome, Answer)
        assert len(outcome.claims) == len(outcome.citations) == 1
        assert outcome.citations[0].quote == FIRE


async def test_evidence_that_does_not_fit_the_model_is_quoted() -> None:
    """Where not even one evidence fits into the model's context, the model isn't asked."""
    generator = FakeGenerator("Anything.", context_tokens=100)
    events = await _events(_answering(FakeRetriever(retrieved(FIRE)), generator), "How many?")
    assert generator.prompts == []
    outcome = events[-1]
    assert isinstance(outcome, Answer)
    assert outcome.citations[0].quote == FIRE


async def test_a_follow_up_is_searched_with_what_it_leaves_unsaid() -> None:
    """A question that points back is searched together with the one it points back to."""
    retriever = FakeRetriever(retrieved(FIRE))
    history = (
        Turn(speaker="user", text="How many people were hurt in the harbour fire?"),
        Turn(speaker="agent", text="Thirty-four."),
    )
    await _events(_answering(retriever, FakeGenerator("")), "Where did they go?", history)
    assert retriever.questions == [
        "How many people were hurt in the harbour fire? Where did they go?"
    ]


async def test_leaving_early_stops_the_model() -> None:
    """Closing the answer in the middle closes the model's stream."""
    generator = FakeGenerator("Thirty-four people were taken to hospital.")
    answering = _answering(FakeRetriever(retrieved(FIRE)), generator)
    async with aclosing(answering.answer(CORPUS, "How many?")) as events:
        async for event in events:
            if isinstance(event, Drafted):
                break
    assert generator.closed == 1
