"""The set-up from its first question to the file that it writes."""

from pathlib import Path

from bot.settings import set_in_environment
from bot.setup.checks import Checks, Values
from bot.setup.conversation import Conversation
from bot.setup.discord_token import choose_token
from bot.setup.env_file import EnvFile
from bot.setup.folder import choose_folder
from bot.setup.model import choose_model

_SECRET = frozenset({"DISCORD_TOKEN"})


def set_up(
    path: Path, conversation: Conversation, checks: Checks, *, folder: Path | None = None
) -> bool:
    """Ask for settings and write them to a file; return whether the file is as was wanted.

    Nothing is changed before the last question is answered with yes.

    Args:
        path: the file.
        conversation: who is asked.
        checks: what is asked about the answers.
        folder: where data is kept, if that is said already.

    Raises:
        UserError: nobody answers, or the file can't be read or written.
    """
    file = EnvFile.read(path)
    conversation.say(
        f"This sets Footnote up and writes {path}. Enter takes what stands in brackets; Ctrl-C "
        "stops and changes nothing."
    )
    folder, values = choose_folder(conversation, file, folder)
    values = {**values, **choose_token(conversation, file, checks)}
    values = {**values, **choose_model(conversation, file, checks, folder)}
    changes = {name: value for name, value in values.items() if value != file.value(name)}
    if not changes:
        conversation.say(f"\nNothing changes. {_next(file)}")
        return True
    conversation.say(f"\n4. This changes in {path}; all else in it stays:")
    for line in _told(file, changes):
        conversation.say(line)
    changed = file.changed(changes)
    if not conversation.agree("Write it?", default=True):
        conversation.say("Nothing was changed.")
        return False
    changed.write()
    for name in set_in_environment(changes):
        conversation.say(f"The environment sets {name}, too, which goes before the file.")
    conversation.say(f"Written. {_next(changed)}")
    return True


def _told(file: EnvFile, changes: Values) -> list[str]:
    """Return the changes, a line each, without what is secret."""
    return [
        f"   {name}: {_shown(name, file.value(name))} → {_shown(name, value)}"
        for name, value in changes.items()
    ]


def _shown(name: str, value: str | None) -> str:
    if value is None:
        return "not set"
    return "set (not shown)" if name in _SECRET else value


def _next(file: EnvFile) -> str:
    """Return what to do now."""
    where = "Discord" if file.value("DISCORD_TOKEN") is not None else "the terminal"
    return (
        f"Next: `footnote run` starts Footnote in {where}; `footnote doctor` checks everything "
        "before."
    )
