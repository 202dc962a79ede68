"""Answers in the gallery, from the question on."""

from dataclasses import replace

from answer.models import Disagreement, Side
from bot.localisation import Texts
from bot.render import asking, passages
from bot.render.passages import Change, Shown
from tests.gallery import values as v
from tests.gallery.page import Exhibit

_FIRE = "How many people were led to safety in the harbour fire?"
_ACCIDENT = "What caused the accident of the Tern, according to the inquiry?"


def answer(texts: Texts) -> Exhibit:
    """Return the message that a newcomer should see first."""
    claims = (
        "Thirty-four people were led to safety after the fire in the old fish market. [1]",
        "Most of them belonged to the Norwick Shanty Choir, which meets above the market. [2]",
    )
    cited = (v.citation(1, v.FIRE, v.RESCUED), v.citation(2, v.FIRE, v.CHOIR))
    view = asking.answered(texts, v.record("answer", _FIRE, claims, cited), asker_id=v.ALICE)
    return Exhibit(name="answer", caption="An answer with its footnotes", view=view)


def steps_room(texts: Texts) -> tuple[Exhibit, ...]:
    """Return an answer from the question on."""
    found = (v.evidence(v.FIRE, v.RESCUED), v.evidence(v.FIRE, v.CHOIR))
    draft = "Thirty-four people were led to safety after the fire in"
    told = (texts, _FIRE, v.ALICE)
    return (
        Exhibit(
            name="queued",
            caption="Others are ahead",
            view=asking.queued(*told, 3, v.ANSWER),
        ),
        Exhibit(
            name="searching",
            caption="The articles are searched",
            view=asking.searching(*told, v.ANSWER),
        ),
        Exhibit(
            name="evidence",
            caption="The evidence is there before the answer",
            view=asking.evidence(*told, v.ANSWER, found),
        ),
        Exhibit(
            name="drafting",
            caption="The answer streams in",
            view=asking.drafting(*told, v.ANSWER, found, draft),
        ),
        answer(texts),
    )


def answers_room(texts: Texts) -> tuple[Exhibit, ...]:
    """Return answers and what takes their place."""
    cable = v.record(
        "answer",
        _ACCIDENT,
        ["A corroded cable in the engine room, together with the lack of a hand-held radio. [1]"],
        [v.citation(1, v.LIGHT, v.CABLE)],
    )
    ours = v.citation(1, v.FIRE, v.RESCUED)
    theirs = replace(
        ours,
        marker=2,
        title="Fire in Norwick's old fish market",
        site="Coast Radio",
        published="2025-10-13",
        quote=v.RESCUED.replace("Thirty-four", "Thirty-six"),
        link=None,
    )
    divided = replace(
        v.record("answer", _FIRE, [f"{v.RESCUED} [1]"], [ours, theirs]),
        disagreements=(
            Disagreement(
                sides=(Side(words="Thirty-four", marker=1), Side(words="Thirty-six", marker=2))
            ),
        ),
    )
    who = "Who was arrested for starting the market fire?"
    nearest = (
        "Council leader Hamish Boyd declined to say whether the delay had made the fire worse, but "
        "promised an independent inquiry that will report by the end of January."
    )
    unanswered = replace(
        v.record(
            "abstention",
            who,
            [texts("ask-not-said", searched=who)],
            [v.citation(1, v.FIRE, nearest), v.citation(2, v.LIGHT, v.CABLE)],
        ),
        lack="not-said",
    )
    elsewhere = "How high is the lighthouse of Alexandria?"
    unmentioned = replace(
        v.record(
            "abstention",
            elsewhere,
            [texts("ask-not-mentioned", searched=elsewhere)],
            [v.citation(1, v.LIGHT, v.CABLE)],
        ),
        lack="not-mentioned",
    )
    mistaken = "Why did a new cable in the engine room cause the accident?"
    contradicted = replace(
        v.record(
            "abstention",
            mistaken,
            [texts("ask-contradicted-there", title=v.LIGHT.title)],
            [v.citation(1, v.LIGHT, v.CABLE)],
        ),
        lack="contradicted",
    )
    chat = "Hi, who are you?"
    redirected = replace(
        v.record("abstention", chat, [texts("ask-no-question-identity")], []), lack="no-question"
    )
    empty = v.record("abstention", who, [texts("ask-nothing-added")], [])
    nasty = v.record(
        "answer",
        "**Is** @everyone <@101> [safe](https://evil.example)? `rm -rf` ||no|| # Yes",
        ["Thirty-four people were led to safety. [1]"],
        [v.citation(1, v.FIRE, v.RESCUED)],
    )
    return (
        Exhibit(
            name="reply",
            caption="A reply to a follow-up; an article without a link shows its passage",
            view=asking.answered(texts, cable, asker_id=None),
            reply_to=("Alice", _ACCIDENT),
        ),
        Exhibit(
            name="disagreement",
            caption="Two articles say different things",
            view=asking.answered(texts, divided, asker_id=v.ALICE),
        ),
        Exhibit(
            name="abstention",
            caption="Articles mention it, but none says it",
            view=asking.abstained(texts, unanswered, asker_id=v.ALICE, may_add=True),
        ),
        Exhibit(
            name="unmentioned",
            caption="No article is about it",
            view=asking.abstained(texts, unmentioned, asker_id=v.ALICE, may_add=True),
        ),
        Exhibit(
            name="contradicted",
            caption="The question assumes what an article contradicts",
            view=asking.abstained(texts, contradicted, asker_id=v.ALICE, may_add=True),
        ),
        Exhibit(
            name="redirected",
            caption="Not a question about any article",
            view=asking.abstained(texts, redirected, asker_id=v.ALICE, may_add=True),
        ),
        Exhibit(
            name="empty",
            caption="There are no articles yet",
            view=asking.abstained(texts, empty, asker_id=v.ALICE, may_add=True),
        ),
        Exhibit(
            name="nasty",
            caption="What people write stays text",
            view=asking.answered(texts, nasty, asker_id=v.BORIS),
        ),
        Exhibit(name="stopped", caption="Stopped", view=asking.stopped(texts, _FIRE, v.ALICE)),
        Exhibit(
            name="failed",
            caption="Something went wrong",
            view=asking.failed(texts, _FIRE, v.ALICE, texts("error-inside", reference="k7qm3fa")),
        ),
        Exhibit(
            name="ready",
            caption="A private answer that took longer than a quarter of an hour",
            view=asking.ready(texts, v.ALICE, v.ANSWER),
        ),
        Exhibit(
            name="open-question",
            caption="In the channel for open questions",
            view=asking.open_question(texts, who, v.ALICE, "https://discord.com/channels/1/2/3"),
        ),
        Exhibit(
            name="closed-question",
            caption="The same, once an article answers it",
            view=asking.closed_question(texts, who, v.ALICE, "https://discord.com/channels/1/2/4"),
        ),
    )


def passages_room(texts: Texts) -> tuple[Exhibit, ...]:
    """Return what the buttons of an answer open."""
    choir, cable = v.citation(1, v.FIRE, v.CHOIR), v.citation(2, v.LIGHT, v.CABLE)
    steps = v.citation(3, v.LIGHT, "There are 2,914 blocks in the tower.")
    fare = v.citation(4, v.FERRY, "Autos nimmt die Fähre nicht mit")
    cited = ((choir, v.FIRE), (cable, v.LIGHT), (steps, v.LIGHT), (fare, v.FERRY))
    shown = [v.in_passage(quote, card) for quote, card in cited]
    before = replace(cable, quote=v.CABLE.replace("a corroded cable", "a loose cable"))
    change = Change(dates=("2026-03-04T08:00:00+00:00",))
    changed = replace(v.in_passage(cable, v.LIGHT), citation=before, change=change)
    gone = Shown(citation=choir, text=None, change=Change(gone=True))
    return (
        Exhibit(
            name="passage",
            caption="One passage, the quote in bold",
            view=passages.passage(texts, v.in_passage(cable, v.LIGHT)),
            private=True,
        ),
        Exhibit(
            name="passages",
            caption="All passages of an answer",
            view=passages.passages(texts, v.ANSWER, shown, 0),
            private=True,
        ),
        Exhibit(
            name="changed",
            caption="The article has changed since",
            view=passages.passage(texts, changed),
            private=True,
        ),
        Exhibit(
            name="gone",
            caption="The article was removed since",
            view=passages.passage(texts, gone),
            private=True,
        ),
    )
