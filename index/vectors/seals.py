"""Seals tell whether what Chroma has written of a corpus is whole, without reading it.

Chroma writes the files of a graph in place, one after the other, so a process that is killed
meanwhile leaves files of which some are newer than others; loading them succeeds or fails by
chance. A seal has the sizes and times of the files as they were when Chroma was last known to be
through. Where they differ later, the graph is made anew.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from index.identity import corpus_key
from index.models import Corpus

_SUFFIX = ".seal"
_PERSISTED = "index_metadata.pickle"  # comes last: without it Chroma begins with an empty graph

Traces = tuple[tuple[str, int, int], ...]
"""The name, size and time of change of each file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What was last known of a corpus in the vector store.

    Attributes:
        corpus: the corpus.
        folder: the name of the folder with its graph.
        traces: of the files in that folder.
        settled: whether nothing has been changed since that isn't finished.
    """

    corpus: Corpus
    folder: str
    traces: Traces = ()
    settled: bool = False


class Seals:
    """The seals of the corpora in a vector store, files in its folder."""

    def __init__(self, path: Path) -> None:
        """Prepare for the seals in the folder `path`."""
        self._path = path

    def all(self) -> Iterator[Seal]:
        """Yield the seals of all corpora; unreadable ones are left out."""
        for file in sorted(self._path.glob(f"*{_SUFFIX}")):
            seal = _read(file)
            if seal is not None:
                yield seal

    def of(self, corpus: Corpus) -> Seal | None:
        """Return the seal of a corpus, if it has one."""
        return _read(self._file(corpus))

    def is_whole(self, seal: Seal) -> bool:
        """Tell whether the files are as they were when they were sealed."""
        traces = self._traces(seal.folder)
        return traces == seal.traces or not any(name == _PERSISTED for name, _, _ in traces)

    def renew(self, seal: Seal) -> Seal:
        """Return the seal for the files as they are now, written where that is another one.

        Whoever calls it knows that nothing is being written to them.
        """
        traces = self._traces(seal.folder)
        if traces == seal.traces:
            return seal
        for name, _, _ in traces:
            _sync(self._path / seal.folder / name)
        renewed = replace(seal, traces=traces)
        self.write(renewed)
        return renewed

    def write(self, seal: Seal) -> None:
        """Write a seal in place of any before of its corpus; it is on the disk when this returns.

        Raises:
            OSError: it can't be written.
        """
        file = self._file(seal.corpus)
        new = file.with_suffix(".new")
        content = {
            "corpus": seal.corpus,
            "folder": seal.folder,
            "traces": seal.traces,
            "settled": seal.settled,
        }
        new.write_text(json.dumps(content), encoding="utf-8")
        _sync(new)
        new.replace(file)

    def remove(self, corpus: Corpus) -> None:
        """Forget a corpus."""
        self._file(corpus).unlink(missing_ok=True)

    def _file(self, corpus: Corpus) -> Path:
        return self._path / f"{corpus_key(corpus)}{_SUFFIX}"

    def _traces(self, folder: str) -> Traces:
        try:
            with os.scandir(self._path / folder) as entries:
                found = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
        except FileNotFoundError:
            return ()
        return tuple(sorted((name, stat.st_size, stat.st_mtime_ns) for name, stat in found))


def _read(file: Path) -> Seal | None:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return Seal(
            corpus=Corpus(content["corpus"]),
            folder=content["folder"],
            traces=tuple((name, size, time) for name, size, time in content["traces"]),
            settled=content["settled"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None  # as good as none: what it was for is made anew


def _sync(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
