"""Articles that the bot knows already when a test begins, and what is to be read in them."""

from bot.places import guild_corpus, user_corpus
from index.models import ArticleCard, Corpus, ExtractedArticle
from tests.bot.discord.lab import Lab
from tests.discordfake import Guild, User

FERRY = (
    "The ferry to Orsay leaves the harbour of Tarn at six in the morning.\n\n"
    "Captain Mirelle Dossin has steered the ferry since 2009. She said in May that the old engine "
    "would not survive another winter.\n\n"
    "A return ticket costs eleven crowns, and dogs travel free."
)
BRIDGE = (
    "The Hallow bridge was opened in 1931 by the engineer Tobias Renn.\n\n"
    "It is painted green every seven years with nine tons of paint."
)
FERRY_LINK = "https://news.example/ferry"


async def know(
    lab: Lab,
    text: str = FERRY,
    *,
    title: str = "The ferry to Orsay",
    url: str | None = FERRY_LINK,
    guild: Guild | None = None,
    user: User | None = None,
) -> ArticleCard:
    """Add an article to a server ("Lab" if no other is named), or to a person's own corpus."""
    corpus = guild_corpus((guild or lab.guild).id) if user is None else user_corpus(user.id)
    return await learn(lab, corpus, text, title=title, url=url)


async def learn(lab: Lab, corpus: Corpus, text: str, *, title: str, url: str | None) -> ArticleCard:
    """Add an article to a corpus."""
    ingestion = (await lab.parts.assembly.index()).ingestion
    added = await ingestion.add(
        corpus,
        ExtractedArticle(
            title=title, text=text, url=url, site="Tarn Courier", published="2025-05-04"
        ),
    )
    return added.card
