"""Tab completion in the chat: commands, then titles of articles or of feeds."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

_TAKE_TITLES = ("/show ", "/remove ", "/refresh ", "/summarize ", "/in ")
_TAKE_FEEDS = ("/feed remove ",)

Titles = Callable[[], Awaitable[Sequence[str]]]


class ChatCompleter(Completer):
    """Completes the first word from the commands and the rest, where fitting, from the titles."""

    def __init__(self, commands: Sequence[str], titles: Titles, feeds: Titles) -> None:
        """Complete `commands`, and what `titles` and `feeds` return at that moment."""
        self._commands = commands
        self._choices = dict.fromkeys(_TAKE_TITLES, titles) | dict.fromkeys(_TAKE_FEEDS, feeds)

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """Return the commands that fit; titles need the asynchronous form."""
        del complete_event
        return _fitting(document.text_before_cursor, self._commands)

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        """Yield the commands or the titles that fit what is typed so far."""
        typed = document.text_before_cursor
        command = next((name for name in self._choices if typed.startswith(name)), None)
        if command is None:
            for completion in self.get_completions(document, complete_event):
                yield completion
            return
        for completion in _fitting(typed[len(command) :], await self._choices[command]()):
            yield completion


def _fitting(typed: str, choices: Sequence[str]) -> list[Completion]:
    lowered = typed.lower()
    if not lowered:
        return [Completion(choice) for choice in choices]
    return [
        Completion(choice, start_position=-len(typed))
        for choice in sorted(choices, key=lambda choice: not choice.lower().startswith(lowered))
        if lowered in choice.lower()
    ]
