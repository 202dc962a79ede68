"""What can be told of a store from outside, one value for each thing that may be in it."""

import asyncio
from collections.abc import Hashable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.backups.archive import unpack
from bot.errors import UserError
from bot.records.models import AnswerId
from index.models import Corpus
from index.stoppable import never
from tests.torture.kept import Kept

Facts = Mapping[str, Hashable]
"""A value by the name of what it is of; what isn't there has none."""

GUILD = 7
CORPUS, OTHER = Corpus("guild:7"), Corpus("guild:8")
PERSON = 42
BACKUP, LINES, NOTES = "my.backup", "my.jsonl", "my-notes"
"""The names of what is backed up and exported in the data folder."""
ANSWER = AnswerId("aaaaaaaaaaaaaaaa")


async def facts(kept: Kept) -> Facts:
    """Return what a store has, times left out."""
    found = await asyncio.to_thread(_files, kept.settings.data_dir)
    catalogue, records = await kept.catalogue(), await kept.records()
    for corpus in await catalogue.corpora():
        for card in await catalogue.cards(corpus):
            text = (await catalogue.article(corpus, card.id)).text
            found[f"article {corpus} {card.url or card.title}"] = (card.title, text)
    for corpus in (CORPUS, OTHER):
        for feed in await (await kept.following()).feeds(corpus):
            found[f"feed {corpus} {feed.url}"] = feed.title
    answer = await records.answers.get(CORPUS, ANSWER)
    if answer is not None:
        found["answer"] = (answer.question, answer.claims)
    for rating in await records.answers.ratings(ANSWER):
        found["rating"] = rating.reason
    found["settings"] = (await records.guilds.settings(GUILD)).language
    for question in await records.questions.open(CORPUS):
        found[f"question {question.question}"] = True
    for job in await records.jobs.pending():
        found[f"job {job.id}"] = job.name
    return found


class Ledger:
    """Which values each fact may have, as steps are begun and end."""

    def __init__(self, start: Facts) -> None:
        """Begin with what is known for sure."""
        self._allowed: dict[str, set[Hashable]] = {name: {value} for name, value in start.items()}

    def begin(self, changes: Mapping[str, Hashable]) -> None:
        """Note that a step has begun: each fact may be as before, or as after it."""
        for name, value in changes.items():
            self._allowed.setdefault(name, {None}).add(value)

    def end(self, changes: Mapping[str, Hashable]) -> None:
        """Note that a step was acknowledged: each fact is as after it."""
        for name, value in changes.items():
            self._allowed[name] = {value}

    def wrong(self, found: Facts) -> list[str]:
        """Return what isn't as it may be."""
        names = self._allowed.keys() | found.keys()
        return [
            f"{name} is {_short(found.get(name))}, not {_options(self._allowed.get(name, {None}))}"
            for name in sorted(names)
            if found.get(name) not in self._allowed.get(name, {None})
        ]


def changes(before: Facts, after: Facts) -> dict[str, Hashable]:
    """Return what is different afterwards; None for what is gone."""
    names = before.keys() | after.keys()
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}


def _files(folder: Path) -> dict[str, Hashable]:
    """Return what the files are that were asked for, each of which has to be whole."""
    found: dict[str, Hashable] = {}
    if (folder / BACKUP).exists():
        found["backup"] = _of_backup(folder / BACKUP)
    if (folder / LINES).exists():
        found["export"] = (folder / LINES).read_bytes()
    if (folder / NOTES).exists():
        found["export as Markdown"] = tuple(
            sorted(each.name for each in (folder / NOTES).iterdir())
        )
    return found


def _of_backup(path: Path) -> str:
    with TemporaryDirectory() as folder:
        try:
            return unpack(path, Path(folder) / "catalogue", never).told
        except UserError as error:
            return str(error)


def _options(values: set[Hashable]) -> str:
    return " or ".join(sorted(map(_short, values)))


def _short(value: Hashable) -> str:
    told = "gone" if value is None else str(value)
    return told if len(told) <= 60 else f"{told[:60]}…"
