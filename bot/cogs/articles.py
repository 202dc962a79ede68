"""`/article`: add, list, show, remove and refresh, and the buttons that do the same."""

import discord
from discord import app_commands
from discord.ext import commands
from discord.ui import LayoutView

from bot.adding.adding import Adding
from bot.adding.intake import Intake
from bot.article_choice import choices, chosen, known
from bot.errors import Refused
from bot.localisation import Texts
from bot.messages.links import links_typed
from bot.messages.submitted import files_of, text_of, values_of
from bot.parts import Parts
from bot.places import corpus_of
from bot.posting.acknowledging import acknowledge_change, acknowledge_privately
from bot.posting.replies import reply_privately
from bot.render import articles, modals
from index.catalogue.catalogue import Catalogue
from index.models import ArticleCard, ArticleId, Corpus

_TITLE = 300  # characters
_FOUND = 1_000
_LAST_PAGE = 100_000
_SEARCH = 40  # they stand in the buttons that turn the pages
_PREVIEW = 1_000

Choices = list[app_commands.Choice[str]]


class ArticlesCog(commands.Cog):
    """What people can do with the articles of a place."""

    article = app_commands.Group(
        name="article",
        description="The articles that questions are answered from",
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=False
        ),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, parts: Parts, intake: Intake, adding: Adding) -> None:
        """Serve with `parts`.

        Args:
            parts: the articles.
            intake: takes what is to be added.
            adding: knows what is being added.
        """
        self._parts = parts
        self._intake = intake
        self._adding = adding
        on = parts.router.on
        on("add", self._open_window)
        on("added", self._window_sent)
        on("article", self._clicked_article)
        on("choose", self._chosen)
        on("articles", self._turned)
        on("remove", self._clicked_remove)
        on("remove-sure", self._remove)
        on("refresh", self._clicked_refresh)

    @article.command(name="add", description="Add articles: links, a file or a text")
    @app_commands.describe(
        link="One link, or several with blanks between them",
        file="A web page, PDF, EPUB, Word file, Markdown or plain text",
        title="A title of your own",
    )
    async def add(
        self,
        interaction: discord.Interaction,
        link: str | None = None,
        file: discord.Attachment | None = None,
        title: app_commands.Range[str, 1, _TITLE] | None = None,
    ) -> None:
        """Add what is given; where nothing is, open the window for it."""
        if link is None and file is None:
            await self._intake.check_before_window(interaction)
            window = modals.add_article(self._texts(interaction), title=title or "")
            await interaction.response.send_modal(window)
            return
        await acknowledge_privately(interaction)
        links, others = links_typed(link or "")
        if others:
            raise Refused("no-link-typed", typed=others[0])
        files = () if file is None else (file,)
        await self._intake.take(interaction, links=links, files=files, title=title)

    @article.command(name="list", description="List the articles, or look for some")
    @app_commands.describe(search="Words of their titles")
    async def list(
        self,
        interaction: discord.Interaction,
        search: app_commands.Range[str, 1, _SEARCH] | None = None,
    ) -> None:
        """Show the first page of the articles."""
        await acknowledge_privately(interaction)
        await reply_privately(interaction, await self._page(interaction, 0, search or ""))

    @article.command(name="show", description="Show what is known of an article")
    @app_commands.describe(article="Its title")
    async def show(self, interaction: discord.Interaction, article: str) -> None:
        """Show an article's card."""
        await acknowledge_privately(interaction)
        await self._show(interaction, await self._meant(interaction, article))

    @article.command(name="remove", description="Remove an article")
    @app_commands.describe(article="Its title")
    async def remove(self, interaction: discord.Interaction, article: str) -> None:
        """Ask whether to remove an article."""
        await acknowledge_privately(interaction)
        await self._ask_whether_to_remove(interaction, await self._meant(interaction, article))

    @article.command(name="refresh", description="Read an article anew from its link")
    @app_commands.describe(article="Its title")
    async def refresh(self, interaction: discord.Interaction, article: str) -> None:
        """Read an article anew."""
        await acknowledge_privately(interaction)
        await self._intake.refresh(interaction, await self._meant(interaction, article))

    @show.autocomplete("article")
    @remove.autocomplete("article")
    @refresh.autocomplete("article")
    async def _offer(self, interaction: discord.Interaction, typed: str) -> Choices:
        return await choices(await self._catalogue(), _corpus(interaction), typed)

    async def _open_window(
        self, interaction: discord.Interaction, arguments: tuple[str, ...]
    ) -> None:
        instead_of = ArticleId(arguments[0]) if arguments else None
        await self._intake.check_before_window(interaction, instead_of)
        window = modals.add_article(self._texts(interaction), instead_of=instead_of)
        await interaction.response.send_modal(window)

    async def _window_sent(
        self, interaction: discord.Interaction, arguments: tuple[str, ...]
    ) -> None:
        await acknowledge_privately(interaction)
        text = text_of(interaction, modals.TEXT)
        title = text_of(interaction, modals.TITLE) or None
        files = files_of(interaction, modals.FILES)
        if not arguments:
            await self._intake.take_typed(interaction, text, files=files, title=title)
            return
        card = await known(await self._catalogue(), _corpus(interaction), arguments[0])
        await self._intake.replace(interaction, card, files=files, text=text, title=title)

    async def _clicked_article(
        self, interaction: discord.Interaction, arguments: tuple[str, ...]
    ) -> None:
        await acknowledge_privately(interaction)
        await self._show(interaction, await self._known(interaction, arguments))

    async def _chosen(self, interaction: discord.Interaction, _arguments: tuple[str, ...]) -> None:
        await acknowledge_privately(interaction)
        await self._show(interaction, await self._known(interaction, values_of(interaction)))

    async def _turned(self, interaction: discord.Interaction, arguments: tuple[str, ...]) -> None:
        await acknowledge_change(interaction)
        page, *search = arguments or ("",)
        number = int(page) if page.isdecimal() else 0
        view = await self._page(interaction, min(number, _LAST_PAGE), "|".join(search))
        await interaction.edit_original_response(view=view)

    async def _clicked_remove(
        self, interaction: discord.Interaction, arguments: tuple[str, ...]
    ) -> None:
        await acknowledge_privately(interaction)
        await self._ask_whether_to_remove(interaction, await self._known(interaction, arguments))

    async def _remove(self, interaction: discord.Interaction, arguments: tuple[str, ...]) -> None:
        await acknowledge_change(interaction)
        card = await self._known(interaction, arguments)
        await self._intake.check_may_change(interaction, card)
        index = await self._parts.assembly.index()
        await index.ingestion.remove(card.corpus, card.id)
        view = articles.removed(self._texts(interaction), card)
        await interaction.edit_original_response(view=view)

    async def _clicked_refresh(
        self, interaction: discord.Interaction, arguments: tuple[str, ...]
    ) -> None:
        await acknowledge_privately(interaction)
        await self._intake.refresh(interaction, await self._known(interaction, arguments))

    async def _ask_whether_to_remove(
        self, interaction: discord.Interaction, card: ArticleCard
    ) -> None:
        await self._intake.check_may_change(interaction, card)
        view = articles.sure_to_remove(self._texts(interaction), card)
        await reply_privately(interaction, view)

    async def _show(self, interaction: discord.Interaction, card: ArticleCard) -> None:
        catalogue = await self._catalogue()
        article = await catalogue.article(card.corpus, card.id)
        passages = await catalogue.article_passages(card.corpus, card.id)
        view = articles.card(
            self._texts(interaction),
            card,
            await self._parts.records.people.adder(card.corpus, card.id),
            article.text[:_PREVIEW],
            history=await catalogue.history(card.corpus, card.id),
            pages=len({page.start for passage in passages for page in passage.pages}),
        )
        await reply_privately(interaction, view)

    async def _page(self, interaction: discord.Interaction, page: int, search: str) -> LayoutView:
        """Return a page of the articles: those that fit best first, all of them newest first."""
        catalogue = await self._catalogue()
        corpus = _corpus(interaction)
        if search:
            found = await catalogue.find(corpus, search, limit=_FOUND)
            total = len(found)
        else:
            total = (await catalogue.counts(corpus)).articles
            found = await catalogue.latest(corpus, limit=(page + 1) * articles.PER_PAGE)
        pages = max(1, -(-total // articles.PER_PAGE))
        page = min(page, pages - 1)
        shown = found[page * articles.PER_PAGE : (page + 1) * articles.PER_PAGE]
        texts = self._texts(interaction)
        if page or search:
            return articles.listing(texts, shown, page, pages, search, total=total)
        return articles.listing(
            texts,
            shown,
            page,
            pages,
            total=total,
            under_way=await self._adding.under_way(corpus),
            of_feeds=await (await self._parts.assembly.taking()).waiting(corpus),
        )

    async def _meant(self, interaction: discord.Interaction, article: str) -> ArticleCard:
        return await chosen(await self._catalogue(), _corpus(interaction), article)

    async def _known(
        self, interaction: discord.Interaction, arguments: tuple[str, ...]
    ) -> ArticleCard:
        article_id = arguments[0] if arguments else ""
        return await known(await self._catalogue(), _corpus(interaction), article_id)

    async def _catalogue(self) -> Catalogue:
        return await self._parts.assembly.catalogue()

    def _texts(self, interaction: discord.Interaction) -> Texts:
        return self._parts.texts.texts(interaction.locale)


def _corpus(interaction: discord.Interaction) -> Corpus:
    return corpus_of(interaction.guild_id, interaction.user.id)
