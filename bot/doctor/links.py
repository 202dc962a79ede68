"""Links: can sites complain?"""

from bot.assembly import Assembly
from bot.doctor.findings import Finding, Report, ok


async def links(assembly: Assembly, _report: Report) -> list[Finding]:
    """Tell whether sites have somebody to complain to."""
    contact = assembly.settings.fetch_contact
    if contact is None:
        told = "links: FETCH_CONTACT isn't set, so sites can't reach you when something annoys them"
    else:
        told = f"links: sites can complain to {contact}"
    return [ok(told)]
