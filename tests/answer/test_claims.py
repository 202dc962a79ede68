import re
from dataclasses import replace

import pytest

from answer.citations import Footnotes, quoted_claims
from answer.claims import ground, supported_claims
from answer.models import Claim, Evidence
from answer.verification import WordVerifier
from index.models import RetrievedPassage, Sentence
from tests.answer.fakes import evidence, retrieved

FIRE = "The fire began at four in the morning."
FOUR = "The fire began at four."
HURT = "Thirty-four people were taken to hospital on Monday."


def _evidence(text: str, title: str) -> Evidence:
    passage = retrieved(text, title=title)
    return Evidence(passage=passage, start=0, end=len(text), text=text, score=0.9)


def _cut(text: str) -> RetrievedPassage:
    """Return a passage whose sentences end at every full stop, as in long quotations."""
    passage = retrieved(text)
    spans = [match.span() for match in re.finditer(r"\S[^.]*\.", text)]
    cut = tuple(Sentence(start=low, end=high, text=text[low:high]) for low, high in spans)
    return replace(passage, passage=replace(passage.passage, sentences=cut))


async def _claims(
    reply: str, *found: Evidence, question: str = "What?"
) -> tuple[tuple[Claim, ...], Footnotes]:
    footnotes = Footnotes()
    claims = await supported_claims(reply, question, found, footnotes, verifier=WordVerifier())
    return claims, footnotes


async def test_a_claim_cites_the_evidence_that_supports_it() -> None:
    """Of several pieces of evidence the one that says it is cited, not the first."""
    claims, footnotes = await _claims(HURT, _evidence(FIRE, "A"), _evidence(HURT, "B"))
    assert [claim.text for claim in claims] == [HURT]
    assert [citation.article.title for citation in footnotes.citations] == ["B"]


async def test_a_claim_of_two_halves_cites_evidence_for_each() -> None:
    """What a conjunction joins may rest on two articles, both of which are cited."""
    reply = f"{FIRE.removesuffix('.')}, and thirty-four people were taken to hospital on Monday."
    (claim,), footnotes = await _claims(reply, _evidence(FIRE, "A"), _evidence(HURT, "B"))
    assert claim.citations == (1, 2)
    assert [citation.article.title for citation in footnotes.citations] == ["A", "B"]


async def test_half_a_claim_is_no_claim() -> None:
    """Where only one half has evidence nothing is kept, and nothing is cited."""
    reply = f"{FIRE.removesuffix('.')}, and forty people were taken to hospital on Monday."
    claims, footnotes = await _claims(reply, _evidence(FIRE, "A"), _evidence(HURT, "B"))
    assert (claims, footnotes.citations) == ((), ())


async def test_a_claim_is_made_once() -> None:
    """A model that repeats itself doesn't fill the answer."""
    claims, _ = await _claims(f"{FIRE} {FIRE}", _evidence(FIRE, "A"))
    assert [claim.text for claim in claims] == [FIRE]


@pytest.mark.parametrize(
    "preamble", ["According to the article, ", "Yes, ", "Yes. The text says that "]
)
async def test_what_only_leads_up_to_a_claim_is_left_out(preamble: str) -> None:
    """The footnotes say where it stands, and yes and no are for the reader to say."""
    claims, _ = await _claims(f"{preamble}the fire began at four.", _evidence(FOUR, "A"))
    assert [claim.text for claim in claims] == [FOUR]


async def test_a_claim_out_of_a_quotation_names_who_says_it() -> None:
    """The middle of a quotation is shown as somebody's words, and the naming is cited, too."""
    text = '"The dam was old. The dam was never checked by anybody. It broke," said Ann Lee.'
    said = "The dam was never checked by anybody."
    start = text.index(said)
    found = Evidence(
        passage=_cut(text),
        start=start,
        end=start + len(said),
        text=said,
        score=0.9,
    )
    (claim,), footnotes = await _claims(said, found)
    assert claim.text == f'Ann Lee: "{said}"'
    assert [citation.quote for citation in footnotes.citations] == [
        said,
        'It broke," said Ann Lee.',
    ]
    assert claim.citations == (1, 2)


def test_a_quote_out_of_a_quotation_names_who_says_it() -> None:
    """The same goes for evidence that is quoted because nothing was written about it."""
    passage = _cut('"The dam was old. It broke on Monday. Nobody knew," said Ann Lee.')
    second = passage.passage.sentences[1]
    found = Evidence(
        passage=passage, start=second.start, end=second.end, text=second.text, score=0.9
    )
    (claim,) = quoted_claims([(found, second.text)], Footnotes())
    assert claim.text == 'Ann Lee: "It broke on Monday."'


def test_the_writers_own_words_have_no_speaker() -> None:
    """Evidence outside quotations is quoted as the article's."""
    (claim,) = quoted_claims([(evidence(FIRE), FIRE)], Footnotes())
    assert claim.text == f'"{FIRE}"'


async def test_an_answer_tells_where_another_article_disagrees() -> None:
    """A sentence with another number is cited as the other side, and isn't a claim."""
    ours = "Police said that 34 people were hurt in the harbour fire on Monday."
    theirs = ours.replace("34", "36")
    older, newer = retrieved(ours, title="A"), retrieved(theirs, title="B")
    older = replace(older, article=replace(older.article, published="2026-01-02"))
    newer = replace(newer, article=replace(newer.article, published="2026-01-03"))
    found = Evidence(passage=older, start=0, end=len(ours), text=ours, score=0.9)
    grounded = await ground(
        "",
        "How many people were hurt?",
        [found],
        retrieved=[older, newer],
        most=3,
        verifier=WordVerifier(),
    )
    assert [claim.text for claim in grounded.claims] == [f'"{ours}"']
    (disagreement,) = grounded.disagreements
    assert [(side.words, side.marker) for side in disagreement.sides] == [("36", 2), ("34", 1)]
    assert [citation.quote for citation in grounded.citations] == [ours, theirs]
