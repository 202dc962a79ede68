"""The first question of the set-up: where data is kept."""

import os
from pathlib import Path

from bot.settings import default_data_dir
from bot.setup.checks import Values
from bot.setup.conversation import Conversation
from bot.setup.env_file import EnvFile


def choose_folder(
    conversation: Conversation, file: EnvFile, given: Path | None
) -> tuple[Path, Values]:
    """Ask where data is kept; return the folder and the settings.

    Args:
        conversation: who is asked.
        file: what was set before.
        given: the folder, if that is said already.

    Raises:
        UserError: nobody answers.
    """
    if given is not None:
        return given, {"DATA_DIR": str(given.absolute())}
    default = default_data_dir()
    conversation.say("\n1. Where are articles and models to be kept?")
    current = file.value("DATA_DIR")
    while True:
        answer = conversation.ask("Folder", current or str(default))
        folder = Path(answer).expanduser().absolute()
        problem = _problem_with(folder)
        if problem is None:
            break
        conversation.say(problem)
    if answer == (current or str(default)):
        return folder, {}
    return folder, {"DATA_DIR": str(folder)}  # from wherever Footnote is started


def _problem_with(folder: Path) -> str | None:
    """Return what keeps a folder from being used."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if not there.is_dir():
        return f"{there} is a file. Choose a folder."
    if not os.access(there, os.W_OK | os.X_OK):
        return f"You may not write in {there}. Choose another folder."
    return None
