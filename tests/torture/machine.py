"""Random sequences of what is done to a store, beside a plain model of what it has to hold."""

import asyncio
import random
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.backups.making import make
from index.errors import UnknownArticle
from index.identity import article_id
from index.models import ArticleId, Corpus, ExtractedArticle
from tests.torture.invariants import violations
from tests.torture.kept import CATALOGUE, Kept

_T = TypeVar("_T")
_Model = dict[Corpus, dict[ArticleId, str]]
"""The text of each article."""

_CORPORA = [Corpus("guild:7"), Corpus("guild:8"), Corpus("local")]
_WORDS = [f"{start}{end}" for start in ("bra", "cho", "dwe", "fli") for end in ("nk", "st", "mp")]

_corpora = st.sampled_from(_CORPORA)
_numbers = st.integers(0, 3)


def made(number: int, version: int, *, linked: bool) -> ExtractedArticle:
    """Return an article of words by chance, always the same for the same numbers."""
    chance = random.Random(f"{number} {version} {linked}")  # noqa: S311 - for texts, not secrets
    own = f"mark{number}v{version}{'l' if linked else 'f'}"
    paragraphs = [
        f"The {own} stands here. " + " ".join(chance.choices(_WORDS, k=30)).capitalize() + "."
        for _ in range(1 + version)
    ]
    return ExtractedArticle(
        title=f"Article {number}{' linked' if linked else ''}",
        text="\n\n".join(paragraphs),
        url=f"https://example.org/{number}" if linked else None,
    )


class StoreMachine(RuleBasedStateMachine):
    """Adds, refreshes, removes, asks, crashes, reindexes, backs up and restores.

    Attributes:
        checks: how often any store was compared with its model.
    """

    checks = 0

    def __init__(self) -> None:
        """Begin with an empty store."""
        super().__init__()
        self._runner = asyncio.Runner()
        self._folder = Path(mkdtemp(prefix="footnote-model-"))
        self._count = 0
        self._model: _Model = {}
        self._backed_up: _Model | None = None
        self._store = self._folder / "store0"
        self._kept = self._opened()

    @rule(corpus=_corpora, number=_numbers, version=_numbers, linked=st.booleans())
    def add(self, corpus: Corpus, number: int, version: int, linked: bool) -> None:
        """Add an article, or refresh it: a link's text is replaced, another file is another one."""
        article = made(number, version, linked=linked)
        before = self._model.get(corpus, {})
        added = self._run(self._add, corpus, article)
        known = before.get(added.card.id)
        expected = {None: "added", article.text: "known"}.get(known, "updated")
        assert added.outcome == expected
        if known is None:
            assert added.card.id == article_id(corpus, url=article.url, text=article.text)
        self._model.setdefault(corpus, {})[added.card.id] = article.text

    @rule(corpus=_corpora, number=_numbers)
    def add_together(self, corpus: Corpus, number: int) -> None:
        """Add several articles at once, one of them twice."""
        articles = [made(each, number, linked=True) for each in range(3)]

        async def add_all() -> list[Any]:
            some = [*articles, articles[0]]
            return await asyncio.gather(*(self._add(corpus, each) for each in some))

        for article, added in zip([*articles, articles[0]], self._run(add_all), strict=True):
            self._model.setdefault(corpus, {})[added.card.id] = article.text

    @rule(corpus=_corpora, data=st.data())
    def remove(self, corpus: Corpus, data: st.DataObject) -> None:
        """Remove an article; one that isn't there, or is another server's, is unknown."""
        everywhere = sorted(each for articles in self._model.values() for each in articles)
        article = data.draw(st.sampled_from([*everywhere, ArticleId("none")]))

        async def remove() -> None:
            await (await self._kept.index()).ingestion.remove(corpus, article)

        if article in self._model.get(corpus, {}):
            self._run(remove)
            del self._model[corpus][article]
        else:
            try:
                self._run(remove)
            except UnknownArticle:
                return
            raise AssertionError(f"{article} could be removed from {corpus}")

    @rule(corpus=_corpora)
    def remove_corpus(self, corpus: Corpus) -> None:
        """Remove all of a corpus."""

        async def remove() -> None:
            await (await self._kept.index()).ingestion.remove_corpus(corpus)

        self._run(remove)
        self._model.pop(corpus, None)

    @rule(corpus=_corpora, number=_numbers, version=_numbers, linked=st.booleans())
    def ask(self, corpus: Corpus, number: int, version: int, linked: bool) -> None:
        """Ask for a word of one article: it is found where it is, and nothing of other corpora."""
        asked = made(number, version, linked=linked)
        word = asked.text.split()[1]

        async def retrieve() -> list[tuple[ArticleId, str]]:
            retriever = (await self._kept.index()).retrieval
            found = await retriever.retrieve(corpus, f"Where does the {word} stand?")
            return [(each.article.id, each.passage.text) for each in found]

        found = self._run(retrieve)
        texts = self._model.get(corpus, {})
        assert all(passage in texts.get(article, "") for article, passage in found)
        assert any(word in passage for _, passage in found) == (asked.text in texts.values())

    @rule()
    def crash(self) -> None:
        """Go on with the files as they are now, as after SIGKILL."""
        left = self._store
        self._store = self._next()
        shutil.copytree(left, self._store)
        self._run(self._close)
        self._kept = self._opened()

    @rule()
    def restart(self) -> None:
        """Stop and start."""
        self._run(self._close)
        self._kept = self._opened()

    @rule()
    def lose_vectors(self) -> None:
        """Stop, delete the vectors, and start."""
        self._run(self._close)
        shutil.rmtree(self._store / "vectors", ignore_errors=True)
        self._kept = self._opened()

    @rule()
    def reindex(self) -> None:
        """Make vectors and words anew."""

        async def reindex() -> int:
            return await self._kept.reindex(lambda _done, _total: None)

        self._run(reindex)
        self._run(self._close)
        self._kept = self._opened()

    @rule()
    def back_up(self) -> None:
        """Back everything up, while the store is open."""

        async def back_up() -> None:
            await self._kept.catalogue()
            await make(self._kept.stores.unopened, self._folder / "backup")

        self._run(back_up)
        self._backed_up = {corpus: dict(articles) for corpus, articles in self._model.items()}

    @precondition(lambda self: self._backed_up is not None)
    @rule()
    def restore(self) -> None:
        """Stop, restore the backup, and start."""
        self._run(self._close)
        self._kept = self._opened()

        async def restore() -> None:
            await (await self._kept.stores.restoring()).restore(self._folder / "backup")

        self._run(restore)
        backed_up = self._backed_up or {}
        self._model = {corpus: dict(articles) for corpus, articles in backed_up.items()}

    @invariant()
    def holds_what_it_must(self) -> None:
        """The store has what the model has, and nothing in it contradicts anything else."""
        StoreMachine.checks += 1
        found, wrong = self._run(self._found)
        assert found == {corpus: texts for corpus, texts in self._model.items() if texts}
        assert wrong == []

    def teardown(self) -> None:
        """Close and delete the store."""
        self._run(self._close)
        self._runner.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, work: Callable[..., Awaitable[_T]], *args: Any) -> _T:
        async def run() -> _T:
            return await work(*args)

        return self._runner.run(run())

    def _opened(self) -> Kept:
        self._store.mkdir(exist_ok=True)
        return Kept(self._store)

    def _next(self) -> Path:
        self._count += 1
        return self._folder / f"store{self._count}"

    async def _close(self) -> None:
        await self._kept.__aexit__(None, None, None)

    async def _add(self, corpus: Corpus, article: ExtractedArticle) -> Any:
        return await (await self._kept.index()).ingestion.add(corpus, article)

    async def _found(self) -> tuple[_Model, list[str]]:
        await self._kept.index()
        catalogue = await self._kept.catalogue()
        found = {
            corpus: {
                card.id: (await catalogue.article(corpus, card.id)).text
                for card in await catalogue.cards(corpus)
            }
            for corpus in await catalogue.corpora()
        }
        wrong = await violations(self._store / CATALOGUE, catalogue, await self._kept.vectors())
        return found, wrong
