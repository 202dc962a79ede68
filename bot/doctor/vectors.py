"""The vectors: are they those of the passages, no more and no fewer?"""

from contextlib import suppress

from bot.assembly import Assembly
from bot.doctor.findings import Finding, Report, mended, ok
from index.catalogue.catalogue import Catalogue
from index.errors import ReindexNeeded
from index.ingestion.recovery import reconcile
from index.ingestion.reindexing import model_of


async def vectors(assembly: Assembly, report: Report) -> list[Finding]:
    """Finish what was interrupted, and make anew what is damaged or missing."""
    catalogue = await assembly.catalogue()
    unfinished = len(await catalogue.versions.stored("pending", "retired"))
    findings = await _fitting(assembly, catalogue, report)
    if unfinished:
        findings.append(mended(f"{unfinished} articles were half added or half removed"))
    counts = await catalogue.counts()
    corpora = len(await catalogue.corpora())
    found = f"articles: {counts.articles}, passages: {counts.passages}, corpora: {corpora}"
    return [*findings, ok(f"{found}; vectors complete")]


async def _incomplete(assembly: Assembly, catalogue: Catalogue) -> int:
    """Return of how many corpora the vectors are missing, or were left half changed."""
    store = await assembly.stores.vectors()
    conditions = await store.conditions()
    incomplete = 0
    for corpus in await catalogue.corpora():
        condition = conditions.get(corpus)
        whole = condition == "settled"
        if condition == "unnoted":
            whole = await store.count(corpus) == await catalogue.passage_count(corpus)
        incomplete += not whole
    return incomplete


async def _fitting(assembly: Assembly, catalogue: Catalogue, report: Report) -> list[Finding]:
    """Make vectors and word index fit the catalogue.

    They are made anew as a whole if that is needed, but not only because the settings name another
    model.
    """
    kept = await catalogue.versions.all_vectors_kept()  # before that, starting keeps them
    lacking = kept and await catalogue.versions.without_vectors()
    if not await catalogue.reindexing() and not lacking:
        with suppress(ReindexNeeded):  # it is done right below
            incomplete = await _incomplete(assembly, catalogue)
            await assembly.index()
            return _told(incomplete) + await _compared(assembly, catalogue)
    await _check_model(assembly, catalogue)
    await assembly.reindex(report)
    await assembly.index()
    return [mended("vectors and word index are made anew from the catalogue")]


def _told(incomplete: int) -> list[Finding]:
    if not incomplete:
        return []
    return [mended(f"corpora whose vectors weren't whole, and are now: {incomplete}")]


async def _check_model(assembly: Assembly, catalogue: Catalogue) -> None:
    """Leave it to the host whether everything is embedded with another model.

    Raises:
        ReindexNeeded: the settings name another model than the one that made the vectors.
    """
    recorded = await catalogue.embedding_model()
    current = model_of(await assembly.embedder())
    if recorded not in (None, current) and await catalogue.versions.stored("ready"):
        raise ReindexNeeded(
            f"The articles were indexed with the embedding model {recorded.name}, and "
            f"EMBEDDING_MODEL names {current.name} now. Set it back, or run `footnote reindex`."
        )


async def _compared(assembly: Assembly, catalogue: Catalogue) -> list[Finding]:
    """Compare what the vector store has with what the catalogue has, passage by passage."""
    store = await assembly.stores.vectors()
    unknown = lacking = 0
    for corpus in await catalogue.corpora():
        deleted, stored = await reconcile(catalogue, store, corpus)
        unknown, lacking = unknown + deleted, lacking + stored
    findings = []
    if unknown:
        findings.append(mended(f"{unknown} vectors were of no passage and are deleted"))
    if lacking:
        findings.append(mended(f"{lacking} passages had no vector and have one again"))
    return findings
