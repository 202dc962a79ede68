"""The backups: is there a new one, and can it be restored?"""

import asyncio

from bot.assembly import Assembly
from bot.backups.archive import verify
from bot.doctor.findings import Finding, Report, ok


async def backups(assembly: Assembly, _report: Report) -> list[Finding]:
    """Read the newest backup from its beginning to its end."""
    kept = await asyncio.to_thread(assembly.stores.shelf.backups)
    if kept:
        manifest = await asyncio.to_thread(verify, kept[0].path)
        return [ok(f"the newest backup is of {manifest.made:%Y-%m-%d %H:%M} UTC, and sound")]
    hours = assembly.settings.backup_hours
    if not hours:
        return [ok("backups: none by themselves (BACKUP_HOURS=0); footnote backup FILE makes one")]
    return [ok(f"backups: none yet; the bot makes one every {hours:g} hours while it runs")]
