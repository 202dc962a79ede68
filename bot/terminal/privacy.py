"""`footnote forget`: the host deletes what is kept about a person."""

from typing import Annotated

import typer

from bot.assembly import Assembly
from bot.places import user_corpus
from bot.records.models import Kept
from bot.terminal.invocation import DataDir, run_command
from bot.terminal.terminal import Terminal
from index.ingestion.emptying import Emptying

_WHAT = (
    ("questions", "question with its answer", "questions with their answers"),
    ("ratings", "rating", "ratings"),
    ("open_questions", "open question", "open questions"),
    ("eval_questions", "question kept to be asked again", "questions kept to be asked again"),
    ("articles", "note of who added an article", "notes of who added an article"),
    ("feeds", "note of who added a feed", "notes of who added a feed"),
)


def forget(
    user: Annotated[
        int,
        typer.Argument(
            help="The person's Discord id: in Discord, Settings → Advanced → Developer Mode, then "
            "right-click the person → Copy User ID.",
            min=1,
            max=2**63 - 1,
        ),
    ],
    data_dir: DataDir = None,
) -> None:
    """Delete all that is kept about a person, as they can do themselves with /privacy."""
    run_command(lambda _commands, terminal, assembly: _forget(assembly, terminal, user), data_dir)


async def _forget(assembly: Assembly, terminal: Terminal, user_id: int) -> None:
    catalogue, following = await assembly.catalogue(), await assembly.following()
    own = user_corpus(user_id)
    articles, feeds = (await catalogue.counts(own)).articles, len(await following.feeds(own))
    # Without the models, which needn't be there for this.
    emptying = Emptying(catalogue, await assembly.stores.vectors())
    forgetting = await assembly.forgetting(emptying)
    parts = _deleted(await forgetting.forget(user_id))
    parts += _counted(articles, "article of direct messages", "articles of direct messages")
    parts += _counted(feeds, "feed of direct messages", "feeds of direct messages")
    if not parts:
        terminal.say(f"Nothing was kept about {user_id}.")
    else:
        terminal.say(f"Forgot {user_id}. Deleted: {', '.join(parts)}.")
    terminal.say(
        "Backups made before may still have it; whichever of them is restored here, it is deleted "
        "again at the next start of the bot."
    )


def _deleted(kept: Kept) -> list[str]:
    return [
        part for name, one, several in _WHAT for part in _counted(getattr(kept, name), one, several)
    ]


def _counted(count: int, one: str, several: str) -> list[str]:
    return [f"{count:,} {one if count == 1 else several}"] if count else []
