"""Headings, which aren't stored, are told from the passages of an article."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exporting.headings import headings
from index.models import ArticleId, ExtractedArticle, Heading, VersionId
from index.passages import cut

ARTICLE, VERSION = ArticleId("a"), VersionId("v")

_names = st.lists(st.sampled_from(["Tides", "Boats", "Men"]), min_size=1, max_size=3)
_words = st.lists(
    st.sampled_from(["harbour", "quay.", "It", "was", "raised", "twice."]), min_size=1, max_size=80
)
_parts = st.tuples(st.integers(1, 4), _names) | st.tuples(st.just(0), _words)


def _article(parts: list[tuple[int, list[str]]]) -> ExtractedArticle:
    text, found = "", []
    for level, words in parts:
        part = " ".join(words) + ("" if level else ".")
        if level:
            found.append(Heading(start=len(text), end=len(text) + len(part), level=level))
        text += f"{part}\n\n"
    return ExtractedArticle(title="Norwick", text=text.strip(), headings=tuple(found))


@settings(deadline=None, max_examples=200)
@given(st.lists(_parts, max_size=14))
def test_cut_with_them_the_passages_are_the_same(parts: list[tuple[int, list[str]]]) -> None:
    """However headings nest, skip levels, repeat or stand over nothing."""
    article = _article(parts)
    passages = cut(article, article_id=ARTICLE, version=VERSION)
    found = headings(article.text, passages)
    again = ExtractedArticle(title="Norwick", text=article.text, headings=found)
    assert cut(again, article_id=ARTICLE, version=VERSION) == passages


def test_depths_are_told() -> None:
    """A heading is as deep as there are others over it."""
    body = ["harbour"] * 90
    article = _article([(1, ["Tides"]), (0, body), (3, ["Boats"]), (0, body), (1, ["Men"])])
    found = headings(article.text, cut(article, article_id=ARTICLE, version=VERSION))
    assert [(article.text[each.start : each.end], each.level) for each in found] == [
        ("Tides", 1),
        ("Boats", 2),
        ("Men", 1),
    ]
