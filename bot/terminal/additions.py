"""What a person does in the terminal to bring articles in: links, files, texts, whole lists."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.assembly import Assembly
from bot.errors import TOLD
from bot.importing.collecting import collect
from bot.importing.taking import Taking
from bot.terminal.imports import import_all
from bot.terminal.terminal import Terminal
from bot.terminal.wire import extracted_json
from index.ingestion.ingestion import Added
from index.models import ArticleCard, Corpus, ExtractedArticle, Thin

_THIN: dict[Thin, str] = {
    "consent": "That looks like a demand for consent to cookies rather than the article.",
    "paywall": "That looks like the beginning only: the rest is for subscribers.",
    "script": "That page has hardly any text before its scripts run, and they aren't run here.",
    "error": "That looks like the news that something went wrong rather than like an article.",
    "short": "That is suspiciously short for an article.",
}
_PASTE = "If you can read more of it, copy its text and add that instead."


class Additions:
    """Brings articles into one corpus, and shows what would be read of one."""

    def __init__(self, assembly: Assembly, terminal: Terminal, corpus: Corpus) -> None:
        """Add to `corpus` with the parts of `assembly`, and print on `terminal`."""
        self._assembly = assembly
        self._terminal = terminal
        self._corpus = corpus
        self._reader = assembly.reader

    async def add(self, place: str, *, title: str | None = None, url: str | None = None) -> None:
        """Add the article behind a link, in a file, or on standard input ("-")."""
        await self._add(await self._reader.place(place, title=title, url=url))

    async def add_text(self, text: str) -> None:
        """Add pasted text."""
        await self._add(await self._reader.text(text))

    async def add_all(self, places: Sequence[str], *, title: str | None, url: str | None) -> bool:
        """Add several; tell what failed and go on. Return whether all were added."""
        failed = 0
        for place in places:
            try:
                await self.add(place, title=title, url=url)
            except TOLD as error:
                failed += 1
                self._terminal.complain(str(error))
        return not failed

    async def import_all(
        self, paths: Sequence[Path], *, report: Path | None = None, replace: bool = False
    ) -> bool:
        """Add what lists, exports and folders name. Return whether nothing failed.

        Args:
            paths: the files and folders.
            report: where what failed is written, to be imported again.
            replace: whether exported articles take the place of those with the same links.
        """
        collected = await asyncio.to_thread(collect, paths)
        index = await self._assembly.index()
        taking = Taking(
            self._corpus,
            catalogue=await self._assembly.catalogue(),
            ingestion=index.ingestion,
            reader=self._reader,
            following=await self._assembly.following(),
            replace_known=replace,
        )
        return await import_all(
            collected, paths, taking=taking, terminal=self._terminal, report=report
        )

    async def extract(self, place: str) -> None:
        """Print what is read of a file or link, and a warning where it may not be all."""
        extracted = await self._reader.preview(place)
        self._terminal.say(extracted.title)
        if extracted.subtitle:
            self._terminal.say(extracted.subtitle)
        modified = f"changed {extracted.modified}" if extracted.modified else None
        known = (extracted.site, extracted.author, extracted.published, modified)
        told = (*known, extracted.language, extracted.url)
        self._terminal.say(" · ".join(part for part in told if part))
        self._terminal.say(f"\n{extracted.text}")
        self._warn(extracted)

    async def extract_json(self, place: str) -> dict[str, Any]:
        """Return what is read of a file or link as a JSON object."""
        return extracted_json(await self._reader.preview(place))

    async def _add(self, extracted: ExtractedArticle) -> None:
        added = await (await self._assembly.index()).ingestion.add(self._corpus, extracted)
        self._terminal.say(_added_sentence(added))
        if added.similar:
            self._terminal.say(f"It says much the same as {_named(added.similar[0])}.")
        self._warn(extracted)

    def _warn(self, extracted: ExtractedArticle) -> None:
        """Say why a text may not be the whole article, if it may not."""
        if extracted.thin is not None:
            self._terminal.complain(f"{_THIN[extracted.thin]} {_PASTE}")


def _added_sentence(added: Added) -> str:
    card = added.card
    passages = "1 passage" if card.passages == 1 else f"{card.passages} passages"
    what = f"“{card.title}” ({card.words:,} words, {passages}, id {card.id})"
    return {
        "added": f"Added {what}.",
        "known": f"Already known: {what}.",
        "updated": f"Updated {what}.",
    }[added.outcome]


def _named(card: ArticleCard) -> str:
    return f"“{card.title}” ({card.site})" if card.site else f"“{card.title}”"
