"""Messages about the bot, about a server's settings and about one person."""

from discord import ui

from bot.localisation import Texts
from bot.render import layout, limits
from bot.render.layout import Accent
from bot.render.markdown import escape
from bot.render.trimming import trim


def told(texts: Texts, sentence: str | Exception, accent: Accent = Accent.WARNING) -> ui.LayoutView:
    """Return a message of one plain sentence, or of the sentence that tells of an error.

    It is shown as it is: what it quotes of people and articles can't become Markdown.
    """
    if isinstance(sentence, Exception):
        sentence = texts.error(sentence)
    shown = trim(sentence, limits.CHARACTERS, lambda part: limits.length(escape(part)))
    return layout.message(accent, layout.text(escape(shown)))
