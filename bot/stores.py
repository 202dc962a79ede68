"""Where articles, records and vectors lie: opened when they are first needed, closed together."""

from contextlib import AsyncExitStack
from functools import cached_property

from bot.backups.making import make_now
from bot.backups.restoring import Restoring
from bot.backups.rotation import Rotation
from bot.backups.shelf import Shelf, before_upgrade
from bot.data_folder import own_folder
from bot.errors import UserError
from bot.settings import Settings
from bot.shards import Shards
from index.catalogue.database import Database
from index.catalogue.notes import own_name
from index.catalogue.sqlite import SqliteDatabase
from index.vectors import VectorStore
from index.vectors.address import Address
from index.vectors.folder import VectorFolder
from index.vectors.server import VectorServer


class Stores:
    """The database and the vector store that the settings name.

    Attributes:
        shelf: where backups are kept.
    """

    def __init__(self, settings: Settings, open_parts: AsyncExitStack) -> None:
        """Open nothing yet; what is opened later is closed by `open_parts`."""
        self._settings = settings
        self._open_parts = open_parts
        self._file = settings.data_dir / "catalogue.sqlite3"
        self._owned = False
        self._opened = False
        self.shelf = Shelf(settings.data_dir / "backups")

    @property
    def anything(self) -> bool:
        """Whether there is a catalogue; one on a server is taken to be there."""
        return self._settings.database_url is not None or self._file.exists()

    @cached_property
    def unopened(self) -> Database:
        """The database, to be copied whether or not it is open.

        Raises:
            UserError: its settings don't fit together, or what it needs isn't installed.
            CatalogueError: the link of a database can't be read.
        """
        shards = Shards.parse(self._settings.shards)
        if self._settings.database_url is not None:
            return _on_server(self._settings.database_url.get_secret_value(), shards)
        if not shards.all:
            raise UserError(
                f"SHARDS is {shards}, so other processes have to share this one's catalogue. "
                "Set DATABASE_URL to a PostgreSQL database, or leave SHARDS out."
            )
        return SqliteDatabase(self._file, self._keep_before_upgrade)

    async def database(self) -> Database:
        """Return the database; the data folder is ours from now on.

        Raises:
            UserError: another process uses the data folder, or it can't be made.
            CatalogueError: the database can't be opened.
        """
        if not self._opened:
            await (await self.restoring()).finish()
            await self.unopened.open()
            self._open_parts.push_async_callback(self.unopened.close)
            self._opened = True
        return self.unopened

    async def vectors(self) -> VectorStore:
        """Return the vector store; its folder, if it is one, is ours, too.

        Raises:
            VectorsError: the address of a server can't be used.
        """
        await self.database()
        return self._vectors

    async def restoring(self) -> Restoring:
        """Return what puts backups in the place of all that is in the data folder, which is ours.

        Raises:
            UserError: another process uses the data folder, or it can't be made.
        """
        if not self._owned:
            own_folder(self._settings.data_dir, self._open_parts)
            self._owned = True
        return Restoring(
            self._settings.data_dir,
            database=self.unopened,
            vectors=self._vectors,
            shelf=self.shelf,
            catalogue=None if self._settings.database_url is not None else self._file,
        )

    @property
    def rotation(self) -> Rotation:
        """What backs the database up from time to time; of several processes, one's does."""
        first = Shards.parse(self._settings.shards).first
        return Rotation(
            database=self.unopened,
            shelf=self.shelf,
            hours=self._settings.backup_hours if first else 0,
            kept=self._settings.backups_kept,
        )

    @cached_property
    def _vectors(self) -> VectorStore:
        vectors: VectorStore
        if self._settings.chroma_url is None:
            vectors = VectorFolder(self._settings.data_dir / "vectors")
        else:
            vectors = VectorServer(
                Address.parse(self._settings.chroma_url),
                self._settings.chroma_token,
                catalogue=self._catalogue_name,
            )
        self._open_parts.push_async_callback(vectors.close)
        return vectors

    async def _catalogue_name(self) -> str | None:
        """Return the name of the catalogue; None while it isn't open, as before a restored one."""
        return await self.unopened.write(own_name) if self._opened else None

    def _keep_before_upgrade(self, schema: int) -> None:
        make_now(self._file, self.shelf.place(before_upgrade(schema)))


def _on_server(url: str, shards: Shards) -> Database:
    try:
        from index.catalogue.postgres.claims import Claim
        from index.catalogue.postgres.database import PostgresDatabase
    except ImportError:
        raise UserError(
            "DATABASE_URL needs psycopg, which isn't installed; install it with "
            "pip install 'footnote[postgres]'."
        ) from None
    return PostgresDatabase(url, Claim(ids=shards.ids, count=shards.count))
