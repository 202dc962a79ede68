"""Questions about many articles."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.diversity import diversity_factors, is_broad


@pytest.mark.parametrize(
    "question",
    [
        "What do the articles say about the harbour?",
        "Compare the two reports on the strike.",
        "Tell me about the ferries.",
        "Was sagen die Artikel über den Hafen?",
        "Gib mir einen Überblick über den Streik.",
        "¿Qué dicen los artículos sobre el puerto?",
        "¿Qué hay sobre la huelga?",
    ],
)
def test_what_many_articles_say_is_broad(question: str) -> None:
    """Who asks for the articles, for a comparison or for all about something wants several."""
    assert is_broad(question)


@pytest.mark.parametrize(
    "question",
    [
        "When was the bridge opened?",
        "Which river does the bridge cross?",
        "Wann wurde die Brücke eröffnet?",
        "¿Cuándo se abrió el puente?",
    ],
)
def test_what_has_one_answer_isnt_broad(question: str) -> None:
    """A question for one fact is best answered by the best passages, wherever they stand."""
    assert not is_broad(question)


@given(ranked=st.lists(st.sampled_from("abc"), max_size=12))
def test_each_article_leads_with_its_best_passage(ranked: list[str]) -> None:
    """The first passage of an article keeps its score, each further one keeps less of it."""
    factors = diversity_factors(ranked)

    for article in set(ranked):
        own = [factor for of, factor in zip(ranked, factors, strict=True) if of == article]
        assert own[0] == 1.0
        assert all(later < earlier for earlier, later in itertools.pairwise(own))
