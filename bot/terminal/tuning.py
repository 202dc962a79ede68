"""`footnote tune`: measures how the generation model runs fastest on this machine."""

from dataclasses import asdict
from typing import Any

from bot.assembly import Assembly
from bot.terminal.terminal import Terminal
from bot.terminal.tuning_views import tuned_view
from engine.tuning.tuned import Tuned, machine


async def tune(assembly: Assembly, terminal: Terminal) -> None:
    """Measure the model, and show what was found and what is used from now on."""
    tuned = await assembly.local_models.tune()
    model = assembly.settings.model
    terminal.console.print(tuned_view(tuned, title=f"MODEL={model} on {machine()}"))
    if not tuned.undisturbed:
        terminal.complain(
            f"For {1 - tuned.share:.0%} of that time the processor did something else, so this may "
            "not be what is best. Stop what else is running, and measure again."
        )


async def tune_json(assembly: Assembly) -> dict[str, Any]:
    """Measure the model, and return what was found as a JSON object."""
    tuned = await assembly.local_models.tune()
    return {"model": assembly.settings.model, "machine": machine(), **_found(tuned)}


def _found(tuned: Tuned) -> dict[str, Any]:
    """Return what was measured; numbers that were tried are the keys of what came out."""
    return {
        "options": asdict(tuned.options),
        "writing": _rates(tuned.writing),
        "reading": _rates(tuned.reading),
        "pieces": _rates(tuned.pieces),
        "steps": {str(tokens): round(seconds, 6) for tokens, seconds in tuned.steps},
        "attention": [
            {
                **asdict(each.way),
                "writing": round(each.writing, 1),
                "together": round(each.together, 1),
                "reading": round(each.reading, 1),
            }
            for each in tuned.attention
        ],
        "undisturbed": tuned.undisturbed,
        "seconds": round(tuned.seconds, 1),
    }


def _rates(measured: tuple[tuple[int, float], ...]) -> dict[str, float]:
    return {str(tried): round(rate, 1) for tried, rate in measured}
