"""Footnote as it is, but for models that count words and a web of a few pages in memory."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from rich.console import Console

from answer.ports import Generator
from bot.assembly import Assembly
from bot.local_models import Models
from bot.settings import Settings
from bot.terminal.terminal import Terminal
from index.errors import FetchError
from index.models import FetchedPage, Validators
from index.ports import NO_VALIDATORS, Embedder, Fetcher
from index.vectors import VectorStore
from tests.answer.fakes import FakeGenerator
from tests.index.fakes import BagOfWords

CATALOGUE = "catalogue.sqlite3"


class Web:
    """A Fetcher of pages in memory.

    Attributes:
        pages: what is at each link: its media type and its text.
    """

    def __init__(self, pages: Mapping[str, tuple[str, str]]) -> None:
        """Begin with some pages."""
        self.pages = dict(pages)

    async def fetch(self, link: str) -> FetchedPage:
        """Return the page at a link.

        Raises:
            FetchError: there is none.
        """
        if link not in self.pages:
            raise FetchError(f"There is no page at {link}: check the link.", key="fetch-no-page")
        media_type, text = self.pages[link]
        return FetchedPage(
            content=text.encode(),
            media_type=media_type,
            encoding="utf-8",
            url=link,
            links=(link,),
        )

    async def revisit(
        self, link: str, validators: Validators = NO_VALIDATORS
    ) -> FetchedPage | None:
        """Return the page at a link, which may always have changed."""
        del validators
        return await self.fetch(link)


class CountingModels:
    """Models that are there at once."""

    def __init__(self, embedder: Embedder) -> None:
        """Embed with `embedder`."""
        self._embedder = embedder

    async def embedder(self) -> Embedder:
        """Return the embedding model."""
        return self._embedder

    async def generator(self) -> Generator:
        """Return a generation model that has nothing to say."""
        return FakeGenerator("")

    async def reranker(self) -> None:
        """Return none."""


class Kept(Assembly):
    """Every part of Footnote over a folder.

    Attributes:
        web: what links lead to.
    """

    def __init__(
        self,
        folder: Path,
        *,
        pages: Mapping[str, tuple[str, str]] | None = None,
        models: Models | None = None,
        bundled: bool = False,
        **changed: Any,
    ) -> None:
        """Keep everything in `folder`.

        Args:
            folder: the data folder.
            pages: what links lead to.
            models: used, and left open; models that count words if there are none.
            bundled: whether the bundled models are used instead.
            changed: settings.
        """
        quiet = Console(quiet=True)
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]  # pydantic takes it, unannounced
            data_dir=folder,
            **changed,
        )
        super().__init__(
            settings,
            Terminal(quiet, notices=quiet),
            models=None if bundled else models or CountingModels(BagOfWords()),
        )
        self.web = Web(pages or {})

    @cached_property
    def fetcher(self) -> Fetcher:
        """What gets pages from links."""
        return self.web

    async def vectors(self) -> VectorStore:
        """Return the vectors, recovered and open."""
        await self.index()
        return await self.stores.vectors()
