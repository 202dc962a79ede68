"""Zip archives from anywhere, of which no more is unpacked than can be read."""

import io
import zipfile
import zlib

from lxml import etree  # type: ignore[import-untyped]  # ships no type hints

from index.extraction.unreadable import Unreadable

MOST_MEMBERS = 20_000
MOST_OF_ONE = 32 * 1024 * 1024
MOST_OF_ALL = 128 * 1024 * 1024
_ENCRYPTED = 0x1


class Archive:
    """The members of an archive by their names.

    All that reads raises Unreadable: "damaged", "locked", or "swollen" for what unpacks to too
    much. What members claim of their size is checked first, and zipfile unpacks no more than that.
    """

    def __init__(self, content: bytes) -> None:
        """Read the directory of an archive."""
        if content.count(b"PK\x01\x02") > 2 * MOST_MEMBERS:  # marks of entries in the directory
            raise Unreadable("swollen")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("damaged") from error
        self._left = MOST_OF_ALL

    def __contains__(self, name: str) -> bool:
        """Tell whether there is such a member."""
        return name in self._zip.NameToInfo

    def sizes(self) -> dict[str, int]:
        """Return what each member says it unpacks to."""
        return {member.filename: member.file_size for member in self._zip.infolist()}

    def read(self, name: str) -> bytes:
        """Return a member; one that is missing makes the archive damaged."""
        try:
            member = self._zip.getinfo(name)
            if member.flag_bits & _ENCRYPTED:
                raise Unreadable("locked")
            if member.file_size > min(MOST_OF_ONE, self._left):
                raise Unreadable("swollen")
            unpacked = self._zip.read(member)
        except (
            KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError,
            ValueError,
        ) as error:  # fmt: skip
            raise Unreadable("damaged") from error
        self._left -= len(unpacked)
        return unpacked

    def xml(self, name: str) -> etree._Element:
        """Return the root of a member that is XML; entities and addresses in it are left alone."""
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
        )
        try:
            root = etree.fromstring(self.read(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable("damaged") from error
        if root is None:
            raise Unreadable("damaged")
        return root
