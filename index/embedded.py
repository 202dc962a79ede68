"""From the passages of a stored version to their vectors."""

from collections.abc import Callable

from index.catalogue_writing import StoredVersion
from index.models import Passage
from index.ports import Embedder
from index.vectors import VectorStore

_AT_ONCE = 64  # passages embedded together: enough for the model, little to hold in memory


def embedded_text(title: str, passage: Passage) -> str:
    """Return the text whose vector stands for a passage: where it stands, then what it says."""
    place = f"{title} > {passage.heading}" if passage.heading else title
    return f"{place}\n{passage.text}"


async def embed_version(
    version: StoredVersion,
    *,
    embedder: Embedder,
    vectors: VectorStore,
    progress: Callable[[int], None] = lambda _: None,
) -> None:
    """Embed the passages of a version and store their vectors.

    Args:
        version: whose passages to embed.
        embedder: makes the vectors.
        vectors: takes them.
        progress: told after every portion how many passages it had.

    Raises:
        ReindexNeeded: the vector store is damaged.
        VectorsError: the vectors can't be stored.
    """
    for at in range(0, len(version.passages), _AT_ONCE):
        some = version.passages[at : at + _AT_ONCE]
        rows = await embedder.embed([embedded_text(version.title, passage) for passage in some])
        await vectors.upsert(version.corpus, [passage.id for passage in some], rows)
        progress(len(some))
