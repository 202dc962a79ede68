"""The marks of a proposed passage."""

from index.marking import Candidate, candidate, neighbours
from index.models import ArticleCard, ArticleId, Corpus, Passage, PassageId, Sentence
from index.ranking import asked


def _card(title: str = "Bridges", language: str = "en") -> ArticleCard:
    return ArticleCard(
        id=ArticleId(title),
        corpus=Corpus("local"),
        title=title,
        url=None,
        site=None,
        author=None,
        published=None,
        language=language,
        words=10,
        passages=1,
        added="2026-01-01T00:00:00+00:00",
    )


def _passage(text: str, *, start: int = 0, heading: str = "") -> Passage:
    end = start + len(text)
    return Passage(
        id=PassageId(f"{start}"),
        article_id=ArticleId("Bridges"),
        start=start,
        end=end,
        text=text,
        heading=heading,
        sentences=(Sentence(start=start, end=end, text=text),),
    )


def _candidate(
    text: str,
    question: str,
    *,
    title: str = "Bridges",
    heading: str = "",
    start: int = 0,
    meaning: float = 0.5,
    foreign: bool = False,
) -> Candidate:
    return candidate(
        _passage(text, start=start, heading=heading),
        _card(title),
        meaning=meaning,
        question=asked(question, "en", frequencies={}, passages=10),
        foreign=foreign,
    )


def test_title_and_heading_tell_what_a_passage_is_about() -> None:
    """A word of the question that only stands over the passage counts for it."""
    question, text = "When was the Suedheim railway opened?", "It was opened in 1872."

    plain = _candidate(text, question)
    titled = _candidate(text, question, title="The Suedheim railway")
    headed = _candidate(text, question, heading="History > The Suedheim railway")

    assert titled.score > plain.score
    assert headed.score == titled.score


def test_words_of_the_question_together_count_more() -> None:
    """Of two passages with the same words, the one that has them together matches better."""
    question = "Who opened the old bridge?"
    filling = "among many others who had come from far away towns with boats that morning"

    together = _candidate(f"The mayor opened the old bridge, {filling}.", question)
    apart = _candidate(
        f"The mayor opened, {filling}, an old mill, market, school and bridge.", question
    )

    assert together.nearness == 1
    assert together.score > apart.score


def test_words_of_another_language_dont_speak_against() -> None:
    """What is near in meaning is judged by that alone where words can't match."""
    question, text = "Wann wurde die Fähre versenkt?", "The ferry was sunk."

    assert _candidate(text, question, foreign=True).score > _candidate(text, question).score
    assert _candidate(text, question, foreign=True, meaning=-0.2).score == 0


def test_a_neighbour_lends_its_match() -> None:
    """Passages that follow one another know of the other's match, those far apart don't."""
    question = "When was the bridge opened?"
    good = _candidate("The bridge was opened in 1872.", question)
    next_to_it = _candidate("Boats sail.", question, start=40)
    far_away = _candidate("Rain falls.", question, start=4000)

    found = neighbours([far_away, next_to_it, good])

    assert found == {good.passage.id: next_to_it.match, next_to_it.passage.id: good.match}
