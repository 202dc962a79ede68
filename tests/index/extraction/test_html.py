"""Pages as templates make them: what is the article's own is kept, what stands around it isn't."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import ExtractionError
from index.extraction.extractor import extract
from index.extraction.html import parse
from index.extraction.unreadable import Unreadable
from index.models import ExtractedArticle, FetchedPage

LINK = "https://gazette.example/2026/dam-cracks"
SENTENCES = (
    "The engineers who inspected the Harrow dam in March found what they had feared.",
    "Along sixty metres of its crest the concrete had cracked, and water stood in the cracks.",
    "The council closed the road below it the same evening and told three villages to leave.",
    "Nobody had looked at the crest since the winter of 1998, said the mayor of Lower Harrow.",
    "A report from that year had been filed and forgotten in the basement of the town hall.",
    "Repairs will cost four million and take until the autumn, if the weather allows them.",
)
PARAGRAPHS = tuple(f"<p>{sentence}</p>" for sentence in SENTENCES)


def read(body: str, head: str = "", url: str = LINK) -> ExtractedArticle:
    html = f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"
    return extract(FetchedPage(content=html.encode(), media_type="text/html", url=url))


def around(inserted: str, *, title: str = "Cracks in the dam") -> ExtractedArticle:
    """Return the article of a page with `inserted` in the middle of it."""
    body = f"{''.join(PARAGRAPHS[:3])}{inserted}{''.join(PARAGRAPHS[3:])}"
    return read(
        f"<article><h1>{title}</h1><div class=text>{body}</div></article>",
        f"<title>{title} | The Gazette</title>",
    )


@pytest.mark.parametrize(
    "furniture",
    [
        "<ul><li><a href=/a>Council approves a new pier after all</a></li>"
        "<li><a href=/b>Mackerel is dear again this winter</a></li></ul>",
        "<a href=/c><img src=c.jpg><h3>Ten bridges you should see before they fall</h3></a>",
        "<a href=/d>Why the old harbour wall was never finished, and by whom</a>",
        "<div class='newsletter-box'><h3>The Morning Tide</h3><p>News from the coast, daily.</p>"
        "<form><input name=mail></form></div>",
        "<div id=relatedStories><h3>Further reading</h3><p>Old dams and what became of them</p>"
        "</div>",
        "<p>Follow our reporter on Twitter @ines_dahl</p>",
        "<p>Updated at 1:23 p.m.</p>",
        "<p>SOURCE: Gazette News</p>",
        "<p><b>READ MORE</b>: <a href=/e>How to leave a village</a></p>",
        "<p><a href=/f>Storm hits the coast once more</a> [<b>VIDEO</b>]|<br>"
        "<a href=/g>Boats are back at last</a> [<b>PICTURES</b>]</p>",
        "<p><span class=image><img src=x.jpg><span class=caption>The dam in March.</span></span>"
        "</p>",
        "<p>The dam at night, photos © Harrow Archive, 2026</p>",
        "<p>Get The Tide delivered through your letterbox every month, 12 issues for £11.99!</p>",
        "<p>Skip to main content</p>",
        "<p>If you enjoyed this article, we have a proposition for you: join us as a member.</p>",
        "<p>[button link='https://gazette.example/x']Send us your story[/button]</p>",
    ],
)
def test_what_stands_around_the_article_stays_out(furniture: str) -> None:
    """Links to other articles, calls to sign up, stamps and credits are no part of the text."""
    assert around(furniture).text == "\n\n".join(SENTENCES)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("<h2>What was left</h2>", "What was left"),
        ("<h2><a href=/x>What was left</a></h2>", "What was left"),
        ("<h2><strong><div class=gap></div>What was left</strong></h2>", "What was left"),
        ("<div class=pf_subheadline>What was left?</div>", "What was left?"),
        (
            "<p>It is said that <span class=link><a href=/r>the county will be fined for it</a>"
            "</span> before the summer.</p>",
            "It is said that the county will be fined for it before the summer.",
        ),
        (
            "<p><span id=more-12></span>They came back in the night, and stayed.</p>",
            "They came back in the night, and stayed.",
        ),
        ("<ul><li>stone of three kinds</li><li>sand</li></ul>", "- stone of three kinds\n- sand"),
        ("<ol><li>first the stone</li><li>then sand</li></ol>", "1. first the stone\n2. then sand"),
        (
            "<blockquote class=twitter-tweet><p>The dam held. For now it holds.</p>"
            "— Ines Dahl (@ines) <a href=/t>March 3, 2026</a></blockquote>",
            "The dam held. For now it holds.\n\n— Ines Dahl (@ines) March 3, 2026",
        ),
        (
            "<table><tr><th>Year</th><th>Men</th></tr><tr><td>1863</td><td>40</td></tr></table>",
            "Year | Men\n1863 | 40",
        ),
        (
            "<p>“Follow me,” she said on the dam, and they followed her on foot.</p>",
            "“Follow me,” she said on the dam, and they followed her on foot.",
        ),
    ],
)
def test_what_belongs_to_the_article_stays(part: str, text: str) -> None:
    """Headings, lists, tables and quoted posts stand where they stood."""
    found = around(part)
    assert text in found.text
    assert found.text.replace(f"{text}\n\n", "") == "\n\n".join(SENTENCES)


def test_a_card_under_the_pointer_leaves_the_name_it_opens_at() -> None:
    """What shows only when somebody points at a name is dropped, the name isn't."""
    card = (
        "<span class='rollover-people'><a href=/p>Ines Dahl</a><span class='rollover-block'>"
        "<a href=/1>Dahl leaves the council</a><a href=/2>Dahl is back</a></span></span>"
    )
    said = "said that the road would stay closed until the crest had been looked at again."
    assert (
        f"The engineer {' Ines Dahl'.strip()} {said}"
        in around(f"<p>The engineer {card} {said}</p>").text
    )


@pytest.mark.parametrize(
    "opening",
    [
        "<h1>Cracks in the dam</h1>",
        "<h2>Cracks in the dam</h2>",
        "<h1>Cracks in the dam</h1><p>By Ines Dahl</p><p>3 March 2026, 10:12 a.m. GMT</p>",
        "<h1>Cracks in the dam</h1><h2 class=article-subline>Three villages wait for the engineers"
        " of the county</h2>",
        "<h1>Cracks in the dam</h1><h2>Three villages wait for the engineers of the county</h2>",
        "<h1>Cracks in the dam</h1><div class='deck'>Three villages wait for the county</div>",
    ],
)
def test_the_opening_is_told_apart(opening: str) -> None:
    """Title, subtitle, byline and time stand in fields of their own, not in the text."""
    body = f"<article><div class=text>{opening}{''.join(PARAGRAPHS)}</div></article>"
    found = read(body, "<title>Cracks in the dam - The Gazette</title>")
    assert (found.title, found.text) == ("Cracks in the dam", "\n\n".join(SENTENCES))
    assert (found.subtitle or "Three villages").startswith("Three villages")
    assert (found.subtitle is not None) == ("Three villages" in opening)


BODY = "\\n\\n".join(SENTENCES)


def structured(body: str, headline: str = "Cracks in the dam") -> str:
    return (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": ['
        f'{{"@type": "NewsArticle", "headline": "{headline}", "articleBody": "{body}"}}'
        "]}</script>"
    )


TEASER = (
    f"<article><h1>Cracks in the dam</h1>{PARAGRAPHS[0]}</article><aside>{PARAGRAPHS[5]}</aside>"
)


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        "".join(f"<p>{sentence}</p>" for sentence in SENTENCES),
        "".join(f"&lt;p&gt;{sentence}&lt;/p&gt;" for sentence in SENTENCES),
    ],
)
def test_a_body_for_search_engines_is_read_where_the_page_shows_less(body: str) -> None:
    """The text in JSON-LD keeps its paragraphs, whether it is plain, in tags or escaped."""
    found = read(TEASER, structured(body))
    assert (found.text, found.thin) == ("\n\n".join(SENTENCES), None)


def test_a_body_for_search_engines_is_left_alone_where_the_page_shows_as_much() -> None:
    """The page has headings and lists that JSON-LD hasn't."""
    shown = f"<article><h1>Cracks in the dam</h1>{''.join(PARAGRAPHS)}<h2>So</h2>{PARAGRAPHS[0]}"
    assert "\n\nSo\n\n" in read(shown, structured(BODY)).text
    other = structured(BODY, headline="Mackerel is dear again this winter")
    assert read(TEASER, other).text == SENTENCES[0]


def _crowded(part: str, times: int) -> str:
    return f"<html><body>{''.join(PARAGRAPHS)}{part * times}</body></html>"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "html",
    [
        _crowded("<div>a</div>", 300_000),
        _crowded("<b>x</b> ", 300_000),
        _crowded("<td>1</td>", 300_000),
        _crowded("<div>", 300_000),
        _crowded("<ul><li>a", 100_000),
        _crowded("<", 3_000_000),
        _crowded("<!-- -->", 300_000),
        _crowded("<script>", 300_000),
        _crowded("<link ", 300_000),
        _crowded('<a x="', 300_000),
        _crowded(" ", 3_000_000),
        f"<html><body><p {' '.join(f'a{at}=b' for at in range(200_000))}>{SENTENCES[0]}</p>",
        f"<html><body><p class='{'x ' * 1_000_000}'>{SENTENCES[0]}</p>",
        f"<html><head>{'<meta name=a content=b>' * 100_000}</head><body>{PARAGRAPHS[0]}",
        f"<script type='application/ld+json'>{'[' * 1_000_000}</script>{''.join(PARAGRAPHS)}",
        f"<html><body><article>{'<p>' + SENTENCES[0] + '</p>'}{PARAGRAPHS[1] * 40_000}",
    ],
    ids=[
        "blocks", "inline", "cells", "nested", "lists", "brackets", "comments", "scripts", "open",
        "quotes", "blanks", "attributes", "names", "metas", "json", "paragraphs",
    ],
)  # fmt: skip
def test_no_page_takes_long(html: str) -> None:
    """Pages made to be slow are read or refused within seconds."""
    began = time.thread_time()
    try:
        assert parse(html, LINK) is not None
    except Unreadable as error:
        assert error.cause == "long"  # noqa: PT017 - either outcome is right
    assert time.thread_time() - began < 8


def test_what_is_too_large_is_said() -> None:
    """The sentence names the page and what to do."""
    with pytest.raises(ExtractionError, match=f"^{LINK} ") as raised:
        extract(
            FetchedPage(
                content=_crowded("<div>a</div>", 50_000).encode(),
                media_type="text/html",
                url=LINK,
            )
        )
    assert raised.value.key == "extract-long"


_NAMES = st.sampled_from(
    ["p", "div", "a href=/x", "ul", "li", "h1", "h2 class=deck", "blockquote class=twitter-tweet",
     "span class=tooltip", "table", "tr", "td", "article", "div class='related promo'", "title",
     "script type='application/ld+json'", "time itemprop=datePublished", "meta content=1 name=date"]
)  # fmt: skip
_PIECES = st.one_of(
    _NAMES.map(lambda name: f"<{name}>"),
    _NAMES.map(lambda name: f"</{name.split()[0]}>"),
    st.sampled_from(SENTENCES),
    st.text(max_size=20),
    st.just('{"@type": ["Article"], "author": [{"name": null}, 3], "datePublished": ["x"]}'),
)


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(_PIECES, max_size=40))
def test_any_page_is_read_or_refused(pieces: list[str]) -> None:
    """Whatever tags come in whatever order, there is a text or a sentence that says why not."""
    try:
        article = read("".join(pieces))
    except ExtractionError as error:
        assert str(error).endswith(".")  # noqa: PT017 - either outcome is right
        return
    assert article.text.strip() == article.text != ""
    assert article.title
    for heading in article.headings:
        assert article.text[heading.start : heading.end] in article.text.split("\n\n")
