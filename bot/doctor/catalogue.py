"""The catalogue: can it be opened, is it whole, do its rows fit together?"""

import asyncio

from bot.assembly import Assembly
from bot.doctor.findings import Finding, Report, mended, ok, wrong
from bot.errors import UserError
from index.catalogue.mending import Mended
from index.errors import CatalogueDamaged


async def alone(assembly: Assembly, _report: Report) -> list[Finding]:
    """Look whether this process may mend all corpora, which others may be busy with.

    Raises:
        UserError: it has some of the shards only.
    """
    if not assembly.shards.all:
        raise UserError(
            f"SHARDS is {assembly.shards}, so other processes share this catalogue. To have it "
            "looked at, stop them all and run: SHARDS=0/1 footnote doctor"
        )
    return []


async def opening(assembly: Assembly, _report: Report) -> list[Finding]:
    """Finish a restore that was interrupted, and open the catalogue."""
    findings = []
    if await (await assembly.stores.restoring()).finish():
        findings.append(mended("a restore that was interrupted is finished"))
    try:
        catalogue = await assembly.catalogue()
        damage = await catalogue.damage()
        if damage is not None:
            await catalogue.rebuild_indexes()
            remaining = await catalogue.damage()
            if remaining is None:
                findings.append(mended(f"the catalogue's indexes are made anew ({damage})"))
            damage = remaining
    except CatalogueDamaged as error:
        return [*findings, wrong(f"{error} {await _way_out(assembly)}")]
    if damage is not None:
        told = f"The catalogue is damaged: {damage}. {await _way_out(assembly)}"
        return [*findings, wrong(told)]
    return [*findings, ok("the catalogue can be read")]


async def rows(assembly: Assembly, _report: Report) -> list[Finding]:
    """Mend rows that contradict each other, and empty a word index that doesn't fit them."""
    catalogue = await assembly.catalogue()
    found = await catalogue.mend()
    findings = _told(found)
    if not await catalogue.reindexing() and not await catalogue.words_whole():
        await catalogue.begin_reindexing()  # the index is rebuilt with the vectors
        findings.append(mended("the word index didn't fit the passages; it is made anew"))
    return findings or [ok("the catalogue's rows fit together")]


async def jobs(assembly: Assembly, _report: Report) -> list[Finding]:
    """Tell what the bot goes on with when it starts."""
    waiting = len(await (await assembly.records()).jobs.pending())
    if not waiting:
        return [ok("nothing waits to be added")]
    return [ok(f"{waiting} articles wait to be added; the bot goes on with them when it runs")]


def _told(found: Mended) -> list[Finding]:
    return [
        mended(told)
        for count, told in (
            (found.orphans, f"{found.orphans} rows belonged to nothing and are deleted"),
            (found.empty, f"{found.empty} articles had no text and are deleted"),
            (found.counts, f"articles were counted wrongly in {found.counts} places"),
        )
        if count
    ]


async def _way_out(assembly: Assembly) -> str:
    newest = await asyncio.to_thread(assembly.stores.shelf.newest_sound)
    if newest is None:
        return "There is no sound backup in the data folder; restore one that you keep elsewhere."
    return f"The newest sound backup is of {newest.made:%Y-%m-%d %H:%M} UTC: " + (
        f"footnote restore '{newest.path}'"
    )
