"""What the catalogue needs of a database."""

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from index.catalogue.connection import Connection

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Database(Protocol):
    """Runs functions of a connection beside the event loop, each in a transaction."""

    async def open(self) -> None:
        """Open the database and bring its schema up to date.

        Raises:
            CatalogueError: it can't be opened, isn't a catalogue or is from the future.
        """
        ...

    async def close(self) -> None:
        """Close the database; closing again does nothing."""
        ...

    async def copy(self, path: Path) -> None:
        """Write a copy of all that is in it now to a new SQLite file, while others go on.

        Raises:
            CatalogueError: it can't be read, or the file can't be written.
        """
        ...

    async def fill(self, path: Path) -> None:
        """Put what is in a catalogue's SQLite file in the place of all that is here.

        It is called before `open`, and again if it was killed. The file may be gone afterwards.

        Raises:
            CatalogueError: the file can't be read, or this database can't be written.
        """
        ...

    async def damage(self) -> str | None:
        """Return the first thing that is wrong with the database itself; None if it is whole."""
        ...

    async def read(
        self,
        function: Callable[Concatenate[Connection, _P], _T],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        """Return `function(connection, *args, **kwargs)`, seeing one state of the catalogue.

        Raises:
            CatalogueError: the database failed.
        """
        ...

    async def write(
        self,
        function: Callable[Concatenate[Connection, _P], _T],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        """Return `function(connection, *args, **kwargs)`; all of its changes happen, or none.

        Raises:
            CatalogueError: the database failed.
        """
        ...
