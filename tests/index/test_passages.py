from hypothesis import given, settings
from hypothesis import strategies as st

from index.extraction.plaintext import ready
from index.identity import passage_id
from index.models import ArticleId, ExtractedArticle, Heading, Passage, VersionId
from index.passages import MOST_TOKENS, cut
from index.sentences import sentences
from index.tokens import estimate

ARTICLE, VERSION = ArticleId("a"), VersionId("v")
SENTENCE = "The boats came back to the harbour before the storm broke over the wall."  # 15 tokens


def passages(article: ExtractedArticle) -> tuple[Passage, ...]:
    return cut(article, article_id=ARTICLE, version=VERSION)


def paragraph(count: int) -> str:
    return " ".join([SENTENCE] * count)


def article(*blocks: str | tuple[int, str]) -> ExtractedArticle:
    """Put blocks together: text is a paragraph, a level with a name is a heading."""
    text = ""
    headings: list[Heading] = []
    for block in blocks:
        words = block if isinstance(block, str) else block[1]
        text += "\n\n" if text else ""
        if not isinstance(block, str):
            headings.append(Heading(start=len(text), end=len(text) + len(words), level=block[0]))
        text += words
    return ExtractedArticle(title="Harbour", text=text, headings=tuple(headings))


_HEADINGS = st.tuples(st.integers(1, 3), st.sampled_from(["Storm", "The long way home", "1990"]))
_ARTICLES = st.lists(
    st.integers(1, 40).map(paragraph)
    | st.sampled_from(["Short.", "- one\n- two", "x" * 3000, "word " * 500, "私は元気です。" * 60])
    | _HEADINGS,
    max_size=14,
).map(lambda blocks: article(*blocks))


@settings(max_examples=60)
@given(made=_ARTICLES)
def test_passages_are_slices_in_order(made: ExtractedArticle) -> None:
    """Passages and sentences are verbatim slices, in order, without overlap, within the limit."""
    position = 0
    for passage in passages(made):
        assert position <= passage.start < passage.end
        assert made.text[passage.start : passage.end] == passage.text
        assert estimate(passage.text) <= MOST_TOKENS
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        assert passage.id == passage_id(VERSION, start=passage.start, end=passage.end)
        inner = passage.start
        for sentence in passage.sentences:
            assert inner <= sentence.start < sentence.end
            assert made.text[sentence.start : sentence.end] == sentence.text
            inner = sentence.end
        position = passage.end


@settings(max_examples=60)
@given(made=_ARTICLES)
def test_every_sentence_is_in_one_passage(made: ExtractedArticle) -> None:
    """What stands outside the headings is in the passages' sentences, all of it and once."""
    visible = list(made.text)
    for heading in made.headings:
        visible[heading.start : heading.end] = " " * (heading.end - heading.start)
    expected = "".join(visible).split() or made.text.split()
    found = [sentence.text for passage in passages(made) for sentence in passage.sentences]
    assert "".join("".join(found).split()) == "".join(expected)


def test_fair_paragraphs_stay_alone() -> None:
    """Paragraphs that are long enough are a passage each, though two would fit into one."""
    made = article(paragraph(7), paragraph(6), paragraph(9))
    assert [p.text for p in passages(made)] == made.text.split("\n\n")


def test_short_paragraphs_are_put_together() -> None:
    """Neighbouring short paragraphs share a passage of a useful length."""
    found = passages(article(*[paragraph(2)] * 9))
    assert all(80 <= estimate(passage.text) <= 200 for passage in found)
    assert len(found) < 5


def test_long_paragraphs_are_cut_evenly_at_sentence_ends() -> None:
    """A long paragraph becomes parts of about one size, with no small rest."""
    found = passages(article(paragraph(18)))
    sizes = [estimate(passage.text) for passage in found]
    assert len(found) == 2
    assert max(sizes) - min(sizes) <= estimate(SENTENCE)
    assert all(passage.text.endswith("wall.") for passage in found)


def test_headings_part_passages_and_are_recorded() -> None:
    """No passage crosses a heading; each names those over it, outermost first."""
    found = passages(
        article(
            paragraph(4),
            (1, "The storm"),
            paragraph(4),
            (2, "At sea"),
            paragraph(5),
            (1, "After"),
            paragraph(4),
        )
    )
    assert [passage.heading for passage in found] == [
        "",
        "The storm",
        "The storm > At sea",
        "After",
    ]
    assert all(passage.text.startswith("The boats") for passage in found)


def test_tiny_sections_share_a_passage() -> None:
    """One-line sections are put together, with the headings between them in the text."""
    made = article((1, "Who"), "Ada.", (1, "Where"), "In Norwick.", (1, "When"), "In 1990.")
    (found,) = passages(made)
    assert found.text == "Ada.\n\nWhere\n\nIn Norwick.\n\nWhen\n\nIn 1990."
    assert found.heading == "Who"
    assert [sentence.text for sentence in found.sentences] == ["Ada.", "In Norwick.", "In 1990."]


def test_an_article_of_headings_alone_is_still_cut() -> None:
    """Where nothing but headings is left, they are the text."""
    (found,) = passages(article((1, "Storm warning for Norwick")))
    assert found.text == "Storm warning for Norwick"


def test_sentences_are_those_of_the_paragraph() -> None:
    """A passage's sentences are the ones the paragraph splits into."""
    text = "Ada left. Ben stayed."
    (found,) = passages(article(text))
    assert [(s.start, s.end) for s in found.sentences] == list(sentences(text, "en"))


def test_headings_of_ready_text_lose_their_marks() -> None:
    """Markdown's marks are neither in the heading's name nor left over as a sentence."""
    made = ready("T", f"# The storm\n{paragraph(4)}\n\n## At sea ##\n{paragraph(5)}")
    found = passages(made)
    assert [passage.heading for passage in found] == ["The storm", "The storm > At sea"]
    assert [passage.text for passage in found] == [paragraph(4), paragraph(5)]
