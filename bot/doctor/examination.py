"""All checks in their order: what others rest on comes first."""

from collections.abc import Sequence

from bot.assembly import Assembly
from bot.doctor.backups import backups
from bot.doctor.catalogue import alone, jobs, opening, rows
from bot.doctor.clock import clock
from bot.doctor.findings import Check, Finding, Report, wrong
from bot.doctor.folder import environment, privacy, room
from bot.doctor.links import links
from bot.doctor.models import downloaded, embedding_model, reranking_model, writing_model
from bot.doctor.vectors import vectors
from bot.errors import TOLD
from bot.terminal.terminal import Terminal

_BEFORE: Sequence[Check] = (room, privacy, environment, links, backups)
_STORE: Sequence[Check] = (alone, opening, rows, clock, jobs)
_MODELS: Sequence[Check] = (downloaded, writing_model, embedding_model, reranking_model)


async def examine(assembly: Assembly, terminal: Terminal) -> bool:
    """Run every check, print a line for each finding, and return whether all is well now."""
    well = await _all(assembly, terminal, _BEFORE)
    usable = await _all(assembly, terminal, _STORE, until_wrong=True)
    loads = await _all(assembly, terminal, _MODELS)
    if usable:
        usable = await _all(assembly, terminal, (vectors,))
    return well and usable and loads


async def _all(
    assembly: Assembly, terminal: Terminal, checks: Sequence[Check], *, until_wrong: bool = False
) -> bool:
    """Run some checks; return whether nothing is wrong."""
    well = True
    for check in checks:
        with terminal.progress("Mending") as report:
            findings = await _findings(check, assembly, report)
        for finding in findings:
            _tell(terminal, finding)
            well = well and finding.state != "wrong"
        if until_wrong and not well:
            break
    return well


async def _findings(check: Check, assembly: Assembly, report: Report) -> list[Finding]:
    try:
        return await check(assembly, report)
    except TOLD as error:
        return [wrong(str(error))]


def _tell(terminal: Terminal, finding: Finding) -> None:
    told = f"{finding.state:<6} {finding.told}"
    if finding.state == "wrong":
        terminal.complain(told)
    else:
        terminal.say(told)
