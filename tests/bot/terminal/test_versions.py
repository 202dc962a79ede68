"""Articles that change, and what they say twice, on the command line and in the chat."""

import json
from collections.abc import Iterator

import pytest

from tests.bot.conftest import Footnote
from tests.bot.importing.site import Site

WALL = (
    "The harbour wall of Norwick was raised by two metres last summer, after three storms in one "
    "winter had flooded the fish market and the lower part of the town.",
    "The wall cost eleven million crowns, of which the county paid two thirds and the town the "
    "rest, without raising the harbour dues.",
    "Fishermen had feared that the boats would have to be moved further out, but the new slipway "
    "lets them land where they have always landed.",
)
CORRECTED = tuple(paragraph.replace("eleven", "twelve") for paragraph in WALL)
COST = "How many crowns did the harbour wall cost?"


def _html(paragraphs: tuple[str, ...]) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        "<html lang=en><head><title>The wall of Norwick</title></head>"
        f"<body><article><h1>The wall of Norwick</h1>{body}</article></body></html>"
    )


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on this machine with an article."""
    with Site() as site:
        site.html["wall"] = _html(WALL)
        yield site


def test_an_article_is_read_anew(footnote: Footnote, site: Site) -> None:
    """Unchanged, changed and gone are told apart, and `show` lists the versions."""
    footnote("add", site.link("wall"))
    same = footnote("refresh", "Norwick")
    assert same.exit_code == 0, same.stderr
    assert "“The wall of Norwick” hasn't changed." in same.stdout
    assert "versions:" not in footnote("show", "Norwick").stdout

    site.html["wall"] = _html(CORRECTED)
    assert "Brought up to date: “The wall of Norwick”" in footnote("refresh", "Norwick").stdout
    shown = footnote("show", "Norwick").stdout
    assert "twelve million" in shown
    assert "2 versions:" in shown
    assert shown.count(f"{len(' '.join(WALL).split())} words · ") == 2

    del site.html["wall"]
    failed = footnote("refresh", "Norwick")
    assert failed.exit_code == 1
    assert "The article stays as it was." in failed.stderr
    assert footnote("show", "Norwick").stdout == shown


def test_what_a_page_says_of_its_article_is_shown(footnote: Footnote, site: Site) -> None:
    """Subtitle, author and the dates stand above the text."""
    site.html["wall"] = _html(WALL).replace(
        "</title>",
        "</title><script type='application/ld+json'>"
        '{"@type": "NewsArticle", "headline": "The wall of Norwick",'
        ' "alternativeHeadline": "Two metres more against the storms",'
        ' "author": {"@type": "Person", "name": "Ada Holm"},'
        ' "datePublished": "2026-03-02", "dateModified": "2026-03-09"}</script>',
    )
    footnote("add", site.link("wall"))
    head = footnote("show", "Norwick").stdout.partition("The harbour wall of")[0]
    for part in ("Two metres more against the storms", "Ada Holm", "2026-03-02", "2026-03-09"):
        assert part in head


def test_a_footnote_tells_that_its_article_changed(footnote: Footnote, site: Site) -> None:
    """The chat opens a quote where it stands, tells what took its place, or that it is gone."""

    def correct(path: str) -> None:
        if path == "wall" and site.asked.count("wall") > 1:
            site.html["wall"] = _html(CORRECTED)

    site.on_asked = correct
    lines = [f"/add {site.link('wall')}", f"/ask {COST}", "/open 1", "/refresh Norwick", "/open 1"]
    result = footnote("chat", text="\n".join([*lines, "/remove Norwick", "/open 1"]) + "\n")
    assert result.stderr == ""
    before, _, after = result.stdout.partition("Brought up to date")
    assert "no longer has the quote" not in before
    assert "“The wall of Norwick” was changed on 20" in after
    assert "UTC and no longer has the quote, which read:" in after
    changed, _, gone = after.partition("Removed “The wall of Norwick”.")
    assert changed.index("eleven million") < changed.index("nearest")
    assert changed.rindex("twelve million") > changed.index("nearest")
    assert "“The wall of Norwick” was removed since that answer." in gone
    assert "eleven million" in gone


def test_pasted_text_cannot_be_refreshed(footnote: Footnote) -> None:
    """There is no page to read again."""
    footnote("add", "-", "--title", "Mine", text="\n\n".join(WALL))
    refused = footnote("refresh", "Mine")
    assert refused.exit_code == 1
    assert "no page to read again" in refused.stderr


def test_an_answer_names_all_articles_that_say_it(footnote: Footnote) -> None:
    """What two articles say in the same words is cited once, with the names of both."""
    story = "\n\n".join(WALL)
    lead = "In Norwick people sleep better again, whatever the weather is.\n\n"
    footnote("add", "-", "--title", "Agency", "--url", "https://agency.example/a", text=story)
    footnote("add", "-", "--title", "Paper", "--url", "https://paper.example/b", text=lead + story)

    answer = json.loads(footnote("ask", "--json", COST).stdout)

    [citation] = [each for each in answer["citations"] if "eleven million" in each["quote"]]
    [other] = citation["also"]
    assert {citation["article"], other["article"]} == {"Agency", "Paper"}
    assert set(other) == {"article", "article_id", "url"}
    assert other["article_id"] != citation["article_id"]
    texts = [each["text"] for each in answer["retrieved"]]
    assert len(set(texts)) == len(texts)
    shown = footnote("ask", COST).stdout
    assert f"also in: {other['article']}" in shown


def test_an_article_much_like_another_is_told(footnote: Footnote, site: Site) -> None:
    """Who adds a story that stands there already, from elsewhere, is told which one it is."""
    footnote("add", site.link("wall"))
    news = "The county has not yet said whether it will pay for the wall of the next town, too."
    copy = "\n\n".join((*WALL, news))
    added = footnote("add", "-", "--title", "Norwick's wall", text=copy)
    assert "Added “Norwick's wall”" in added.stdout
    assert "It says much the same as “The wall of Norwick”" in added.stdout
