"""Links that open a page at a quote.

A text fragment (the `:~:text=` directive of the WICG specification "URL Fragment Text Directives")
names the first and the last words of the quote; a browser that knows it scrolls there and marks
the quote, any other opens the page.
"""

from urllib.parse import quote as percent_encode
from urllib.parse import urldefrag

_EDGE_WORDS = 5


def quote_link(url: str, quote: str) -> str:
    """Return `url` with a text fragment that points at the quote."""
    words = quote.split()
    if len(words) <= 2 * _EDGE_WORDS:
        directive = _encode(words)
    else:
        directive = f"{_encode(words[:_EDGE_WORDS])},{_encode(words[-_EDGE_WORDS:])}"
    return f"{urldefrag(url).url}#:~:text={directive}"


def _encode(words: list[str]) -> str:
    # "-" separates a prefix or a suffix in the directive, and percent_encode leaves it alone.
    return percent_encode(" ".join(words), safe="").replace("-", "%2D")
