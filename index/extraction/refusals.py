"""Why what a page shows isn't stored: one sentence for each kind, and what to do instead."""

from index.errors import ExtractionError
from index.models import Thin

PASTE = "if you can read it there, copy its text and add that instead"
WALLS = {  # by their keys
    "extract-consent": f"{{name}} shows its article only to who agrees to its cookies: {PASTE}.",
    "extract-paywall": f"{{name}} shows its article to subscribers only: {PASTE}.",
    "extract-script": f"{{name}} has no text before its scripts run: {PASTE}.",
    "extract-error": f"{{name}} says that something went wrong, and shows no article: {PASTE}.",
}


def wall(name: str, thin: Thin | None) -> ExtractionError | None:
    """Return the refusal of what is no whole article; None where it may be one.

    A short text may be all there is, so it isn't refused.

    Args:
        name: the link or the file.
        thin: why its text may not be the whole article.
    """
    key = f"extract-{thin}"
    if key not in WALLS:
        return None
    return ExtractionError(WALLS[key].format(name=name), key=key, name=name)
