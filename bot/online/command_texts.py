"""The names and descriptions of commands in the languages of the interface.

The English ones stand in the code; the others are texts named after what they translate, such as
`command-article-add` and `option-article-add-link-description`. Commands in the menu of a message
have keys of their own, such as `menu-save-article`: unlike the others they may have capitals.
"""

from typing import Any

from discord import Locale, app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.localisation import Localisation


class CommandTexts(app_commands.Translator):
    """Translates commands with the texts of the interface."""

    def __init__(self, localisation: Localisation) -> None:
        """Use the texts of `localisation`."""
        self._localisation = localisation

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContext[Any, Any],
    ) -> str | None:
        """Return the text in `locale`, None where the English one does."""
        texts = self._localisation.texts(locale)
        if texts.language == "en":
            return None
        key = text_key(context, string.message)
        return None if key is None else texts(key)


def text_key(context: app_commands.TranslationContext[Any, Any], message: str) -> str | None:
    """Return the key of the text for the place in a command that `context` names.

    Args:
        context: as discord.py gives it.
        message: the English text.
    """
    match context.location:
        case Location.command_name if isinstance(context.data, app_commands.ContextMenu):
            return f"menu-{_dashed(context.data.name)}"
        case Location.command_name | Location.group_name:
            return f"command-{_dashed(context.data.qualified_name)}"
        case Location.command_description | Location.group_description:
            return f"command-{_dashed(context.data.qualified_name)}-description"
        case Location.parameter_name:
            return _option(context.data)
        case Location.parameter_description:
            return f"{_option(context.data)}-description"
        case Location.choice_name:
            return f"choice-{_dashed(message)}"
        case _:
            return None


def _option(parameter: app_commands.Parameter) -> str:
    return f"option-{_dashed(parameter.command.qualified_name)}-{_dashed(parameter.name)}"


def _dashed(name: str) -> str:
    return name.lower().replace(" ", "-").replace("_", "-")
