"""Gathered questions, the window about a message, and messages without their buttons."""

from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.localisation import Texts
from bot.records.models import AnswerRecord
from bot.render import asking, modals
from bot.render.bare import without_buttons
from tests.bot.render.odd import ids, odd, problems, records, texts_of_any
from tests.discordfake.callback_rules import check_callback
from tests.discordfake.spec import published_spec

_EXAMPLES = settings(max_examples=30, deadline=None)  # the spec's schemas are slow to check
_PLACE = "https://discord.com/channels/1/2/3"


@_EXAMPLES
@given(texts_of_any(), odd(), ids(), st.sampled_from((None, _PLACE)))
def test_gathered_questions_fit(texts: Texts, text: str, user: int, place: str | None) -> None:
    """Discord takes them whatever was asked."""
    assert not problems(asking.open_question(texts, text, user, place))
    assert not problems(asking.closed_question(texts, text, user, _PLACE))


@_EXAMPLES
@given(texts_of_any(), odd(), odd())
def test_the_window_about_a_message_fits(texts: Texts, question: str, about: str) -> None:
    """Discord takes it whatever the message says."""
    spec = published_spec()
    operation = spec.find("POST", "/interactions/1/token/callback")
    assert operation is not None
    window = modals.ask_about(texts, question=question, about=about)
    body = {"type": 9, "data": window.to_dict()}
    assert not spec.check_request(operation, {}, body)
    assert not list(check_callback(body))


@_EXAMPLES
@given(texts_of_any(), records(), ids())
def test_without_buttons_all_texts_stay(texts: Texts, record: AnswerRecord, user: int) -> None:
    """What can be read stays in its order; of the buttons only those that open pages."""
    view = asking.answered(texts, record, asker_id=user)
    bare = without_buttons(view)
    assert not problems(bare)
    assert _texts(bare) == _texts(view)
    buttons = [item for item in bare.walk_children() if isinstance(item, ui.Button)]
    assert all(button.url for button in buttons)
    assert len(buttons) == sum(
        isinstance(item, ui.Button) and item.url is not None for item in view.walk_children()
    )


def _texts(view: ui.LayoutView) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]
