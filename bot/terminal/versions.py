"""What a person does in the terminal about the versions of an article: refresh it, open a quote."""

from answer.models import Citation
from bot.assembly import Assembly
from bot.terminal.terminal import Terminal
from index.errors import ExtractionError, FetchError
from index.models import ArticleCard
from index.quotations import find_quotation


async def refresh(assembly: Assembly, terminal: Terminal, card: ArticleCard) -> bool:
    """Read an article anew from its link, and say what came of it. Return whether it worked.

    Raises:
        FailedIndex: the store fails, or the article is gone.
    """
    try:
        refreshed = await (await assembly.refreshing()).refresh(card.corpus, card.id)
    except (FetchError, ExtractionError) as error:
        terminal.complain(f"{error} The article stays as it was.")
        return False
    card = refreshed.card
    if refreshed.outcome == "unchanged":
        terminal.say(f"“{card.title}” hasn't changed.")
    else:
        terminal.say(f"Brought up to date: “{card.title}” ({card.words:,} words, id {card.id}).")
    return True


async def open_quote(
    assembly: Assembly, terminal: Terminal, citation: Citation, *, cited: str
) -> None:
    """Print a quote in its article as it is by now, or what became of it since.

    Args:
        assembly: has the articles.
        terminal: prints.
        citation: the quote.
        cited: ISO 8601 time (UTC) at which it was.

    Raises:
        CatalogueError: the articles can't be read.
    """
    article = citation.article
    found = await find_quotation(
        await assembly.catalogue(),
        article.corpus,
        article.id,
        citation.quote,
        start=citation.start,
        cited=cited,
    )
    terminal.quotation(citation, found)
