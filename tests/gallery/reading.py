"""Articles and summaries in the gallery."""

from dataclasses import replace

from answer.models import Disagreement, PartRead, PointFound, Side
from bot.localisation import Texts
from bot.records.models import AnswerRecord, JobId
from bot.render import adding, articles, comparisons, summaries
from bot.render.adding import Progress
from index.models import ArticleId, ArticleVersion
from tests.gallery import values as v
from tests.gallery.page import Exhibit


def articles_room(texts: Texts) -> tuple[Exhibit, ...]:
    """Return what is said about articles."""
    under_way = (
        Progress(name="harbour-fire.txt", state="added", card=v.FIRE),
        Progress(name="https://northward.example/skarness", state="reading", job=JobId("b")),
        Progress(name="https://marrowlane.example/2025/04/town", state="waiting", job=JobId("c")),
    )
    through = (
        Progress(name="harbour-fire.txt", state="added", card=v.FIRE),
        Progress(name="https://northward.example/skarness", state="known", card=v.LIGHT),
        Progress(
            name="https://marrowlane.example/2025/04/town",
            state="failed",
            sentence="marrowlane.example doesn’t answer. Try again later, or paste the text.",
        ),
        Progress(
            name="https://courier.example/subscribers/harbour",
            state="failed",
            job=JobId("d"),
            sentence=texts("error-extract-paywall", name="https://courier.example/subscribers/h…"),
            pasteable=True,
        ),
        Progress(name="https://slow.example/tides", state="cancelled"),
    )
    history = (
        ArticleVersion(since="2026-04-11T08:00:00Z", title="", text_hash="b", words=1),
        ArticleVersion(since="2026-03-02T09:30:00Z", title="", text_hash="a", words=1),
    )
    cards = (v.FIRE, v.SEEDS, v.LIGHT, v.FERRY)
    preview = " ".join(v.text_of(v.LIGHT).split("\n\n")[3:5])
    return (
        Exhibit(
            name="adding",
            caption="Several articles at once",
            view=adding.adding(texts, under_way),
        ),
        Exhibit(name="through", caption="All are through", view=adding.adding(texts, through)),
        Exhibit(name="added", caption="Added", view=articles.added(texts, v.SEEDS, "added")),
        Exhibit(
            name="similar",
            caption="Another site has the same story",
            view=articles.added(texts, v.SEEDS, "added", similar=v.FIRE),
        ),
        Exhibit(
            name="known",
            caption="Already there",
            view=articles.added(texts, v.FIRE, "known"),
        ),
        Exhibit(
            name="thin",
            caption="The page gave little",
            view=articles.added(texts, v.FIRE, "added", "short"),
        ),
        Exhibit(
            name="list",
            caption="The list",
            view=articles.listing(texts, cards, 1, 4, "", total=37),
            private=True,
        ),
        Exhibit(
            name="list-indexing",
            caption="The list while articles are added",
            view=articles.listing(texts, cards[:1], 0, 1, "", total=1, under_way=under_way[1:]),
            private=True,
        ),
        Exhibit(
            name="search",
            caption="A search without a result",
            view=articles.listing(texts, (), 0, 1, "submarine"),
            private=True,
        ),
        Exhibit(
            name="card",
            caption="One article",
            view=articles.card(texts, v.LIGHT, v.BORIS, preview),
            private=True,
        ),
        Exhibit(
            name="card-versions",
            caption="One article that has changed",
            view=articles.card(texts, v.REPORT, v.BORIS, preview, history=history, pages=48),
            private=True,
        ),
        Exhibit(
            name="sure",
            caption="Before it is removed",
            view=articles.sure_to_remove(texts, v.FIRE),
            private=True,
        ),
        Exhibit(
            name="removed",
            caption="Afterwards",
            view=articles.removed(texts, v.FIRE),
        ),
    )


def summaries_room(texts: Texts) -> tuple[Exhibit, ...]:
    """Return a summary on its way and done."""
    brief = v.record(
        "summary",
        v.FIRE.title,
        [f"{v.RESCUED} [1]", "The fire began at about 9:40 p.m. in a cold store. [2]"],
        [
            v.citation(1, v.FIRE, v.RESCUED),
            v.citation(2, v.FIRE, "The fire began at about 9:40 p.m. in a cold store"),
        ],
    )
    quotes = [
        "Seventy-one were saved, most of them by a single open boat rowed by six women, since the "
        "men of the village were away at the herring.",
        "In April 1863 the engineer Josiah Penhallow landed on the rock with forty workmen, a "
        "forge, two goats and a harmonium.",
        "The oil lamp gave way to paraffin in 1894 and to electricity in 1959, when two diesel "
        "generators were hoisted up to the rock.",
        "Nineteen lights were to be put out before the end of the year.",
        v.CABLE,
        "It is fed by solar panels on the old helicopter deck and by a bank of batteries that can "
        "keep the lamp burning for twelve nights without sun.",
    ]
    standard = v.record(
        "summary",
        v.LIGHT.title,
        [f"{quote} [{marker}]" for marker, quote in enumerate(quotes, start=1)],
        [v.citation(marker, v.LIGHT, quote) for marker, quote in enumerate(quotes, start=1)],
    )
    return (
        Exhibit(
            name="summary-reading",
            caption="A long article is read part by part",
            view=summaries.summarising(texts, v.LIGHT.title, PartRead(done=3, total=8), v.ANSWER),
        ),
        Exhibit(
            name="summarising",
            caption="Point by point",
            view=summaries.summarising(texts, v.LIGHT.title, PointFound(done=4, total=6), v.ANSWER),
        ),
        Exhibit(
            name="summary-queued",
            caption="Others are ahead",
            view=summaries.queued(texts, v.LIGHT.title, 2, v.ANSWER),
        ),
        Exhibit(
            name="summary-ended",
            caption="Stopped",
            view=summaries.ended(texts, v.LIGHT.title, texts("summary-stopped")),
        ),
        Exhibit(name="brief", caption="A brief summary", view=summaries.summarised(texts, brief)),
        Exhibit(
            name="comparison",
            caption="What two articles say, what they share, and where they disagree",
            view=comparisons.compared(texts, _comparison()),
        ),
        Exhibit(
            name="summary",
            caption="A summary of more points; the select opens their passages",
            view=summaries.summarised(texts, standard),
        ),
    )


def _comparison() -> AnswerRecord:
    """Return what the morning's and the evening's article say about the fire."""
    fire = v.citation(1, v.FIRE, v.RESCUED)
    later = replace(fire, article_id=ArticleId("later"), title="Fish market to be rebuilt")
    rebuilt = "The harbour board decided on Friday to rebuild the hall where it stood."
    closed = "The market hall, built in 1887, was due to close in {} for a repair of its roof."
    march, april = closed.format("March"), closed.format("April")
    cited = [
        fire,
        replace(later, marker=2, quote=rebuilt),
        replace(fire, marker=3, quote=march),
        replace(later, marker=4, quote=april),
        replace(fire, marker=5, quote="Nobody was killed in the fire."),
        replace(later, marker=6, quote="Nobody was killed in the fire."),
    ]
    claims = [f"{v.RESCUED} [1]", f"{rebuilt} [2]", "Nobody was killed in the fire. [5][6]"]
    title = f"{v.FIRE.title} / {later.title}"
    sides = (Side(words="March", marker=3), Side(words="April", marker=4))
    return replace(
        v.record("comparison", title, claims, cited),
        disagreements=(Disagreement(sides=sides),),
    )
