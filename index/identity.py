"""The one place where ids are minted. All are derived from content, so work can be repeated."""

import hashlib

from index.models import ArticleId, Corpus, FeedId, PassageId, VersionId

_LENGTH = 16  # hex characters: 64 bits, enough for billions of passages


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def article_id(corpus: Corpus, *, url: str | None, text: str) -> ArticleId:
    """Return the id of an article: by its link where it has one, else by its text."""
    return ArticleId(_digest("article", corpus, url or "", "" if url else text))


def version_id(article: ArticleId, *, title: str, text: str) -> VersionId:
    """Return the id of one version of an article: another text or title is another version."""
    return VersionId(_digest("version", article, title, text))


def passage_id(version: VersionId, *, start: int, end: int) -> PassageId:
    """Return the id of the passage of `version` between two offsets."""
    return PassageId(_digest("passage", version, str(start), str(end)))


def feed_id(corpus: Corpus, url: str) -> FeedId:
    """Return the id of the feed behind a link, as a corpus follows it."""
    return FeedId(_digest("feed", corpus, url))


def corpus_key(corpus: Corpus) -> str:
    """Return a name for `corpus` of letters and digits only, whatever the corpus is called."""
    return _digest("corpus", corpus)


def text_hash(text: str) -> str:
    """Return the SHA-256 of an article's text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def embedded_hash(model: str, dimension: int, text: str) -> bytes:
    """Return what tells a text among all that an embedding model has made vectors of."""
    return hashlib.sha256(f"{model}\x1f{dimension}\x1f{text}".encode()).digest()[:_LENGTH]
