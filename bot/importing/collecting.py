"""Goes through what a person named, files and folders, and finds out what there is to import."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import UserError
from bot.importing.items import Item, Skipped, Unusable
from bot.importing.recognising import Recognised, recognise

_LISTS = frozenset({".jsonl", ".ndjson", ".opml", ".json", ".csv"})
_ARTICLES = frozenset(
    {".htm", ".html", ".xhtml", ".md", ".markdown", ".txt", ".text", ".pdf", ".epub", ".docx"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What there is to import.

    Attributes:
        files: in the order of their names.
        unusable: folders and files that can't be read.
        skipped: how many things of which kind were passed over.
    """

    files: tuple[Recognised, ...]
    unusable: tuple[Unusable, ...] = ()
    skipped: Counter[str] = field(default_factory=Counter)

    def items(self) -> Iterator[Item]:
        """Yield all there is; a file that can't be read to its end doesn't keep the others out."""
        yield from self.unusable
        for kind, count in self.skipped.items():
            yield from [Skipped(kind=kind)] * count
        for file in self.files:
            try:
                yield from file.items()
            except UserError as error:
                yield Unusable(name=str(file.path), problem=str(error))


def collect(paths: Sequence[Path]) -> Collected:
    """Return what files and folders hold, import files checked to their last line.

    Raises:
        UserError: a path that was named can't be used, or an import file has a bad line.
    """
    files: list[Recognised] = []
    unusable: list[Unusable] = []
    skipped: Counter[str] = Counter()
    for path in paths:
        if not path.is_dir():
            files.append(recognise(path))
            continue
        for found in _walk(path, set()):
            match found:
                case Recognised():
                    files.append(found)
                case Unusable():
                    unusable.append(found)
                case Skipped():
                    skipped[found.kind] += 1
    for file in files:
        file.check()
    return Collected(files=tuple(files), unusable=tuple(unusable), skipped=skipped)


def _walk(folder: Path, entered: set[Path]) -> Iterator[Recognised | Unusable | Skipped]:
    """Go through a folder and those in it; a folder that links lead back to is entered once."""
    real = folder.resolve()
    if real in entered:
        return
    entered.add(real)
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        yield Unusable(name=str(folder), problem=f"It can't be opened: {error.strerror}.")
        return
    for path in paths:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _walk(path, entered)
        else:
            yield _found(path)


def _found(path: Path) -> Recognised | Unusable | Skipped:
    ending = path.suffix.lower()
    passed_over = Skipped(kind=f"{ending} files" if ending else "files without an ending")
    if not path.is_file() or ending not in _LISTS | _ARTICLES:
        return passed_over
    try:
        return recognise(path)
    except UserError as error:
        if ending in _LISTS:  # JSON and CSV of something else
            return passed_over
        return Unusable(name=str(path), problem=str(error))
