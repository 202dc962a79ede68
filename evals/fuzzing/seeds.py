"""Texts, pages, feeds and links to begin with: the samples, and what is rarer written out."""

import struct
from pathlib import Path

_SAMPLES = Path(__file__).parents[2] / "samples"
_SEED_BYTES = 2_000  # longer ones only make everything slower

TEXT_WORDS = (
    *b'Dr.|e.g.|...|."|# |## |- |1. |> |By |Published 14 October 2025|Skip to main content'.split(
        b"|"
    ),
    *b"Read more|Share|Advertisement|\n\n|\r\n".split(b"|"),
    *"“|”|„|“|«|»|…|。|\uff1f|\u3000|\u2028|\u200b|\ufeff|\u0301|\u202e|😀|ª|॥|؟".encode().split(
        b"|"
    ),
)
MARKDOWN_WORDS = (
    *b"# ;###### ;===\n;---\n;* ;1. ;> ;```\n;    ;| a | b |\n;|---|---|\n;[a](b);![a](b)".split(
        b";"
    ),
    *b"<div>;<!--;-->;&amp;title: ;date: ;\n\n".split(b";"),
)
HTML_WORDS = (
    *b"<p> </p> <h1> <h2> <article> </article> <ul><li> <ol> <table> <tr><td> <th> <br>".split(),
    *b"<blockquote> <div> <span> <aside> <main> <title> content= </script> rel=next".split(),
    *b"<pre> <!-- -->".split(),
    *b'"og:title" "author" "@graph":[ "articleBody":" "@type": <![CDATA[ ]]> &nbsp;'.split(),
    *b"&#x110000; &#0; <?xml class= datetime=".split(),
    *b"<meta name=|<meta property=|<base href=|<a href=|<link rel=amphtml href=".split(b"|"),
    *b'<link rel=canonical href=|<!DOCTYPE html>|<script type="application/ld+json">'.split(b"|"),
)
FEED_WORDS = (
    *b"<rss> <channel> <item> <title> <link> <guid> <pubDate> <description> <entry> <id>".split(),
    *b'<updated> "items":[ "url":" "content_html":" <content:encoded> <![CDATA[ &a;'.split(),
    *b"<link href=|<!ENTITY a 'b'>|<?xml encoding='utf-16'?>".split(b"|"),
    b"<feed xmlns='http://www.w3.org/2005/Atom'>",
    b'{"version":"https://jsonfeed.org/version/1.1"',
)
LINK_WORDS = (
    *b"https:// http:// // @ :80 /../ ?utm_source= & = # %2e /amp/ ?amp=1 m. www. [::1]".split(),
    *b"0x7f.1 xn-- cdn.ampproject.org/c/s/".split(),
    *"ß|\uff0e|。".encode().split(b"|"),
)

_SENTENCES = (
    b"The harbour wall of Norwick was raised by two metres last summer, after three storms in one "
    b'winter had flooded the fish market. "It will hold," said the engineer, A. Mason. Nobody '
    b"had expected the 1931 foundations to be sound, yet they were. "
)
_LD = (
    b'<html lang=en><head><title>A wall</title><script type="application/ld+json">{"@graph":[{'
    b'"@type":"NewsArticle","headline":"A wall","articleBody":"%s","author":[{"name":"A. Mason"}],'
    b'"dateModified":"2025-01-02"}]}</script><link rel="amphtml" href="/amp/wall"></head><body>'
    b'<div id="root"></div></body></html>' % (_SENTENCES.replace(b'"', b"'") * 2)
)
_STORY = (
    b"<html><head><title>A wall | News</title><meta property='og:title' content='A wall'></head>"
    b"<body><nav><a href=/>Home</a></nav><article><h1>A wall</h1><p class=byline>By A. Mason</p>"
    b"<time datetime=2025-01-02></time><p>%s</p><h2>After</h2><p>%s</p><aside>Read more</aside>"
    b"</article><footer>All rights reserved</footer></body></html>" % (_SENTENCES, _SENTENCES)
)
_TABLE = (
    b"<html><body><article><h1>Tides</h1><ul><li>High<ul><li>Spring</li></ul></li></ul><table><tr>"
    b"<th>Day</th></tr><tr><td>Mon<td>Tue</table><pre>a  b</pre><a rel=next href='?page=2'>2</a>"
)
_RSS = (
    b"<?xml version='1.0'?><rss version='2.0'><channel><title>A</title><link>https://a.example/"
    b"</link><item><title>One</title><link>/1</link><guid>1</guid><pubDate>Mon, 02 Jan 2006 "
    b"15:04:05 GMT</pubDate><description>&lt;p&gt;Text&lt;/p&gt;</description></item></channel>"
    b"</rss>"
)
_ATOM = (
    b"<feed xmlns='http://www.w3.org/2005/Atom'><title type='html'>B</title><entry><id>x</id>"
    b"<title>One</title><link rel='alternate' href='https://b.example/1'/><updated>2026-01-02T"
    b"03:04:05Z</updated><content type='xhtml'><div>Text</div></content></entry></feed>"
)
_JSON_FEED = (
    b'{"version":"https://jsonfeed.org/version/1.1","title":"C","items":[{"id":"1","url":'
    b'"https://c.example/1","title":"One","content_html":"<p>T</p>","date_published":'
    b'"2026-01-02T03:04:05Z"}]}'
)

MODEL_WORDS = (
    b"GGUF",
    *(struct.pack("<I", kind) for kind in (0, 2, 3, 6, 8, 9, 10, 12, 30, 39)),
    *(struct.pack("<Q", size) for size in (0, 1, 32, 2**31, 2**32, 2**62, 2**63, 2**64 - 1)),
    b"general.alignment",
    b"general.architecture",
)


def texts() -> list[bytes]:
    """Return plain texts in several languages and shapes."""
    return [
        *_samples(".txt", ".md"),
        "\0# Küste\n\nDie Mauer (erb. 1931) hält. „Noch“, sagt Dr. Oyelaran.\n\n## Fähre".encode(),
        "\3港の壁は1931年に建てられた。今も立っている。\n\nفي عام ١٩٣١ بُني الجدار؟ نعم.".encode(),
        b"\1- one\n- two\n\n1. three\n2. four\n\nA line\nthat goes on\nand on and on.",
    ]


def pastes() -> list[bytes]:
    """Return texts as they come out of browsers."""
    bars = b"Skip to main content\nHome\nNews\nSport\n\nA wall\n\nBy Tamsin Oyelaran"
    return [
        *texts(),
        bars + b"\n\n14 October 2025\n\nShare\n\nThe wall fell.\n\nRead more\n\nComments (12)",
    ]


def markdown() -> list[bytes]:
    """Return texts in Markdown."""
    front = (
        b"---\ntitle: A wall\ndate: 2025-01-02\n---\n# A wall\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    return [*_samples(".md"), front + b"\n```\ncode\n```\n\n> quote\n\n1. one\n   - two\n"]


def pages() -> list[bytes]:
    """Return pages."""
    return [*_samples(".html"), _LD, _STORY, _TABLE]


def feeds() -> list[bytes]:
    """Return feeds of each kind."""
    return [_RSS, _ATOM, _JSON_FEED]


def links() -> list[bytes]:
    """Return links of the kinds that people paste."""
    return [
        b"https://www.news.example/a/b.html?utm_source=x&id=3#part",
        b"https://m.news.example/amp/story/",
        b"https://www.google.com/amp/s/news.example/story.amp.html",
        "HTTP://Bücher.example:80/ä ö?q=ü&q=%C3%BC".encode(),
        b"http://user:word@[::ffff:7f00:1]:8080/..//a",
        b"mailto:a@b.example",
    ]


def _samples(*endings: str) -> list[bytes]:
    paths = sorted(path for path in _SAMPLES.iterdir() if path.suffix in endings)
    return [path.read_bytes()[:_SEED_BYTES] for path in paths]


def models() -> list[bytes]:
    """Return small model files, whole and with several kinds of values.

    The layout is that of https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
    """
    number = _gguf_text("llama.context_length") + struct.pack("<IQ", 10, 2_048)
    name = _gguf_text("general.architecture") + struct.pack("<I", 8) + _gguf_text("llama")
    words = _gguf_text("tokenizer.ggml.tokens") + struct.pack("<IIQ", 9, 8, 2)
    words += _gguf_text("a") + _gguf_text("bc")
    weights = _gguf_text("w") + struct.pack("<IQQIQ", 2, 4, 2, 0, 0)
    found = []
    for entries, tensors, numbers in (
        ([], [], b""),
        ([number, name], [weights], bytes(32)),
        ([name, words], [weights], bytes(32)),
    ):
        said = struct.pack("<IQQ", 3, len(tensors), len(entries))
        header = b"GGUF" + said + b"".join([*entries, *tensors])
        found.append(header + bytes(-len(header) % 32) + numbers)
    return found


def _gguf_text(text: str) -> bytes:
    return struct.pack("<Q", len(text)) + text.encode()
