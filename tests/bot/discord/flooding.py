"""Many people ask at once, by commands, mentions and clicks, and what became of it."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.bot.discord.lab import Lab, eventually
from tests.bot.discord.library import know
from tests.bot.discord.scripted import ScriptedGenerator
from tests.discordfake import Channel, FakeInteraction, FakeMessage, User

QUESTION = "Who has steered the ferry since 2009?"
LIMITS: dict[str, Any] = {
    "parallel": 4,
    "queue_length": 30,
    "queue_per_person": 2,
    "questions_per_minute": 3,
    "server_questions_per_minute": 30,
}
"""Settings under which a flood is more than the bot takes."""

PATIENCE = 300.0  # seconds
_FLOODED = 0.7  # of all that is asked is asked in the first server
_COMMANDS, _MENTIONS = 0.6, 0.25  # of all; the rest are clicks
_SAID_A_MINUTE = 5  # refusals in one channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Flooded:
    """What became of a flood.

    Attributes:
        answered: how many questions were.
        refused: how many were, with a sentence.
        unsaid: mentions that got no reply, since others in the channel just had one.
        clicked: buttons that were pressed, all of them answered.
        trouble: what should not have been, in sentences.
    """

    answered: int
    refused: int
    unsaid: int
    clicked: int
    trouble: tuple[str, ...]


class Crowd:
    """People in several servers, all of which know the same article, and one quiet server."""

    def __init__(self, lab: Lab, model: ScriptedGenerator, chosen: Random) -> None:
        """Let nobody be there yet; `model` is the bot's, and `chosen` decides who does what."""
        self._lab = lab
        self._model = model
        self._chosen = chosen
        self._people: list[User] = []
        self._quiet: list[User] = []
        self._places: list[Channel] = []
        self._answers: list[FakeMessage] = []

    async def gather(self, *, people: int, servers: int) -> None:
        """Let them come, and have one question answered in each server, which is clicked on."""
        world = self._lab.world
        world.state.acknowledge_within = PATIENCE  # how quick the machine is isn't tried here
        self._people = [world.user(f"person{number}") for number in range(people)]
        for number in range(servers):
            guild = world.guild(f"server{number}", owner=self._lab.alice)
            for person in self._people:
                guild.join(person)
            place = guild.text_channel("general")
            await know(self._lab, guild=guild)
            await world.slash(self._people[number], place, "ask", question=QUESTION)
            self._places.append(place)
            self._answers.append(await world.until(self._newest_answer, timeout=PATIENCE))
        await know(self._lab)

    async def flood(self, many: int) -> Flooded:
        """Ask so often while the model writes nothing; then let it write to the end."""
        began = time.monotonic()
        before = {id(one) for place in self._places for one in self._own(place)}
        kept = await self._kept()
        self._model.open.clear()
        commands: list[FakeInteraction] = []
        mentions: list[FakeMessage] = []
        clicks: list[FakeInteraction] = []
        for _ in range(many):
            number = 0 if self._chosen.random() < _FLOODED else self._chosen.randrange(1, 99)
            number %= len(self._places)
            person, place = self._chosen.choice(self._people), self._places[number]
            kind = self._chosen.random()
            if kind < _COMMANDS:
                asked = await self._lab.world.slash(person, place, "ask", question=QUESTION)
                commands.append(asked)
            elif kind < _COMMANDS + _MENTIONS:
                text = f"<@{self._lab.world.bot.id}> {QUESTION}"
                mentions.append(await self._lab.world.say(person, place, text))
            else:
                clicked = await self._lab.world.click(person, self._answers[number], "Passages")
                clicks.append(clicked)
            await asyncio.sleep(0)
        person = self._lab.world.user("somebody quiet")  # somebody else in each flood
        self._lab.guild.join(person)
        self._quiet.append(person)
        quiet = await self._lab.world.slash(person, self._lab.general, "ask", question=QUESTION)
        await eventually(self._is_taken_in, PATIENCE)
        self._model.open.set()
        await eventually(self._is_over, PATIENCE)
        await self._lab.world.until(
            lambda: (
                all(map(_ended, (*commands, *clicks, quiet)))
                and all(map(_is_final, (one for place in self._places for one in self._own(place))))
            ),
            timeout=PATIENCE,
        )
        said = [one for place in self._places for one in self._own(place) if id(one) not in before]
        answers = [one for one in said if "Follow up" in one.buttons]
        answered = sum(map(_went_well, commands)) + sum(map(_is_reply, answers))
        refused = [_said(one) for one in commands if not _went_well(one)]
        refused += [one.text for one in said if "Follow up" not in one.buttons]
        minutes = 1 + int((time.monotonic() - began) / 60.0)
        trouble = [
            *(f"“{text}” is no refusal" for text in set(refused) if not _refuses(text)),
            *(f"a click got “{_said(one)}”" for one in clicks if "Dossin" not in _said(one)),
            *([] if _went_well(quiet) else [f"the quiet server got “{_said(quiet)}”"]),
            *_unless(len(answers) == answered, f"{answered} taken, {len(answers)} answered"),
            *_unless(
                await self._kept() - kept == answered + 1, "other answers are kept than were shown"
            ),
            *(
                f"{count} refusals in one channel in {minutes} minutes"
                for count in Counter(
                    one.channel.id for one in said if "Follow up" not in one.buttons
                ).values()
                if count > _SAID_A_MINUTE * minutes
            ),
        ]
        return Flooded(
            answered=answered,
            refused=len(refused),
            unsaid=len(commands) + len(mentions) - answered - len(refused),
            clicked=len(clicks),
            trouble=tuple(trouble),
        )

    async def _is_taken_in(self) -> bool:
        """Say whether whoever was asked has been refused, or stands in the line."""
        waiting = [one for one in self._lab.world.state.interactions.values() if not _ended(one)]
        taken = self._lab.parts.queue.waiting + self._lab.parts.queue.running
        return all(one.acknowledged is not None for one in waiting) and len(waiting) <= taken

    async def _is_over(self) -> bool:
        queue = self._lab.parts.queue
        return queue.waiting + queue.running == 0

    async def _kept(self) -> int:
        people = self._lab.parts.records.people
        who = (*self._quiet, *self._people)
        return sum([(await people.kept(one.id)).questions for one in who])

    def _newest_answer(self) -> FakeMessage | None:
        """Return an answer in the last place, None while there is none."""
        own = self._own(self._places[-1])
        return next((one for one in own if "Follow up" in one.buttons), None)

    def _own(self, place: Channel) -> list[FakeMessage]:
        world = self._lab.world
        return [one for one in world.messages(place) if one.author is world.bot]


def _ended(interaction: FakeInteraction) -> bool:
    return interaction.answered or _went_well(interaction)


def _went_well(interaction: FakeInteraction) -> bool:
    """Say whether a question was answered in the channel: then its own response has gone."""
    return interaction.response is not None and interaction.response.deleted


def _is_final(message: FakeMessage) -> bool:
    return "Follow up" in message.buttons or _refuses(message.text)


def _is_reply(message: FakeMessage) -> bool:
    return "message_reference" in message.raw


def _said(interaction: FakeInteraction) -> str:
    return "" if interaction.response is None else interaction.response.text


def _refuses(text: str) -> bool:
    told = ("That was quick", "asks a lot", "are waiting", "You already have")
    return any(each in text for each in told)


def _unless(right: bool, sentence: str) -> Iterable[str]:
    return [] if right else [sentence]
