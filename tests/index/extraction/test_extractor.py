import codecs
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import ExtractionError
from index.extraction.extractor import ArticleExtractor, extract
from index.extraction.kinds import kind_of
from index.extraction.plaintext import ready
from index.models import ExtractedArticle, FetchedPage

FIRST = (
    "The harbour wall had been built by the masons of three villages, who came every spring for "
    "eleven years and went home in autumn."
)
SECOND = (
    "Nobody wrote down their names, and when the wall was taken down nobody knew whom to tell, "
    "so the stones were simply numbered."
)


def text_article(
    text: str, *, name: str | None = None, url: str | None = None, media_type: str | None = None
) -> ExtractedArticle:
    return extract(FetchedPage(content=text.encode(), name=name, url=url, media_type=media_type))


def web_page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


async def test_the_extractor_gives_what_parsing_gives() -> None:
    """The async extractor returns the article and raises the error that parsing does."""
    page = FetchedPage(content=f"A wall\n\n{FIRST}".encode(), name="wall.txt")
    assert await ArticleExtractor().extract(page) == extract(page)
    with pytest.raises(ExtractionError, match="is empty"):
        await ArticleExtractor().extract(FetchedPage(content=b"", name="wall.txt"))


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=400) | st.text("aB1#*-[]()<p>/.\n ", max_size=200))
def test_headings_are_slices_whatever_the_text(text: str) -> None:
    """Any text is extracted or refused in a sentence; headings are blocks of the text."""
    try:
        article = text_article(text)
    except ExtractionError as error:
        assert str(error).endswith(".")  # noqa: PT017 - either outcome is right
        return
    assert article.text.strip() == article.text != ""
    assert article.title
    for heading in article.headings:
        block = article.text[heading.start : heading.end]
        assert block in article.text.split("\n\n")


def test_hard_wrapped_lines_are_joined() -> None:
    """Lines of one width become paragraphs again."""
    wrapped = (
        "The masons\n\nThe harbour wall had been built by the masons of three\n"
        "Danish villages, who came every spring for eleven years\n"
        "and went home in autumn.\n\nNobody wrote down their names, and nobody asked them for\n"
        "one either."
    )
    article = text_article(wrapped)
    assert article.title == "The masons"
    assert article.text.split("\n\n") == [
        "The harbour wall had been built by the masons of three Danish villages, who came every "
        "spring for eleven years and went home in autumn.",
        "Nobody wrote down their names, and nobody asked them for one either.",
    ]


def test_hard_wrapped_paragraphs_are_parted_without_blank_lines() -> None:
    """Indents and lines that end early part them, and divided words are joined."""
    wrapped = (
        "The masons\n\n"
        "   The harbour wall had been built by the masons of three Danish vil-\n"
        "lages, who came every spring for eleven years and went home in au-\n"
        "tumn.\n"
        "   Nobody wrote down their names, and nobody asked them for one be-\n"
        "fore the well-known fire, which is why we have to guess what they\n"
        "were called.\n"
        "The stones were numbered and carried to a field behind the church,\n"
        "where they still are."
    )
    assert text_article(wrapped).text.split("\n\n") == [
        "The harbour wall had been built by the masons of three Danish villages, who came every "
        "spring for eleven years and went home in autumn.",
        "Nobody wrote down their names, and nobody asked them for one before the well-known fire, "
        "which is why we have to guess what they were called.",
        "The stones were numbered and carried to a field behind the church, where they still are.",
    ]


def test_soft_hyphens_and_bylines_of_other_languages() -> None:
    """Invisible marks go, and a Spanish byline is one too."""
    text = FIRST.replace("wall", "wa\u00adll")
    article = text_article(f"El mu\u00adro\nPor Ada Okafor y Ben Li\n{text}")
    assert (article.title, article.author, article.text) == (
        "El muro",
        "Ada Okafor y Ben Li",
        FIRST,
    )


def test_long_lines_are_paragraphs() -> None:
    """Lines as a browser pastes them are paragraphs though no blank line parts them."""
    article = text_article(f"The masons\r\n{FIRST}\r\n{SECOND}\r\n")
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_headings_of_plain_text() -> None:
    """A short line without a full stop over a paragraph is a heading."""
    article = text_article(f"The masons\n\n{FIRST}\n\nWhat was left\n\n{SECOND}\n\nthe end of it")
    (heading,) = article.headings
    assert article.text[heading.start : heading.end] == "What was left"


def test_lists_of_plain_text_keep_their_lines() -> None:
    """Items stand on lines of their own in one block."""
    article = text_article(f"The masons\n\n{FIRST}\n\n- stone\n- lime\n- sand\n\n{SECOND}")
    assert "- stone\n- lime\n- sand" in article.text.split("\n\n")


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (FetchedPage(content=FIRST.encode(), name="old_harbour-wall.txt"), "The harbour wall had"),
        (FetchedPage(content=b"<p>Short.</p>" * 3, name="old_wall.html"), "old wall"),
        (FetchedPage(content=b"Text **only**.", name="old-wall.md"), "old wall"),
    ],
)
def test_title_without_a_title(page: FetchedPage, title: str) -> None:
    """Where a page has no title, its first words or the name of the file are one."""
    assert extract(page).title.startswith(title)


def test_bylines_and_times_become_metadata() -> None:
    """Author and day are taken out of the text and kept."""
    article = text_article(
        f"The masons\nBy Ada Okafor and Ben Li\nUpdated 3 March 2026, 10:12\n{FIRST}"
    )
    assert (article.author, article.published) == ("Ada Okafor and Ben Li", "2026-03-03")
    assert article.text == FIRST


def test_sentences_that_look_like_bylines_stay() -> None:
    """A paragraph that begins with "By" or a date is text."""
    prose = f"By Tuesday the wall was gone.\nOn 3 March 2026 they came back.\n{FIRST}"
    article = text_article(f"The masons\n{prose}")
    assert article.text == prose.replace("\n", "\n\n")
    assert article.author is None


def test_markdown_becomes_plain_text() -> None:
    """Emphasis, links and front matter leave no syntax; lists, tables and code stay readable."""
    article = text_article(
        "---\ntitle: 'The wall'\ndate: 2026-03-03\nauthor: Ada Okafor\n"
        "url: https://example.org/wall\n---\n\n"
        "# The wall\n\nBuilt by **masons** of [three villages](https://example.org),\n"
        "with `lime`. ![a wall](wall.png)\n\n## What was left\n\n"
        "- stone\n  - big\n- sand\n\n3. three\n4. four\n\n"
        "| Year | Men |\n|---|---|\n| 1863 | *40* |\n\n```\nx = 1\n\ny = 2\n```\n\n> Quoted.\n",
        name="wall.md",
    )
    assert article.text.split("\n\n") == [
        "Built by masons of three villages, with lime.",
        "What was left",
        "- stone\n- big\n- sand",
        "3. three\n4. four",
        "Year | Men\n1863 | 40",
        "x = 1\ny = 2",
        "Quoted.",
    ]
    assert (article.title, article.author, article.published, article.url) == (
        "The wall", "Ada Okafor", "2026-03-03", "https://example.org/wall",
    )  # fmt: skip
    assert [article.text[h.start : h.end] for h in article.headings] == ["What was left"]


def test_html_becomes_plain_text() -> None:
    """Headings, lists, tables, quotations and line breaks of a page are blocks of text."""
    article = text_article(
        web_page(
            f"<nav><a href='/'>Home</a></nav><article><h1>The wall</h1><p>{FIRST}</p>"
            f"<h2>What was left</h2><p>{SECOND}</p><ul><li>a heap of <b>stone</b></li>"
            "<li>sand from the beach</li></ul><ol><li>first the stone</li><li>then the sand</li>"
            "</ol><blockquote><p>They never asked for anything but bread.</p></blockquote>"
            "<table><tr><th>Year</th><th>Men</th></tr><tr><td>1863</td><td>40</td></tr></table>"
            f"<p>One line of verse<br>and another line of it</p><p>{FIRST}</p></article>"
            "<footer>© 2026 The Gazette</footer>",
            "<title>The wall | The Gazette</title><meta name=author content='Ada Okafor'>"
            "<meta property='og:site_name' content='The Gazette'>"
            "<meta property='article:published_time' content='2026-03-03T10:00:00Z'>"
            "<link rel=canonical href='https://example.org/wall'>",
        ),
        url="https://example.org/wall?utm=1",
        media_type="text/html",
    )
    assert article.text.split("\n\n") == [
        FIRST,
        "What was left",
        SECOND,
        "- a heap of stone\n- sand from the beach",
        "1. first the stone\n2. then the sand",
        "They never asked for anything but bread.",
        "Year | Men\n1863 | 40",
        "One line of verse",
        "and another line of it",
        FIRST,
    ]
    assert (article.title, article.author, article.published, article.url, article.site) == (
        "The wall", "Ada Okafor", "2026-03-03", "https://example.org/wall", "The Gazette",
    )  # fmt: skip


GERMAN = (
    "Die Brücke über den Fluß kostete 6 € mehr als geplant, und niemand wusste so recht, warum."
)


@pytest.mark.parametrize(
    ("encode", "announced"),
    [
        (lambda text: text.encode("utf-8"), None),
        (lambda text: text.encode("utf-8"), "iso-8859-1"),
        (lambda text: text.encode("utf-8-sig"), None),
        (lambda text: text.encode("cp1252"), "iso-8859-1"),
        (lambda text: text.encode("utf-16"), None),
        (lambda text: text.encode("utf-16-be"), "utf-16-be"),
        (lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"), "utf-8"),
        (lambda text: text.encode("cp1252"), "no-such-encoding"),
    ],
)
def test_letters_survive_every_encoding(
    encode: Callable[[str], bytes], announced: str | None
) -> None:
    """The same text is read whatever the encoding, announced rightly, wrongly or not at all."""
    page = FetchedPage(content=encode(f"Brücken\n\n{GERMAN}"), encoding=announced, name="b.txt")
    assert extract(page).text == GERMAN


def test_an_encoding_named_in_the_page_counts() -> None:
    """Without an announcement the page's own meta element tells the encoding."""
    japanese = "<p>" + "橋は予定より高くついたが、その理由は誰にも分からなかった。" * 5 + "</p>"
    html = web_page(japanese, "<meta charset=shift_jis><title>橋</title>")
    page = FetchedPage(content=html.encode("shift_jis"), media_type="text/html")
    article = extract(page)
    assert article.text.startswith("橋は予定より")
    assert article.language == "ja"


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (FetchedPage(content=b" \n", name="a.txt"), r"^a\.txt is empty"),
        (FetchedPage(content=b"\xef\xbb\xbf \n", name="a.txt"), r"^a\.txt is empty"),
        (
            FetchedPage(content=b"%PDF-1.7 x", name="a.pdf", media_type="application/pdf"),
            r"^a\.pdf is damaged",
        ),
        (FetchedPage(content=b"{\\rtf1 x}", name="a.rtf"), r"^a\.rtf is a file of the kind RTF"),
        (
            FetchedPage(content=b"PK\x03\x04 application/vnd.oasis.opendocument", name="a.odt"),
            r"^a\.odt is a file of the kind OpenDocument",
        ),
        (FetchedPage(content=b"\x89PNG\r\n\x1a\n\0\0", name="a.txt"), r"^a\.txt is not a text"),
        (FetchedPage(content=b"PK\x03\x04\0\0"), r"^The pasted text is not a text"),
        (FetchedPage(content=b"abc\0def" * 9, name="a.bin"), r"^a\.bin is not a text"),
        (
            FetchedPage(content=b"{}", url="https://example.org/x", media_type="application/json"),
            r"^https://example\.org/x is application/json",
        ),
        (
            FetchedPage(content=web_page("<div id=x></div>").encode(), url="https://example.org"),
            r"^No article was found in https://example\.org",
        ),
        (
            FetchedPage(content=b"Skip to main content\nShare this article", name="a.txt"),
            r"^No article was found in a\.txt",
        ),
    ],
)
def test_what_is_no_article_is_refused_in_a_sentence(page: FetchedPage, sentence: str) -> None:
    """Empty, binary and article-less pages each get one sentence that names them."""
    with pytest.raises(ExtractionError, match=sentence) as raised:
        extract(page)
    assert str(raised.value).endswith(".")


@pytest.mark.parametrize(
    ("page", "text", "kind"),
    [
        (FetchedPage(content=b"", media_type="text/html", name="a.md"), "# x<br>", "html"),
        (FetchedPage(content=b"", media_type="text/html", name="a.md"), "x 3 < 4", "text"),
        (
            FetchedPage(content=b"", media_type="text/plain", name="a.txt"),
            "<!doctype html>",
            "html",
        ),
        (FetchedPage(content=b"", media_type="text/plain", name="a.md"), "x", "markdown"),
        (FetchedPage(content=b"", url="https://example.org/a.md?raw=1"), "x", "markdown"),
        (FetchedPage(content=b"", name="a.txt"), "# x\n\n**y** [z](w)", "text"),
        (FetchedPage(content=b""), " <!DOCTYPE html><html>", "html"),
        (FetchedPage(content=b""), "<p>a</p><p>b</p><p>c</p>", "html"),
        (FetchedPage(content=b""), "# Title\n\nSome **bold** words.", "markdown"),
        (FetchedPage(content=b""), "He wrote # and 3 < 4 and that was all.", "text"),
    ],
)
def test_kind_of_a_page(page: FetchedPage, text: str, kind: str) -> None:
    """The media type tells the kind, then the name, then the text."""
    assert kind_of(page, text) == kind


def test_ready_text_is_kept_verbatim() -> None:
    """Text for bulk import changes only in its line ends and outer white space."""
    text = (
        "\n# One\r\nAdvertisement\r\n\r\n  Two  spaces, Share This article.\n\n## Two ##\nEnd.\n\n"
    )
    article = ready("T", text, url="https://example.org", published="2026-03-03", language="en-GB")
    assert article.text == text.replace("\r\n", "\n").strip()
    assert [(article.text[h.start : h.end], h.level) for h in article.headings] == [
        ("# One", 1),
        ("## Two ##", 2),
    ]
    assert (article.title, article.url, article.published, article.language) == (
        "T", "https://example.org", "2026-03-03", "en",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_what_would_control_a_terminal_stays_out(name: str) -> None:
    """Escape sequences and marks of direction don't get from a file into title, author or text."""
    text = "\x1b]0;owned\x07 The fox \x9b31m jumped over\u202e the lazy dog and ran away. "
    text += "Nobody followed the fox into the woods that night. " * 20
    if name.endswith("html"):
        text = f"<html><head><title>A \x1b[2J title</title></head><body><p>{text}</p></body></html>"
    article = extract(FetchedPage(content=text.encode(), name=name))
    taken = ready(article.title + "\x1b", text, url=None)
    for part in (article.title, article.text, taken.title, taken.text):
        assert not set(part) & set("\x1b\x07\x9b\u202e")
        assert "fox" in part or part in {article.title, taken.title}


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.html", "<pre><code>", "</code></pre>"),
        ("a.html", "<ul><li>", "</li></ul>"),
        ("a.html", "<table><tr><td>", "</td></tr></table>"),
        ("a.html", "<blockquote>", "</blockquote>"),
        ("a.md", "```\n", "\n```"),
        ("a.md", "- ", ""),
        ("a.md", "| a | b |\n|---|---|\n| c | ", " |"),
        ("a.md", "    ", ""),
    ],
)
def test_nothing_unseen_comes_in_whatever_it_stands_in(name: str, before: str, after: str) -> None:
    """Code, lists, tables and quotations hold no marks of direction and no text in unseen tags."""
    told = "The fox" + "".join(chr(0xE0000 + ord(letter)) for letter in "obey me")
    told += "\x9b31m jumped\u202e far\u200b away that night"
    rest = "\n\n".join(["Nobody followed the fox into the woods that night, says the farmer."] * 6)
    if name.endswith("html"):
        rest = "".join(f"<p>{line}</p>" for line in rest.split("\n\n"))
        page = f"<html><body><article><h1>Fox</h1>{rest}{before}{told}{after}</article></body>"
    else:
        page = f"# Fox\n\n{rest}\n\n{before}{told}{after}\n"
    text = extract(FetchedPage(content=page.encode(), name=name)).text
    assert "jumped" in text
    assert not set(text) & {"\x9b", "\u202e", "\u200b", *map(chr, range(0xE0000, 0xE0080))}


def test_nothing_unseen_comes_in_by_what_a_page_tells_search_engines() -> None:
    """The body in a page's structured markup is cleaned as what it shows is."""
    body = "The fox \x9b31m jumped\u202e far\u200b away \U000e0041 that night, they say. " * 15
    told = f'{{"@type": "Article", "headline": "Fox", "articleBody": "{body}"}}'
    page = (
        f"<html><head><script type='application/ld+json'>{told}</script></head><body><article>"
        "<h1>Fox</h1><p>The fox jumped, and what came then is for those who pay.</p></article>"
    )
    text = extract(FetchedPage(content=page.encode(), name="a.html")).text
    assert text.count("far away") == 15
    assert not set(text) & set("\x9b\u202e\u200b\U000e0041")


def test_a_page_cannot_take_another_sites_link() -> None:
    """The link that a page names for itself counts on its own site only."""
    page = (
        "<html><head><title>Foxes</title><link rel=canonical href='{}'></head><body><article>"
        + "<p>The quick fox jumped over the lazy dog and ran far away into the woods.</p>" * 6
        + "</article></body></html>"
    )

    def link(canonical: str) -> str | None:
        content = page.format(canonical).encode()
        return extract(FetchedPage(content=content, url="https://www.foxes.example/a?x=1")).url

    assert link("https://foxes.example/a") == "https://foxes.example/a"
    assert link("https://victim.example/a") == "https://www.foxes.example/a?x=1"
