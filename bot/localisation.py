"""The languages of the interface: one Fluent file each in `bot/locales`, found by its name.

Syntax of the files: https://projectfluent.org/fluent/guide/. What is put into a text is plain text;
who shows the result as Markdown escapes it (bot/render/markdown.py).
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from importlib.resources import files

import babel
import discord
from babel.dates import format_date
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Resource

Value = str | int | float

_FALLBACK = "en"
_ERROR = "error-"


class Texts:
    """The texts of one language.

    Attributes:
        language: the name of the language's file, such as `de`.
        locale: whose dates and numbers are written, such as `en-GB`; it speaks `language`.
    """

    def __init__(self, language: str, locale: babel.Locale, resource: Resource) -> None:
        """Read the texts of `resource`; write dates and numbers as `locale` does."""
        self.language = language
        self.locale = str(locale).replace("_", "-")
        self._locale = locale
        self._bundle = FluentBundle([self.locale], use_isolating=False)
        self._bundle.add_resource(resource)

    def __call__(self, key: str, /, **values: Value) -> str:
        """Return the text `key`, filled with `values`.

        Raises:
            KeyError: there is no such text, or it needs a value that wasn't given.
        """
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise KeyError(f"{key}: {errors[0]}")
        return str(text)

    def has(self, key: str) -> bool:
        """Say whether there is a text `key`."""
        return self._bundle.has_message(key)

    def error(self, error: Exception) -> str:
        """Return the sentence that tells a person of `error`.

        An error with a `key` has the text `error-<key>`, filled with its `values`; where this
        language has none, or the values don't fill it, the error's own sentence is returned.
        """
        key = f"{_ERROR}{getattr(error, 'key', '')}"
        values: Mapping[str, Value] = getattr(error, "values", {})
        if not self.has(key):
            return str(error)
        try:
            return self(key, **values)
        except KeyError:
            return str(error)

    def date(self, published: str) -> str:
        """Return an ISO 8601 date or time as a date of this language; anything else as it is."""
        try:
            day = date.fromisoformat(published[:10])
        except ValueError:
            return published
        return format_date(day, format="long", locale=self._locale)

    def language_name(self, code: str) -> str:
        """Return what this language calls the language `code`; the code itself if it has no name.

        It begins with a capital, as it stands alone.
        """
        name = self._locale.languages.get(code.partition("-")[0].lower())
        return code if name is None else name[:1].upper() + name[1:]


class Localisation:
    """All languages of the interface."""

    def __init__(self) -> None:
        """Read the languages' files."""
        self._resources = {
            path.name.removesuffix(".ftl"): FluentResource(path.read_text(encoding="utf-8"))
            for path in files("bot").joinpath("locales").iterdir()
            if path.name.endswith(".ftl")
        }
        self._known: dict[tuple[str, str], Texts] = {}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages' names as in their files, English first."""
        return tuple(sorted(self._resources, key=lambda name: (name != _FALLBACK, name)))

    def texts(self, locale: str | discord.Locale | None) -> Texts:
        """Return the texts for a person or a server of `locale`, in English if there are none."""
        name = "" if locale is None else str(locale)
        prefix = name.partition("-")[0]
        language = next((known for known in (name, prefix) if known in self._resources), _FALLBACK)
        region = _parsed(name if prefix == language.partition("-")[0] else language)
        key = (language, str(region))
        if key not in self._known:
            self._known[key] = Texts(language, region, self._resources[language])
        return self._known[key]


def _parsed(name: str) -> babel.Locale:
    """Return what Babel knows of a locale, of its language alone if it doesn't know the region."""
    try:
        return babel.Locale.parse(name, sep="-")
    except (ValueError, babel.UnknownLocaleError):
        return babel.Locale.parse(name.partition("-")[0])
