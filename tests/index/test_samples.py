import json
from pathlib import Path

import pytest

from index.extraction.extractor import extract
from index.models import ArticleId, ExtractedArticle, FetchedPage, VersionId
from index.passages import cut

ROOT = Path(__file__).parents[2]
FILES = sorted(path for path in (ROOT / "samples").iterdir() if path.name != "README.md")


def read(path: Path) -> ExtractedArticle:
    return extract(FetchedPage(content=path.read_bytes(), name=path.name))


@pytest.fixture(scope="module")
def articles() -> dict[str, ExtractedArticle]:
    return {article.title: article for article in map(read, FILES)}


def test_every_sample_has_its_metadata(articles: dict[str, ExtractedArticle]) -> None:
    """Title, author, date and language of each sample are found."""
    found = {
        (article.title, article.author, article.published, article.language)
        for article in articles.values()
    }
    assert found == {
        (
            "Norwick harbour fire: dozens led to safety as fish market burns",
            "Tamsin Oyelaran",
            "2025-10-14",
            "en",
        ),
        ("The Light at Skarness", "Ines Calloway", "2025-09-06", "en"),
        ("Die Fähre von Brennsund fährt wieder", "Henrike Astholm", "2024-05-07", "de"),
        ("The town that lends out seeds", "Ottoline Ferrars", "2025-04-22", "en"),
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_crumbs_are_left(path: Path) -> None:
    """Nothing that the page puts around a sample's article gets into its text."""
    article = read(path)
    crumbs = (
        "Skip to", "Share This", "Share on", "Advertisement", "newsletter", "Related articles",
        "Read more", "Loading", "©", "cookies", "Home > News", "Photo:", "Norwick council approves",
        "Privacy", "Comments", article.title, "Published", "Veröffentlicht", "---",
    )  # fmt: skip
    assert [crumb for crumb in crumbs if crumb in article.text] == []


def test_the_news_piece_keeps_every_sentence(articles: dict[str, ExtractedArticle]) -> None:
    """The paragraphs of the pasted news piece are all there, from the first to the last."""
    pasted = (ROOT / "samples" / "harbour-fire.txt").read_text("utf-8").splitlines()
    prose = [line for line in pasted if line.endswith((".", ".”")) and "©" not in line]
    text = next(a.text for title, a in articles.items() if title.startswith("Norwick"))
    assert text == "\n\n".join(prose)


def test_sections_of_the_feature(articles: dict[str, ExtractedArticle]) -> None:
    """The long feature is over 3,000 words and its eight sections are found."""
    feature = articles["The Light at Skarness"]
    assert len(feature.text.split()) > 3000
    assert [feature.text[h.start : h.end] for h in feature.headings][:2] == [
        "A rock with a bad name",
        "Penhallow's tower",
    ]
    assert len(feature.headings) == 8


def test_questions_fit_the_samples(articles: dict[str, ExtractedArticle]) -> None:
    """Each answerable question's evidence is a sentence of its article and holds an answer."""
    lines = (ROOT / "evals" / "samples.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    assert len({question["id"] for question in questions}) == len(questions) >= 50
    sentences = {
        title: {
            sentence.text
            for passage in cut(article, article_id=ArticleId("a"), version=VersionId("v"))
            for sentence in passage.sentences
        }
        for title, article in articles.items()
    }
    for question in questions:
        assert question["answerable"] == bool(question["answers"]) == bool(question["evidence"])
        if question["answerable"]:
            assert question["evidence"] in sentences[question["article"]]
            evidence = question["evidence"].casefold()
            assert any(answer.casefold() in evidence for answer in question["answers"])
