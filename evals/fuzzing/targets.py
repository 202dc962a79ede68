"""What is fuzzed: from bytes to an article and its passages, to a feed, a link, a model."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from engine.errors import WeightsError
from engine.gguf_header import read_header
from evals.fuzzing import files, seeds
from evals.fuzzing.properties import Broken, check_article, check_passages
from index.errors import FailedIndex, FeedError
from index.extraction.alternates import alternates, next_page
from index.extraction.drafts import article_of
from index.extraction.extractor import extract
from index.extraction.kinds import FileKind
from index.extraction.plaintext import ready
from index.extraction.reading_apart import parse as parse_file
from index.extraction.unreadable import Unreadable
from index.feeds.parsing import MOST_ENTRIES
from index.feeds.parsing import parse as parse_feed
from index.links import cleaned
from index.models import ArticleId, ExtractedArticle, FetchedPage, VersionId
from index.passages import cut

_LINK = "https://news.example/2026/11/the-harbour-wall.html"
_NOW = datetime(2026, 11, 23, tzinfo=UTC)
_MOST_IN_BYTE = 8  # numbers; the densest kind puts five into one
_LANGUAGES = ("en", "de", "es", "zh", "ja", "ar", "hi", "xx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something that takes any bytes.

    Attributes:
        run: takes them, and raises only where that is a finding.
        seeds: bytes to begin with.
        words: what to put into bytes, as they stand in such files.
    """

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    words: tuple[bytes, ...] = ()


def _check(article: ExtractedArticle) -> None:
    check_article(article)
    passages = cut(article, article_id=ArticleId("article"), version=VersionId("version"))
    check_passages(article, passages)


def _extracted(page: FetchedPage) -> None:
    try:
        article = extract(page)
    except FailedIndex:
        return
    _check(article)


def _html(content: bytes) -> None:
    page = FetchedPage(content=content, media_type="text/html", url=_LINK)
    _extracted(page)
    alternates(page)
    next_page(page)


def _markdown(content: bytes) -> None:
    _extracted(FetchedPage(content=content, media_type="text/markdown", name="story.md"))


def _text(content: bytes) -> None:
    _extracted(FetchedPage(content=content, media_type="text/plain", name="story.txt"))


def _pasted(content: bytes) -> None:
    text = content.decode("utf-8", "replace").encode()
    _extracted(FetchedPage(content=text, media_type="text/plain", encoding="utf-8"))


def _cutting(content: bytes) -> None:
    """The first byte chooses the language; lines that begin with # are headings."""
    text = content[1:].decode("utf-8", "replace")
    if not text.strip():
        return
    article = ready("Title", text, language=_LANGUAGES[content[0] % len(_LANGUAGES)])
    if article.text:
        _check(article)


def _file(kind: FileKind, content: bytes) -> None:
    try:
        draft = parse_file(kind, content)
    except Unreadable:
        return
    if any(block.text for block in draft.blocks):
        _check(article_of(draft, fallback_title="File", url=None))


def _feed(content: bytes) -> None:
    page = FetchedPage(content=content, media_type="application/xml", url=_LINK)
    try:
        feed = parse_feed(page, link=_LINK, now=_NOW)
    except FeedError:
        return
    if len(feed.entries) > MOST_ENTRIES:
        raise Broken("a feed has too many entries")
    f"{feed.title}{feed.entries}".encode()


def _link(content: bytes) -> None:
    link = content.decode("utf-8", "replace")
    once = cleaned(link)
    if cleaned(once) != once:
        raise Broken("a cleaned link is cleaned again")


def _model(content: bytes) -> None:
    """The file is a temporary one, since model files are read where they lie."""
    with NamedTemporaryFile(suffix=".gguf") as file:
        file.write(content)
        file.flush()
        try:
            header = read_header(Path(file.name))
        except WeightsError:
            return
    if not 0 <= header.parameters <= _MOST_IN_BYTE * len(content):
        raise Broken("a model has more numbers than its file can hold")


TARGETS: dict[str, Target] = {
    "cutting": Target(run=_cutting, seeds=seeds.texts, words=seeds.TEXT_WORDS),
    "text": Target(run=_text, seeds=seeds.texts, words=seeds.TEXT_WORDS),
    "pasted": Target(run=_pasted, seeds=seeds.pastes, words=seeds.TEXT_WORDS),
    "markdown": Target(run=_markdown, seeds=seeds.markdown, words=seeds.MARKDOWN_WORDS),
    "html": Target(run=_html, seeds=seeds.pages, words=seeds.HTML_WORDS),
    "feed": Target(run=_feed, seeds=seeds.feeds, words=seeds.FEED_WORDS),
    "link": Target(run=_link, seeds=seeds.links, words=seeds.LINK_WORDS),
    "model": Target(run=_model, seeds=seeds.models, words=seeds.MODEL_WORDS),
    "pdf": Target(
        run=lambda content: _file("pdf", files.pdf(content)),
        seeds=files.pdf_seeds,
        words=files.PDF_WORDS,
    ),
    "epub": Target(
        run=lambda content: _file("epub", files.epub(content)),
        seeds=files.epub_seeds,
        words=seeds.HTML_WORDS,
    ),
    "docx": Target(
        run=lambda content: _file("docx", files.docx(content)),
        seeds=files.docx_seeds,
        words=files.DOCX_WORDS,
    ),
}
