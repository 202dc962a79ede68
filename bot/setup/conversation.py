"""Asks a person in a terminal, one question at a time."""

import getpass
import sys
from typing import Protocol

from bot.errors import UserError

_YES = frozenset({"y", "yes", "j", "ja", "s", "sí", "si"})
_NO = frozenset({"n", "no", "nein"})


class Conversation(Protocol):
    """Somebody who is asked. All that asks raises UserError when nobody answers any more."""

    def say(self, text: str = "") -> None:
        """Tell a line."""
        ...

    def ask(self, question: str, default: str = "") -> str:
        """Return what is answered, without spaces around it; `default` for nothing."""
        ...

    def ask_secret(self, question: str) -> str:
        """Return what is answered, which isn't shown while it is typed."""
        ...

    def agree(self, question: str, *, default: bool) -> bool:
        """Return whether the answer is yes."""
        ...


class TerminalConversation:
    """Prints and reads plain lines, so that it works in any terminal and through a pipe."""

    def say(self, text: str = "") -> None:
        """Tell a line."""
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def ask(self, question: str, default: str = "") -> str:
        """Return what is answered, without spaces around it; `default` for nothing."""
        shown = f" [{default}]" if default else ""
        sys.stdout.write(f"{question}{shown}: ")
        sys.stdout.flush()
        return _read() or default

    def ask_secret(self, question: str) -> str:
        """Return what is answered, which isn't shown while it is typed."""
        if not sys.stdin.isatty():
            return self.ask(question)
        try:
            return getpass.getpass(f"{question}: ").strip()
        except EOFError:
            raise _nobody() from None

    def agree(self, question: str, *, default: bool) -> bool:
        """Return whether the answer is yes."""
        while True:
            answer = self.ask(f"{question} (y/n)", "y" if default else "n").casefold()
            if answer in _YES | _NO:
                return answer in _YES
            self.say("Please answer y or n.")


def _read() -> str:
    line = sys.stdin.readline()
    if not line:
        raise _nobody()
    return line.strip()


def _nobody() -> UserError:
    return UserError("There is nobody to answer; nothing was changed.")
