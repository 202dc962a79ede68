"""The clock: feeds, retention and backups go by it."""

from datetime import datetime, timedelta

from bot.assembly import Assembly
from bot.doctor.findings import Finding, Report, ok, wrong
from index.clock import utc_now

_TOLERATED = timedelta(days=1)


async def clock(assembly: Assembly, _report: Report) -> list[Finding]:
    """Look whether something was added in the future, as when the clock is behind now."""
    newest = await (await assembly.catalogue()).newest()
    if newest is not None and datetime.fromisoformat(newest) > utc_now() + _TOLERATED:
        return [
            wrong(
                f"An article was added on {newest[:10]}, but the clock says {utc_now():%Y-%m-%d}; "
                "one of both is wrong. Set the clock (timedatectl), or feeds and backups may wait."
            )
        ]
    return [ok("the clock is plausible")]
