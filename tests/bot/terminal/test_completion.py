import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from bot.terminal.completion import ChatCompleter


async def _titles() -> list[str]:
    return ["The harbour fire", "Harvest in the north", "Night trains"]


async def _feeds() -> list[str]:
    return ["Harbour news", "Lock notes"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/s", ["/samples", "/show"]),
        ("/show har", ["Harvest in the north", "The harbour fire"]),
        ("/summarize ", ["The harbour fire", "Harvest in the north", "Night trains"]),
        ("/feed remove ", ["Harbour news", "Lock notes"]),
        ("/feed remove lo", ["Lock notes"]),
        ("what about", []),
    ],
)
async def test_commands_and_titles_are_offered(typed: str, offered: list[str]) -> None:
    """Commands complete the first word, titles the rest; those that begin so come first."""
    completer = ChatCompleter(["/articles", "/samples", "/show"], _titles, _feeds)
    completions = completer.get_completions_async(Document(typed), CompleteEvent())
    assert [completion.text async for completion in completions] == offered
