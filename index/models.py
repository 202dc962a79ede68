"""Values of the index: what an article, a passage and a sentence are."""

from dataclasses import dataclass
from typing import Literal, NewType

ArticleId = NewType("ArticleId", str)
VersionId = NewType("VersionId", str)
PassageId = NewType("PassageId", str)
FeedId = NewType("FeedId", str)
Corpus = NewType("Corpus", str)

Thin = Literal["consent", "paywall", "script", "error", "short"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server calls the state of a page, to be asked whether it has changed (RFC 9110, 8.8).

    Attributes:
        etag: the value of the header ETag, quotes included.
        last_modified: the value of the header Last-Modified.
    """

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStart:
    """Where a page begins in the text of an article that has pages.

    Attributes:
        start: character offset into the article's text.
        label: what is printed on the page, or its number from 1: "12", "iv".
        number: which page of its file it is, from 1; None where that isn't known.
    """

    start: int
    label: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """The bytes of one link, file or paste, and what was said about them.

    Attributes:
        content: the bytes as received.
        media_type: lower-case media type without parameters, as announced or guessed from the
            name; None when nothing is known.
        encoding: the announced character encoding, None when not announced.
        url: the link after redirects; None for files and pasted text.
        name: the file's name without its folder; None for links and pasted text.
        links: for a link, the links that led here, cleaned: the one that was asked for and those
            that it was redirected to, the last of which is that of `url`.
        moved: where the page is to be looked for from now on, if the link was redirected for good
            (RFC 9110, 15.4: 301 and 308), at least at first; None if it wasn't.
        validators: what the server calls this state of the page.
    """

    content: bytes
    media_type: str | None = None
    encoding: str | None = None
    url: str | None = None
    name: str | None = None
    links: tuple[str, ...] = ()
    moved: str | None = None
    validators: Validators = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside an article's text; `level` is 1 for the outermost."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedArticle:
    """An article as extraction found it, before it belongs to a corpus.

    Attributes:
        text: paragraphs, headings, list items and table rows, separated by blank lines (items and
            rows of one list or table by single line breaks), free of boilerplate.
        headings: where headings stand in `text`, in order.
        language: ISO 639-1 code, "en" when it can't be told.
        published: ISO 8601 date, None when unknown.
        modified: ISO 8601 date of the last change, None when unknown or the day of publication.
        pages: where the pages begin in `text`, in order; empty for what has no pages.
        url: the link that it is known by: the canonical one where the page names one of its site.
        aliases: other links that lead to it, cleaned.
        validators: what the server calls this state of the page; None for what has no link.
        titled: whether a person gave the title, so that no page's own takes its place.
        thin: why the text may not be the whole article: the page asked for consent first, shows
            the beginning only, is put together by its scripts, says that something went wrong, or
            has suspiciously few words; None where nothing speaks for that.
    """

    title: str
    text: str
    headings: tuple[Heading, ...] = ()
    pages: tuple[PageStart, ...] = ()
    url: str | None = None
    aliases: tuple[str, ...] = ()
    site: str | None = None
    subtitle: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str = "en"
    validators: Validators | None = None
    titled: bool = False
    thin: Thin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCard:
    """What is known of an article of a corpus besides its text.

    Attributes:
        words: number of words in the text.
        passages: number of passages it was cut into.
        added: ISO 8601 time (UTC) at which the article came into the corpus.
    """

    id: ArticleId
    corpus: Corpus
    title: str
    url: str | None
    site: str | None
    author: str | None
    published: str | None
    language: str
    words: int
    passages: int
    added: str
    subtitle: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVersion:
    """What remains of a version of an article: when it became the searchable one, and its hash.

    Attributes:
        since: ISO 8601 time (UTC).
        text_hash: SHA-256 of the text, in hexadecimal.
        words: number of words in the text.
    """

    since: str
    title: str
    text_hash: str
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article of a corpus: its card and its text."""

    card: ArticleCard
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence; `start` and `end` are character offsets into the article's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A contiguous span of an article: the unit of retrieval.

    Invariant: `article.text[start:end] == text`, and the same for each sentence, which all lie
    inside the passage.

    Attributes:
        heading: the headings the passage stands under, outermost first, joined by " > "; empty
            when there is none. It is not part of `text`.
        pages: the pages that the passage stands on, in order, the first of which may begin before
            it; empty for articles without pages.
    """

    id: PassageId
    article_id: ArticleId
    start: int
    end: int
    text: str
    heading: str
    sentences: tuple[Sentence, ...]
    pages: tuple[PageStart, ...] = ()

    def page_at(self, offset: int) -> PageStart | None:
        """Return the page at an offset into the article's text, None without pages."""
        begun = [page for page in self.pages if page.start <= offset]
        return begun[-1] if begun else None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedPassage:
    """The passage in which a quote stands by now.

    Attributes:
        start: where the quote starts in the article's text, inside the passage.
        end: where it ends, which may be after the passage's end.
    """

    article: Article
    passage: Passage
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much there is.

    Attributes:
        bytes: of the articles' texts, in UTF-8.
    """

    articles: int
    passages: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A passage that says what another one says, in nearly the same words."""

    passage: Passage
    article: ArticleCard


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievedPassage:
    """A passage that may answer a question.

    Attributes:
        score: rank score between 0 and 1, higher is better; comparable within one retrieval.
        words: the normalised BM25 part of the score, between 0 and 1.
        meaning: cosine similarity of the passage's and the question's vectors, between -1 and 1.
        repeats: what was found besides and says the same in nearly the same words.
        best_sentences: those of the passage that match best, best first.
    """

    passage: Passage
    article: ArticleCard
    score: float
    words: float
    meaning: float
    repeats: tuple[Repeat, ...] = ()
    best_sentences: tuple[Sentence, ...] = ()

    @property
    def also(self) -> tuple[ArticleCard, ...]:
        """The other articles that say the same, each once."""
        others = {repeat.article.id: repeat.article for repeat in self.repeats}
        return tuple(card for card in others.values() if card.id != self.article.id)
