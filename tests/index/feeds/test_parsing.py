"""Feeds of all kinds are read alike, and whatever else comes is refused."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.errors import FeedError
from index.feeds.models import FoundFeed
from index.feeds.parsing import MOST_ENTRIES, is_feed, parse
from index.models import FetchedPage

LINK = "https://news.example/feed/"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LONG = "The lock at Marle was opened in 1893 and has been mended twice since then. " * 4

RSS_2 = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>River &amp; Sea</title><link>/start</link>
<item><title>Older</title><link>https://news.example/2?utm_source=rss#top</link>
 <guid isPermaLink="false">n-2</guid><pubDate>Sun, 22 Nov 2026 08:00:00 GMT</pubDate></item>
<item><title>The &lt;i&gt;newest&lt;/i&gt; &amp;amp; best</title><link>1</link>
 <pubDate>Mon, 23 Nov 2026 10:00:00 +0200</pubDate><description>Short.</description></item>
</channel></rss>"""
RSS_1 = """\
<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/"><title>River</title>
 <link>https://news.example/</link></channel>
<item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link>
 <dc:date>2026-11-20T10:00:00Z</dc:date></item></rdf:RDF>"""
RSS_091 = """\
<?xml version="1.0"?><rss version="0.91"><channel><title>River</title>
<link>https://news.example/</link>
<item><title>One</title><link>https://news.example/1</link></item></channel></rss>"""
ATOM = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/blog/">
<title type="html">River &amp;lt;Sea&amp;gt;</title>
<link rel="self" href="feed.atom"/><link href="./"/>
<entry><id>tag:news.example,2026:1</id><title>One</title>
 <link rel="alternate" type="text/html" href="1"/>
 <link rel="enclosure" href="https://news.example/1.mp3"/>
 <updated>2026-11-21T10:00:00+01:00</updated></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "River",
        "home_page_url": "https://news.example/",
        "items": [
            {"id": 7, "url": "/one", "title": "One", "date_published": "2026-11-21T10:00:00Z"},
            {"id": "8", "external_url": "https://other.example/two", "title": ["no text"]},
            "no item",
            {"id": "9", "content_html": f"<p>{LONG}</p>", "title": "Own"},
        ],
    }
)


def _read(content: str | bytes, *, encoding: str | None = None) -> FoundFeed:
    raw = content.encode() if isinstance(content, str) else content
    return parse(FetchedPage(content=raw, encoding=encoding, url=LINK), link=LINK, now=NOW)


def test_rss_2() -> None:
    """Links are absolute, titles plain, times in UTC, and the newest entry is the first."""
    feed = _read(RSS_2)
    assert (feed.title, feed.site) == ("River & Sea", "https://news.example/start")
    newest, older = feed.entries
    assert (newest.title, newest.link) == ("The newest & best", "https://news.example/feed/1")
    assert newest.published == "2026-11-23T08:00:00+00:00"
    assert (older.title, older.published) == ("Older", "2026-11-22T08:00:00+00:00")
    assert older.link == "https://news.example/2?utm_source=rss"
    assert newest.content is None


@pytest.mark.parametrize("text", [RSS_1, RSS_091])
def test_older_rss(text: str) -> None:
    """RSS 1.0 and 0.91 say the same in other ways."""
    feed = _read(text)
    assert (feed.title, feed.site) == ("River", "https://news.example/")
    assert [(e.title, e.link) for e in feed.entries] == [("One", "https://news.example/1")]


def test_atom() -> None:
    """Links are relative to the feed's base, and enclosures are no articles."""
    feed = _read(ATOM)
    assert feed.site == "https://news.example/blog/"
    (entry,) = feed.entries
    assert (entry.title, entry.link) == ("One", "https://news.example/blog/1")
    assert entry.published == "2026-11-21T09:00:00+00:00"


def test_json_feed() -> None:
    """Items that are no items are left out, and of an item what isn't as it should be."""
    feed = _read(JSON)
    assert (feed.title, feed.site) == ("River", "https://news.example/")
    assert [(e.title, e.link) for e in feed.entries] == [
        ("One", "https://news.example/one"),
        (None, "https://other.example/two"),
        ("Own", None),
    ]
    assert feed.entries[2].content == f"<p>{LONG}</p>"
    older = JSON.replace("version/1.1", "version/1")
    assert [e.key for e in _read(older).entries] == [e.key for e in feed.entries]


def test_a_feed_that_holds_its_articles() -> None:
    """An entry without a link brings its own text, the longest there is; a remark is none."""
    items = (
        f"<item><title>Own</title><content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded>"
        "<description>Short.</description></item>"
        "<item><title>Remark</title><description>Short.</description></item>"
    )
    text = RSS_2.replace("</channel>", f"{items}</channel>")
    entries = {entry.title: entry for entry in _read(text).entries}
    assert entries["Own"].link is None
    assert entries["Own"].content == f"<p>{LONG}</p>"
    assert entries["Remark"].content is None
    atom = ATOM.replace(
        '<link rel="alternate" type="text/html" href="1"/>',
        f'<content type="text">1 &lt; 2. {LONG}</content>',
    )
    (entry,) = _read(atom.replace('<link rel="enclosure"', '<link rel="related"')).entries
    assert (entry.content or "").startswith("<p>1 &lt; 2. The lock")


def test_the_key_of_an_entry_outlives_changes() -> None:
    """It is the id's, else the link's however it is tracked, else the entry's own."""
    by_id = [e.key for e in _read(RSS_2.replace("Older", "Corrected")).entries]
    assert by_id == [e.key for e in _read(RSS_2).entries]
    by_link = _read(RSS_091).entries[0].key
    assert _read(RSS_091.replace("/1<", "/1?utm_source=feed<")).entries[0].key == by_link
    assert _read(RSS_091.replace("/1<", "/2<")).entries[0].key != by_link


def test_entries_that_stand_twice_count_once() -> None:
    """Neither the same id nor the same link makes two entries."""
    item = RSS_2[RSS_2.index("<item>") : RSS_2.index("</item>") + len("</item>")]
    other_id = item.replace("n-2", "n-3")
    assert len(_read(RSS_2.replace(item, item + other_id + item)).entries) == 2


def test_undated_and_future_entries() -> None:
    """A date that can't be yet is none, and without all dates the feed's own order counts."""
    future = RSS_2.replace("22 Nov 2026", "22 Nov 2031").replace("Sun, ", "")
    titles = [(e.title, e.published is None) for e in _read(future).entries]
    assert titles == [("Older", True), ("The newest & best", False)]


@pytest.mark.parametrize(
    ("declared", "announced"), [("ISO-8859-1", None), ("UTF-8", "iso-8859-1"), ("utf-16", None)]
)
def test_encodings(declared: str, announced: str | None) -> None:
    """What the server says of the letters goes before what the feed says."""
    text = RSS_091.replace('version="1.0"', f'version="1.0" encoding="{declared}"', 1)
    raw = text.replace("One", "Überfahrt").encode(announced or declared)
    assert _read(raw, encoding=announced).entries[0].title == "Überfahrt"


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    """Unknown entities and open tags don't hide the entries."""
    broken = RSS_091.replace("One", "One &nbsp; & two").replace("</channel></rss>", "<b>")
    (entry,) = _read(broken).entries
    assert (entry.title, entry.link) == ("One & two", "https://news.example/1")


def test_a_feed_may_be_empty() -> None:
    """A feed without entries is one."""
    empty = '<rss version="2.0"><channel><title>New</title></channel></rss>'
    assert _read(empty) == FoundFeed(title="New", site=None, entries=())
    nothing = '{"version": "https://jsonfeed.org/version/1.1", "items": []}'
    assert _read(nothing) == FoundFeed(title=None, site=None, entries=())


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "ftp://a.example/x", "mailto:a@b.example", "http://u:p@a.example/",
     "http://[::1", "https://a.example/" + "x" * 3000, "http:///x", "https://a.example/\x01"],
)  # fmt: skip
def test_links_to_anything_but_pages_are_none(link: str) -> None:
    """Only links that a browser would open as pages are taken."""
    feed = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"url": link}]})
    assert [entry.link for entry in _read(feed).entries] == [None]


def test_long_feeds_are_cut() -> None:
    """Only so many entries are read, and titles have an end."""
    items = "".join(
        f"<item><title>{'long ' * 200}</title><link>{n}</link></item>" for n in range(300)
    )
    feed = _read(f'<rss version="2.0"><channel>{items}</channel></rss>')
    assert len(feed.entries) == MOST_ENTRIES
    assert all(len(entry.title or "") <= 300 for entry in feed.entries)
    with pytest.raises(FeedError) as raised:
        _read("<rss>" + " " * 5_000_000)
    assert raised.value.key == "feed-too-large"


PAGE = b"<!doctype html><html><head><title>News</title></head><body><p>rss</p></body></html>"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        PAGE,
        b"<html><body><code>&lt;rss></code><rss version='2.0'></rss></body></html>",
        b"Not found",
        b"{}",
        b"[1, 2]",
        b'{"version": "https://other.example/1"}',
        b"{" * 100_000,
        b"/etc/hostname",
        b"file:///etc/hostname",
        b"https://news.example/other",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
    ],
)
def test_what_is_no_feed_is_refused(content: bytes) -> None:
    """Pages, error pages, other JSON and other XML aren't taken for feeds."""
    with pytest.raises(FeedError) as raised:
        _read(content)
    assert raised.value.key == "feed-unreadable"
    assert LINK in str(raised.value)


def test_nothing_is_fetched_or_opened_while_reading(tmp_path: Path) -> None:
    """Entities that name files stay empty, and bytes that are a file's name are bytes."""
    secret = tmp_path / "secret"
    secret.write_text("<rss version='2.0'><channel><title>Secret</title></channel></rss>")
    with pytest.raises(FeedError):
        _read(str(secret))
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    stolen = f'{entity}<rss version="2.0"><channel><title>a &x; b</title></channel></rss>'
    assert "Secret" not in (_read(stolen).title or "")


def test_entities_that_multiply_do_not() -> None:
    """A billion laughs stay few, and take no time."""
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12)
    )
    begun = time.monotonic()
    feed = _read(
        f'<?xml version="1.0"?><!DOCTYPE rss [{laughs}]>'
        '<rss version="2.0"><channel><title>&l11;</title></channel></rss>'
    )
    assert len(feed.title or "") <= 300
    assert time.monotonic() - begun < 5


_PIECES = st.sampled_from(
    ["<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>",
     "</link>", "<guid>", "<pubDate>Mon, 31 Feb 2026 99:00 XYZ</pubDate>", "<feed>", "<entry>",
     "<link href='", "'/>", "<rdf:RDF>", "<content type='xhtml'><div>", "<![CDATA[", "]]>", "<!--",
     "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "&#0;", "&#xD800;", "\ud800", "http://[", "\0", "é",
     "<updated>9999-12-31T23:59:59-23:59</updated>", "xml:base='http://[::'", "<?xml version='1.0' "
     "encoding='utf-7'?>"]
)  # fmt: skip
_TEXTS = st.lists(_PIECES | st.text(max_size=8), max_size=30).map("".join)
_JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=6,
)
_ITEMS = st.lists(
    _JSON_VALUES
    | st.dictionaries(
        st.sampled_from(["id", "url", "title", "content_html", "content_text", "date_published"]),
        _JSON_VALUES,
    ),
    max_size=4,
)
_JSON_FEEDS = _ITEMS.map(
    lambda items: json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
)


@example(b"<rss>\xff\xfe", None)
@example(b"<rss><a<&#xD800;", None)
@example(b"<feed><entry><updated>0000-00-00T00:00:00Z</updated></entry></feed>", "utf-7")
@given(
    st.binary(max_size=200)
    | _TEXTS.map(lambda text: f"<rss>{text}".encode("utf-8", "surrogatepass"))
    | _TEXTS.map(lambda text: f"<feed>{text}".encode("utf-16", "surrogatepass"))
    | _JSON_FEEDS.map(str.encode),
    st.sampled_from([None, "utf-8", "latin-1", "utf-16", "nonsense", "utf-7", "hex", "idna"]),
)
def test_whatever_comes_is_a_feed_or_refused(content: bytes, encoding: str | None) -> None:
    """Nothing else than FeedError is raised, and what is read can be stored."""
    page = FetchedPage(content=content, encoding=encoding, url=LINK)
    assert is_feed(page) in {True, False}
    try:
        feed = parse(page, link=LINK, now=NOW)
    except FeedError:
        return
    texts = [feed.title, feed.site]
    for entry in feed.entries:
        texts += [entry.key, entry.link, entry.title, entry.published, entry.content]
        assert entry.published is None or datetime.fromisoformat(entry.published).tzinfo == UTC
        assert entry.link is None or entry.link.startswith(("http://", "https://"))
    for text in texts:
        assert text is None or text.encode()
