"""The sketches of a corpus's articles, held in memory: every new article is compared with all."""

from collections import OrderedDict, defaultdict

from index.catalogue.versions import Versions
from index.duplicates import SIMILAR, resemblances
from index.models import ArticleId, Corpus

_CORPORA = 16  # with five thousand articles each, they take some 50 MB
_NO_SKETCH = b""  # resembles nothing


class Sketches:
    """What the articles of the corpora used last resemble; it is told of every change."""

    def __init__(self, versions: Versions) -> None:
        """Read from `versions` what isn't held."""
        self._versions = versions
        self._held: OrderedDict[Corpus, dict[ArticleId, bytes]] = OrderedDict()
        # What has changed in corpora that aren't held, or are being read at this moment.
        self._changed: defaultdict[Corpus, dict[ArticleId, bytes]] = defaultdict(dict)

    async def resembling(
        self, corpus: Corpus, sketch: bytes, *, at_least: float = SIMILAR
    ) -> list[tuple[ArticleId, float]]:
        """Return the articles that a sketch resembles, and how much; the nearest first.

        Raises:
            CatalogueError: the catalogue can't be read.
        """
        held = await self._of(corpus)
        ids = list(held)
        measured = resemblances(sketch, list(held.values()))
        near = [(ids[at], float(measured[at])) for at in (measured >= at_least).nonzero()[0]]
        return sorted(near, key=lambda pair: (-pair[1], pair[0]))

    def note(self, corpus: Corpus, article: ArticleId, sketch: bytes) -> None:
        """Take note of an article that has come or has another text."""
        held = self._held.get(corpus)
        (self._changed[corpus] if held is None else held)[article] = sketch

    def forget(self, corpus: Corpus, article: ArticleId) -> None:
        """Take note of an article that is gone."""
        self.note(corpus, article, _NO_SKETCH)

    def reload(self, corpus: Corpus) -> None:
        """Read the sketches of a corpus anew when they are needed."""
        self._held.pop(corpus, None)
        self._changed.pop(corpus, None)

    async def _of(self, corpus: Corpus) -> dict[ArticleId, bytes]:
        if corpus not in self._held:
            stored = await self._versions.sketches(corpus)
            if corpus not in self._held:  # unless somebody was faster
                self._held[corpus] = stored | self._changed.pop(corpus, {})
        self._held.move_to_end(corpus)
        if len(self._held) > _CORPORA:
            self._held.popitem(last=False)
        return self._held[corpus]
