"""Where articles, records and vectors lie: opened when they are first needed, closed together."""

from contextlib import AsyncExitStack

from bot.data_folder import own_folder
from bot.settings import Settings
from index.catalogue.database import Database
from index.catalogue.sqlite import SqliteDatabase
from index.vectors import VectorStore


class Stores:
    """The database and the vector store that the settings name."""

    def __init__(self, settings: Settings, open_parts: AsyncExitStack) -> None:
        """Open nothing yet; what is opened later is closed by `open_parts`."""
        self._settings = settings
        self._open_parts = open_parts
        self._database: Database | None = None
        self._vectors: VectorStore | None = None

    async def database(self) -> Database:
        """Return the database; the data folder is ours from now on.

        Raises:
            UserError: another process uses the data folder, or it can't be made.
            CatalogueError: the database can't be opened.
        """
        if self._database is None:
            folder = own_folder(self._settings.data_dir, self._open_parts)
            self._database = SqliteDatabase(folder / "catalogue.sqlite3")
            await self._database.open()
            self._open_parts.push_async_callback(self._database.close)
        return self._database

    async def vectors(self) -> VectorStore:
        """Return the vector store, whose folder is ours, too."""
        if self._vectors is None:
            await self.database()
            self._vectors = VectorStore(self._settings.data_dir / "vectors")
            self._open_parts.push_async_callback(self._vectors.close)
        return self._vectors
