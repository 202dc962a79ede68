"""May what was read anew take the place of an article? All pure.

A page may be gone, walled or emptied and still come as a good page, so a reading has to look like
a version of the article before it replaces one.
"""

from dataclasses import replace
from urllib.parse import urlsplit

from index.duplicates import SIMILAR, resemblance, sketch
from index.errors import ExtractionError
from index.function_words import content_terms
from index.models import Article, ExtractedArticle
from index.words import count_words

_SHRUNK = 3  # an article that was cut to less than a third isn't whole any more
_OTHER = 0.1  # two articles that share less of their text are about different things


def renewed(before: Article, found: ExtractedArticle, *, titled: bool) -> ExtractedArticle:
    """Return a reading as the next version of an article.

    The title stays where a person gave it and where the text is the same, as sites try out titles.

    Args:
        before: the article.
        found: what was read at its link.
        titled: whether a person gave the title of `before`.

    Raises:
        ExtractionError: the reading is no version of the article, or not all of it.
    """
    card = before.card
    if found.text == before.text:
        return replace(found, title=card.title, titled=titled)
    alike = resemblance(sketch(before.text), sketch(found.text))
    words, words_before = count_words(found.text), count_words(before.text)
    if _left_for_the_front(card.url, found.url):
        raise ExtractionError(
            f"The link of “{card.title}” leads to the front page of its site by now.",
            key="refresh-front",
            title=card.title,
        )
    if alike < _OTHER and not _share_words(card.title, found.title, card.language):
        raise ExtractionError(
            f"The page of “{card.title}” is about something else by now: “{found.title}”. If that "
            "is what you want, add its link again.",
            key="refresh-other",
            title=card.title,
            other=found.title,
        )
    incomplete = found.thin is not None and (alike < SIMILAR or words < words_before)
    if incomplete or words * _SHRUNK < words_before:
        raise ExtractionError(
            f"The page of “{card.title}” has only {words:,} of its {words_before:,} words left; "
            "it may not show all of the article by now.",
            key="refresh-shrunk",
            title=card.title,
            words=words,
            before=words_before,
        )
    return replace(found, title=card.title, titled=True) if titled else found


def _left_for_the_front(before: str | None, now: str | None) -> bool:
    """Tell whether a link led to a page of a site and leads to the site's front page now."""
    return bool(before and now) and not _is_front(before) and _is_front(now)


def _is_front(link: str | None) -> bool:
    parts = urlsplit(link or "")
    return parts.path in {"", "/"} and not parts.query


def _share_words(one: str, other: str, language: str) -> bool:
    return not set(content_terms(one, language)).isdisjoint(content_terms(other, language))
