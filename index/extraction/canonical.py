"""The link that an article is known by: the one its page names for itself, where that is sound.

RFC 6596 lets a page name a link that it is better known by. Templates get it wrong: they name the
front page for all articles, or a section; and a page mustn't take the place of another site's.
"""

import re
from urllib.parse import urljoin, urlsplit

from index.extraction.alternates import of_one_site
from index.hosts import host_of
from index.links import cleaned

_SLUG = re.compile(r"\d{5}|-[^/]*-|[^/]\.(?:html?|php|aspx?|jsp|shtml)\Z", re.IGNORECASE)
_VARIANT = re.compile(
    r"/?(?:amp|print|all|single|full|(?:page|seite|pagina)[/-]?\d{1,3}|\d{1,3})/?\Z", re.IGNORECASE
)
_INDEX = re.compile(r"/(?:index|home|default|start)(?:\.\w{2,5})?/?\Z", re.IGNORECASE)
_WEB = {"http", "https"}


def article_link(declared: str | None, fetched: str | None) -> str | None:
    """Return the cleaned link that an article is known by, None if it has none.

    Args:
        declared: the link that the page names for itself, as written.
        fetched: the link it was fetched from, None for a file.
    """
    own = cleaned(fetched) if fetched else None
    link = _whole(declared, fetched)
    if link is None:
        return own
    if own is None:
        return None if is_front(link) else link
    if not of_one_site(link, own) or _is_above(link, own):
        return own
    return link


def _whole(declared: str | None, fetched: str | None) -> str | None:
    """Return a declared link as it is known, None if it leads nowhere."""
    try:
        link = urljoin(fetched or "", (declared or "").strip())
        if not declared or urlsplit(link).scheme not in _WEB:
            return None
    except ValueError:
        return None
    return cleaned(link) if host_of(link) else None


def is_front(link: str) -> bool:
    """Tell whether a link leads to a site's front page, which is of another article every day."""
    parts = urlsplit(link)
    return not parts.query and (parts.path in {"", "/"} or bool(_INDEX.fullmatch(parts.path)))


def _is_above(link: str, own: str) -> bool:
    """Tell whether a link leads to the front page or to a section that holds the article."""
    if link == own:
        return False
    if is_front(link):
        return True
    path, below = urlsplit(link).path.rstrip("/"), urlsplit(own).path
    rest = below.removeprefix(path)
    if rest == below or not rest.startswith("/") or rest == "/":
        return False
    return not _VARIANT.fullmatch(rest) and not _SLUG.search(path.rpartition("/")[2])
