"""What the gallery shows: the sample articles, and answers about them with real quotes."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from answer.models import Evidence
from bot.records.models import AnswerId, AnswerRecord, CitationRecord, Kind
from bot.render.fragments import quote_link
from bot.render.passages import Shown
from index.models import ArticleCard, ArticleId, Corpus, Passage, PassageId, RetrievedPassage

ALICE, BORIS, MODS, ASK_CHANNEL, QUESTIONS = 101, 102, 201, 301, 302
NAMES = {
    str(ALICE): "Alice",
    str(BORIS): "Boris",
    str(MODS): "librarians",
    str(ASK_CHANNEL): "ask-footnote",
    str(QUESTIONS): "open-questions",
}
ANSWER = AnswerId("2f6c1b0e9d7a4c55")

RESCUED = (
    "Thirty-four people were led to safety on Monday night after a fire broke out in the old fish "
    "market on Norwick harbour."
)
CHOIR = (
    "Most of those rescued belonged to the Norwick Shanty Choir, which has met above the market "
    "every Monday since 1998."
)
CABLE = (
    "The cause of the accident, it found, was a corroded cable in the engine room, together with "
    "the lack of a hand-held radio."
)

_FOLDER = Path(__file__).parents[2] / "samples"
_CORPUS = Corpus("guild-1")


def _card(
    file: str, title: str, site: str, url: str | None, published: str, **more: str
) -> ArticleCard:
    words = len((_FOLDER / file).read_text(encoding="utf-8").split())
    return ArticleCard(
        id=ArticleId(file),
        corpus=_CORPUS,
        title=title,
        url=url,
        site=site,
        author=more.get("author"),
        published=published,
        language=more.get("language", "en"),
        words=words,
        passages=words // 60,
        added="2026-03-02T09:30:00Z",
    )


FIRE = _card(
    "harbour-fire.txt",
    "Norwick harbour fire: dozens led to safety as fish market burns",
    "Norwick Courier",
    "https://norwickcourier.example/coast/harbour-fire",
    "2025-10-14",
    author="Tamsin Oyelaran",
)
LIGHT = _card(
    "the-light-at-skarness.md",
    "The Light at Skarness",
    "Northward Quarterly",
    None,
    "2025-09-06",
    author="Ines Calloway",
)
FERRY = _card(
    "die-faehre-von-brennsund.txt",
    "Die Fähre von Brennsund fährt wieder",
    "Küstenbote",
    "https://kuestenbote.example/brennsund-faehre",
    "2024-05-07",
    author="Henrike Astholm",
    language="de",
)
SEEDS = _card(
    "seed-library.html",
    "The town that lends out seeds",
    "The Marrow Lane Review",
    "https://marrowlane.example/2025/04/town-that-lends-out-seeds",
    "2025-04-22",
    author="Ottoline Ferrars",
)

REPORT = replace(
    LIGHT,
    title="The Light at Skarness: report of the inquiry",
    url="https://northward.example/skarness.pdf",
    subtitle="What was found in the engine room, and what is to be done",
    modified="2026-04-10",
)


def text_of(card: ArticleCard) -> str:
    """Return the text of a sample article."""
    return (_FOLDER / card.id).read_text(encoding="utf-8")


def citation(marker: int, card: ArticleCard, quote: str) -> CitationRecord:
    """Return a quote of a sample article."""
    text = text_of(card)
    start = text.index(quote)
    link = None if card.url is None else quote_link(card.url, quote, text, start=start)
    return CitationRecord(
        marker=marker,
        article_id=card.id,
        title=card.title,
        site=card.site,
        published=card.published,
        link=link,
        quote=quote,
        start=start,
        end=start + len(quote),
    )


def record(
    kind: Kind, question: str, claims: Sequence[str], citations: Sequence[CitationRecord]
) -> AnswerRecord:
    """Return an answer that was shown to Alice."""
    return AnswerRecord(
        id=ANSWER,
        kind=kind,
        corpus=_CORPUS,
        guild_id=1,
        channel_id=ASK_CHANNEL,
        message_id=None,
        asker_id=ALICE,
        private=False,
        question=question,
        article_id=citations[0].article_id if kind == "summary" else None,
        claims=tuple(claims),
        citations=tuple(citations),
        parent=None,
        created="2026-03-02T09:31:00Z",
    )


def evidence(card: ArticleCard, quote: str) -> Evidence:
    """Return a sentence of a sample article as evidence."""
    found = citation(1, card, quote)
    passage = Passage(
        id=PassageId("p"),
        article_id=card.id,
        start=found.start,
        end=found.end,
        text=quote,
        heading="",
        sentences=(),
    )
    retrieved = RetrievedPassage(passage=passage, article=card, score=0.9, words=0.9, meaning=0.9)
    return Evidence(passage=retrieved, start=found.start, end=found.end, text=quote, score=0.9)


def in_passage(cited: CitationRecord, card: ArticleCard) -> Shown:
    """Return a quote in the paragraph that it stands in."""
    text = text_of(card)
    start = text.rfind("\n", 0, cited.start) + 1
    return Shown(
        citation=cited, text=text[start : text.index("\n", cited.end)], start=start, url=card.url
    )
