"""The third question of the set-up: which model words answers, by what the machine has."""

import asyncio
from pathlib import Path

from bot.errors import UserError
from bot.setup.checks import Checks, Values
from bot.setup.choices import BUNDLED, CHOICES, Choice, table
from bot.setup.conversation import Conversation
from bot.setup.env_file import EnvFile
from bot.setup.machine import Machine
from engine.errors import EngineError
from engine.tuning.speed import Sample

_HUB = "hf:"
_ADDRESSES = ("http://", "https://")
_OTHERS = """\
     Or a file, hf:owner/repo/file.gguf, or the address of a server of yours (http://…).
   Larger ones are downloaded once, at the first start. Whatever a model writes, only what the
   articles say is shown."""


def choose_model(conversation: Conversation, file: EnvFile, checks: Checks, folder: Path) -> Values:
    """Ask for a model; return the settings.

    Raises:
        UserError: nobody answers.
    """
    machine = checks.machine(folder)
    conversation.say(f"\n3. Which model is to word answers? {_told(machine)}")
    sample = _measured(conversation, checks, folder)
    current = file.value("MODEL_URL") or file.value("MODEL") or BUNDLED
    for line in table(CHOICES, machine, sample, current):
        conversation.say(line)
    conversation.say(_OTHERS)
    numbers = {choice.setting: str(number) for number, choice in enumerate(CHOICES, start=1)}
    while True:
        answer = conversation.ask("Model", numbers.get(current, current))
        chosen = next((each for each in CHOICES if numbers[each.setting] == answer), None)
        if answer.startswith(_ADDRESSES):
            if answer == file.value("MODEL_URL"):
                return {}
            if _answers(conversation, answer, checks):
                return _kept(file, {"MODEL_URL": answer, "MODEL": None})
        elif chosen is not None:
            if _fits(conversation, chosen, machine):
                model = None if chosen.setting == BUNDLED else chosen.setting
                return _kept(file, {"MODEL_URL": None, "MODEL": model})
        elif answer.startswith(_HUB) or Path(answer).expanduser().is_file():
            return _kept(file, {"MODEL_URL": None, "MODEL": answer})
        else:
            conversation.say(f"{answer} is none of these numbers, no address and no file.")


def _kept(file: EnvFile, values: Values) -> Values:
    """Return the settings without those that aren't there and needn't be."""
    return {
        name: value
        for name, value in values.items()
        if value is not None or file.value(name) is not None
    }


def _fits(conversation: Conversation, choice: Choice, machine: Machine) -> bool:
    if choice.fits(machine):
        return True
    return conversation.agree(
        f"There is hardly room for {choice.title}. Take it all the same?", default=False
    )


def _measured(conversation: Conversation, checks: Checks, folder: Path) -> Sample | None:
    if not conversation.agree("Measure for five seconds how fast it is?", default=True):
        return None
    try:
        sample = asyncio.run(checks.sample(folder))
    except EngineError as error:
        conversation.say(f"It can't be measured: {error}")
        return None
    if not sample.undisturbed:
        conversation.say(
            "Something else kept the processor busy, so models may be faster than this:"
        )
    return sample


def _answers(conversation: Conversation, url: str, checks: Checks) -> bool:
    """Ask a server for its model; return whether it is to be kept."""
    try:
        name = asyncio.run(checks.model_at(url))
    except (EngineError, UserError) as error:
        conversation.say(str(error))
        return conversation.agree("Keep this address all the same?", default=False)
    conversation.say(f"It has the model {name}.")
    return True


def _told(machine: Machine) -> str:
    """Return what a machine has, in words."""
    cores = f"{machine.cores} core{'' if machine.cores == 1 else 's'}"
    if machine.memory is None:
        return f"(This machine: {cores}.)"
    return f"(This machine: {machine.memory / 1e9:.0f} GB of memory, {cores}.)"
