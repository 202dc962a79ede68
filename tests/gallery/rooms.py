"""The rooms of the gallery: each kind of message the bot sends."""

from bot.localisation import Localisation
from bot.render import articles, asking, people
from tests.gallery import values as v
from tests.gallery.answering import answers_room, passages_room, steps_room
from tests.gallery.evaluating import evaluation_room
from tests.gallery.following import feeds_room
from tests.gallery.page import Exhibit, Room
from tests.gallery.reading import articles_room, summaries_room
from tests.gallery.serving import about, people_room, windows_room


def rooms(localisation: Localisation) -> tuple[Room, ...]:
    """Return the whole gallery."""
    english = localisation.texts("en-GB")
    return (
        Room(heading="An answer, step by step", exhibits=steps_room(english)),
        Room(heading="Answers", exhibits=answers_room(english)),
        Room(heading="Passages", exhibits=passages_room(english)),
        Room(heading="Articles", exhibits=articles_room(english)),
        Room(heading="Feeds", exhibits=feeds_room(english)),
        Room(heading="Summaries", exhibits=summaries_room(english)),
        Room(heading="Evaluation", exhibits=evaluation_room(english)),
        Room(heading="Settings, help and privacy", exhibits=people_room(english)),
        Room(heading="Windows", exhibits=windows_room(english)),
        Room(heading="In other languages", exhibits=_elsewhere(localisation)),
    )


def _elsewhere(localisation: Localisation) -> tuple[Exhibit, ...]:
    german, spanish = localisation.texts("de"), localisation.texts("es-ES")
    fare = "Eine einfache Fahrt kostet 6,50 Euro, Bewohner der Insel zahlen 2 Euro."
    ferry = v.record(
        "answer", "Was kostet eine Überfahrt?", [f"{fare} [1]"], [v.citation(1, v.FERRY, fare)]
    )
    who = "¿Cuántas personas se pusieron a salvo?"
    rescued = v.record("answer", who, [f"{v.RESCUED} [1]"], [v.citation(1, v.FIRE, v.RESCUED)])
    why = "Warum wurde die alte Fähre verkauft?"
    unanswered = v.record("abstention", why, [german("ask-not-said", searched=why)], [])
    return (
        Exhibit(
            name="german",
            caption="Deutsch: eine Antwort",
            view=asking.answered(german, ferry, asker_id=v.ALICE),
        ),
        Exhibit(
            name="german-abstention",
            caption="Deutsch: keine Antwort",
            view=asking.abstained(german, unanswered, asker_id=v.ALICE, may_add=True),
        ),
        Exhibit(
            name="german-added",
            caption="Deutsch: hinzugefügt",
            view=articles.added(german, v.FERRY, "added"),
        ),
        Exhibit(name="german-about", caption="Deutsch: Info", view=about(german), private=True),
        Exhibit(
            name="spanish",
            caption="Español: una respuesta",
            view=asking.answered(spanish, rescued, asker_id=v.BORIS),
        ),
        Exhibit(
            name="spanish-added",
            caption="Español: añadido",
            view=articles.added(spanish, v.FIRE, "known"),
        ),
        Exhibit(
            name="spanish-help", caption="Español: ayuda", view=people.help(spanish), private=True
        ),
    )
