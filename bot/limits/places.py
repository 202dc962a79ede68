"""How much the articles of a place in Discord may be: of a server, or of direct messages."""

from collections.abc import Callable

from bot.places import is_of_discord
from bot.settings import Settings
from index.ingestion.room import ANY, Most
from index.models import Corpus


def most_of(settings: Settings) -> Callable[[Corpus], Most]:
    """Return what tells how much a corpus may have: in the terminal, any amount."""
    most = Most(articles=settings.server_articles, bytes=int(settings.server_megabytes * 1_000_000))

    def of(corpus: Corpus) -> Most:
        return most if is_of_discord(corpus) else ANY

    return of
