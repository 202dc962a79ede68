"""Days of use in minutes: do memory and open files stay as they are?

Two thousand operations, by chance, through everything but Discord, with the bundled models in a
process of their own. After every tenth the resident memory and the open files of both processes are
noted, and `tests.torture.figures.rise` says whether they are flat.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from answer.answering import Answering
from bot.errors import TOLD
from bot.records.models import GuildSettings
from evals.speed.plots import Line, lines_plot
from index.models import ArticleCard, ExtractedArticle
from tests.torture.facts import CORPUS, GUILD
from tests.torture.figures import Sample, is_flat, rise, sample
from tests.torture.findings import Finding, Tell
from tests.torture.kept import Kept

OPERATIONS = 2_000
PLOTS = Path("build") / "torture"
"""Where the plots are put."""

_EVERY = 10  # operations
_ARTICLES = 40  # that there are at most
_WORDED_EVERY = 100  # questions
_MIX: Mapping[str, int] = {
    "ask": 42,
    "add": 12,
    "refresh": 8,
    "remove": 6,
    "summarise": 8,
    "compare": 4,
    "feed": 6,
    "settings": 6,
    "wrong input": 8,
}
"""How often each operation comes, in a hundred."""

_FEED = "https://example.org/feed"
_NAMES = ("Aldermere", "Brackwater", "Corrie", "Dunmoor", "Eastlight", "Fennick", "Garvel")
_TRADES = ("ferry", "lighthouse", "mill", "brewery", "railway", "quarry", "observatory")


async def run(*, seconds: float, seed: int, tell: Tell) -> list[Finding]:
    """Do what people do, by chance.

    Args:
        seconds: how long at most.
        seed: of the operations.
        tell: shows how far it is.
    """
    with TemporaryDirectory(prefix="footnote-soak-") as folder:
        async with Kept(Path(folder), bundled=True) as kept:
            day = await _Day.begin(kept, seed)
            samples = await _samples(day, time.monotonic() + seconds, tell)
    await asyncio.to_thread(_draw, samples)
    return _findings(day, samples)


class _Day:
    """What is done, by chance.

    Attributes:
        done: how often what was done.
        trouble: errors that aren't sentences for people.
    """

    def __init__(self, kept: Kept, worded: Answering, seed: int) -> None:
        self.done: Counter[str] = Counter()
        self.trouble: list[str] = []
        self._kept = kept
        self._worded = worded
        self._chance = random.Random(seed)  # noqa: S311 - for a mix, not for secrets
        self._made = 0
        self._acts: Mapping[str, Callable[[], Awaitable[object]]] = {
            "ask": self._ask,
            "add": self._add,
            "refresh": self._refresh,
            "remove": self._remove,
            "summarise": self._summarise,
            "compare": self._compare,
            "feed": self._feed,
            "settings": self._settings,
            "wrong input": self._err,
        }

    @classmethod
    async def begin(cls, kept: Kept, seed: int) -> "_Day":
        """Begin with a few articles, and with a model that words some of the answers."""
        await kept.answers()
        writing = await kept.beside(kept.settings.model_copy(update={"wording": "model"}))
        day = cls(kept, (await writing.answers()).answering, seed)
        for _ in range(_ARTICLES // 2):
            await day._add()
        await day._worded.outcome(CORPUS, "When was the first ferry opened?")  # loads the model
        return day

    async def step(self) -> None:
        """Do one thing."""
        (name,) = self._chance.choices(list(_MIX), list(_MIX.values()))
        self.done[name] += 1
        try:
            await self._acts[name]()
        except TOLD as error:
            if not str(error).endswith((".", "?", "!")):
                self.trouble.append(f"{name}: no sentence: {error}")
        except Exception as error:  # noqa: BLE001 - a defect is what we look for
            self.trouble.append(f"{name}: {type(error).__name__}: {error}")

    def _written(self, number: int) -> ExtractedArticle:
        chance = self._chance
        place, trade = chance.choice(_NAMES), chance.choice(_TRADES)
        paragraphs = [
            f"The {trade} of {place} was opened in {chance.randint(1700, 1999)} by "
            f"{chance.choice(_NAMES)} {chance.choice(_NAMES)}son, who paid "
            f"{chance.randint(100, 9999)} crowns for it. It employs {chance.randint(3, 900)} "
            f"people, and {chance.randint(10, 99)} visitors come on an average day."
            for _ in range(chance.randint(2, 5))
        ]
        return ExtractedArticle(
            title=f"The {trade} of {place}, part {number}",
            text="\n\n".join(paragraphs),
            url=f"https://example.org/{number}",
        )

    async def _cards(self) -> list[ArticleCard]:
        return await (await self._kept.catalogue()).cards(CORPUS)

    async def _one(self) -> ArticleCard:
        return self._chance.choice(await self._cards())

    async def _ask(self) -> None:
        question = (
            f"When was the {self._chance.choice(_TRADES)} of {self._chance.choice(_NAMES)} opened?"
        )
        worded = self.done["ask"] % _WORDED_EVERY == 0
        answering = self._worded if worded else (await self._kept.answers()).answering
        await answering.outcome(CORPUS, question)

    async def _add(self) -> None:
        cards = await self._cards()
        ingestion = (await self._kept.index()).ingestion
        if len(cards) >= _ARTICLES:
            await ingestion.remove(CORPUS, cards[0].id)
        self._made += 1
        await ingestion.add(CORPUS, self._written(self._made))

    async def _refresh(self) -> None:
        card = await self._one()
        number = int((card.url or "").rpartition("/")[2])
        ingestion = (await self._kept.index()).ingestion
        await ingestion.add(CORPUS, self._written(number), article_id=card.id)

    async def _remove(self) -> None:
        if len(await self._cards()) > _ARTICLES // 2:
            await (await self._kept.index()).ingestion.remove(CORPUS, (await self._one()).id)

    async def _summarise(self) -> None:
        summarising = (await self._kept.answers()).summarising
        await summarising.outcome(CORPUS, (await self._one()).id)

    async def _compare(self) -> None:
        cards = self._chance.sample(await self._cards(), 2)
        comparing = (await self._kept.answers()).comparing
        await comparing.outcome(CORPUS, [card.id for card in cards])

    async def _feed(self) -> None:
        """Follow a feed, or look at it, take what is new, and follow it no longer."""
        following = await self._kept.following()
        feeds = await following.feeds(CORPUS)
        if not feeds:
            self._kept.web.pages[_FEED] = self._feed_page()
            await following.add(CORPUS, _FEED)
            return
        await following.check(feeds[0].id)
        await (await self._kept.taking()).take(corpus=CORPUS)
        await following.remove(CORPUS, feeds[0].id)

    def _feed_page(self) -> tuple[str, str]:
        self._made += 1
        article = self._written(self._made)
        text = "".join(f"<p>{each}</p>" for each in article.text.split("\n\n"))
        link = article.url or ""
        self._kept.web.pages = {
            link: (
                "text/html",
                f"<html><head><title>{article.title}</title></head><body><article>"
                f"<h1>{article.title}</h1>{text}</article></body></html>",
            )
        }
        return "application/rss+xml", (
            "<rss version='2.0'><channel><title>News</title><link>https://example.org/</link>"
            f"<item><title>{article.title}</title><link>{link}</link></item></channel></rss>"
        )

    async def _settings(self) -> None:
        guilds = (await self._kept.records()).guilds
        await guilds.save(GUILD, GuildSettings(language=self._chance.choice(["en", "de", "es"])))

    async def _err(self) -> None:
        """Ask for what can't be had."""
        wrong = self._chance.choice(
            ["https://example.org/none", "ftp://example.org", "no link", "https://", "/none.pdf"]
        )
        await self._kept.reader.place(wrong)


async def _samples(day: _Day, until: float, tell: Tell) -> list[Sample]:
    samples = [sample(0)]
    for number in range(1, OPERATIONS + 1):
        await day.step()
        if number % _EVERY == 0:
            samples.append(await asyncio.to_thread(sample, number))
        if number % (OPERATIONS // 10) == 0:
            last = samples[-1]
            tell(f"{number:,}: {last.own:.0f} + {last.models:.0f} MiB, {last.files} open files")
        if time.monotonic() > until:
            break
    return samples


def _findings(day: _Day, samples: Sequence[Sample]) -> list[Finding]:
    count = samples[-1].operations
    mix = ", ".join(f"{name} {times}" for name, times in day.done.most_common())
    found = [
        Finding(
            part="soak",
            tried="operations by chance",
            times=sum(day.done.values()),
            lost=len(day.trouble),
            detail=day.trouble[0] if day.trouble else mix,
        )
    ]
    for name, values in _series(samples).items():
        found.append(
            Finding(
                part="soak",
                tried=f"{name} flat",
                times=1,
                lost=int(not is_flat(values)),
                detail=f"{values[0][1]:.0f} at first, {values[-1][1]:.0f} after {count:,}; "
                f"{rise(values):+.1%} over the last two thirds",
            )
        )
    return found


def _series(samples: Sequence[Sample]) -> dict[str, list[tuple[float, float]]]:
    return {
        "memory of the bot, MiB,": [(each.operations, each.own) for each in samples],
        "memory of the models, MiB,": [(each.operations, each.models) for each in samples],
        "open files": [(each.operations, each.files) for each in samples],
    }


def _draw(samples: Sequence[Sample]) -> None:
    """Draw what is held over the run; a fifth of the samples is plenty."""
    PLOTS.mkdir(parents=True, exist_ok=True)
    some = samples[::5]
    memory = [
        Line(name="the bot", points=tuple((each.operations, each.own) for each in some)),
        Line(name="its models", points=tuple((each.operations, each.models) for each in some)),
    ]
    files = [Line(name="of both", points=tuple((each.operations, each.files) for each in some))]
    for name, title, lines, up in (
        ("memory", "Resident memory over a soak", memory, "MiB"),
        ("files", "Open files over a soak", files, "files"),
    ):
        drawn = lines_plot(title, lines, across="operations", up=up)
        (PLOTS / f"{name}.svg").write_text(drawn, encoding="utf-8")
