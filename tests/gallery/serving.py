"""Settings, help, privacy and windows in the gallery."""

from discord import ui

from bot.localisation import Localisation, Texts
from bot.records.models import GuildSettings, Kept
from bot.render import modals, people
from tests.gallery import values as v
from tests.gallery.page import Exhibit


def people_room(texts: Texts) -> tuple[Exhibit, ...]:
    """Return settings, help and what people want to know."""
    chosen = GuildSettings(
        ask_channels=frozenset({v.ASK_CHANNEL}),
        questions_channel=v.QUESTIONS,
        adding_roles=frozenset({v.MODS}),
    )
    languages = Localisation().languages
    lacking = people.settings(
        texts,
        GuildSettings(),
        languages=languages,
        content_intent=False,
        missing=("send_messages_in_threads",),
    )
    return (
        Exhibit(
            name="settings",
            caption="The settings of a server",
            view=people.settings(
                texts, chosen, languages=languages, content_intent=True, missing=()
            ),
            private=True,
        ),
        Exhibit(
            name="lacking",
            caption="The same, when something is missing",
            view=lacking,
            private=True,
        ),
        Exhibit(name="help", caption="Help", view=people.help(texts), private=True),
        Exhibit(name="about", caption="About", view=about(texts), private=True),
        Exhibit(
            name="privacy",
            caption="What is kept about a person",
            view=people.privacy(
                texts,
                Kept(questions=12, ratings=3, articles=1, open_questions=0),
                days=30,
                backup_days=7,
                elsewhere=False,
            ),
            private=True,
        ),
        Exhibit(
            name="sure-to-forget",
            caption="Before it is deleted",
            view=people.sure_to_forget(texts),
            private=True,
        ),
        Exhibit(name="forgotten", caption="Afterwards", view=people.forgotten(texts), private=True),
        Exhibit(
            name="told",
            caption="A plain sentence",
            view=people.told(texts, texts("error-cooling-down", seconds=12)),
            private=True,
        ),
    )


def windows_room(texts: Texts) -> tuple[Exhibit, ...]:
    """Return the windows in which people write."""
    return (
        Exhibit(name="add-window", caption="Add an article", view=modals.add_article(texts)),
        Exhibit(
            name="about-window",
            caption="Ask about a message",
            view=modals.ask_about(
                texts, question="", about="The ferry is called Patience, and it is slower."
            ),
        ),
        Exhibit(
            name="follow-up-window", caption="Follow up", view=modals.follow_up(texts, v.ANSWER)
        ),
        Exhibit(
            name="why-bad-window",
            caption="After a thumbs down",
            view=modals.why_bad(texts, v.ANSWER),
        ),
    )


def about(texts: Texts) -> ui.LayoutView:
    """Return what the bot says about itself."""
    return people.about(
        texts,
        version="0.2.0",
        model="SmolLM2-135M-Instruct",
        embedding_model="all-MiniLM-L6-v2",
        articles=37,
        passages=1_204,
        waiting=2,
        running=1,
        answer_days=90,
        left_server_days=30,
        elsewhere=False,
    )
