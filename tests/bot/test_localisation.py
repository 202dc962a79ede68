import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import discord
import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.errors import Refused
from bot.localisation import Localisation

_ROOT = Path(__file__).parents[2]
_LANGUAGES = Localisation().languages
_COMMANDS = ("command-", "option-", "choice-", "menu-")  # in English they stand in the code
_MARKDOWN = re.compile(r"[*_~`|<>\[\]\\]")
_NAME = re.compile(r"[-_\w]{1,32}")


@dataclass(frozen=True, slots=True)
class _Text:
    """What a text is made of."""

    variables: frozenset[str]
    references: frozenset[str]
    words: str


class _Parts(Visitor):
    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.references: set[str] = set()
        self.words: list[str] = []

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the visitor's name for it
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802 - the visitor's name for it
        self.references.add(node.id.name)

    def visit_TextElement(self, node: ftl.TextElement) -> None:  # noqa: N802 - the visitor's name for it
        self.words.append(node.value)


@cache
def _texts(language: str) -> dict[str, _Text]:
    """Return what the file of a language holds."""
    path = files("bot").joinpath("locales", f"{language}.ftl")
    found = {}
    for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
        assert not isinstance(entry, ftl.Junk), entry.content
        if isinstance(entry, ftl.Message):
            assert entry.id.name not in found, f"{entry.id.name} is there twice"
            parts = _Parts()
            parts.visit(entry)
            words = " ".join(parts.words)
            found[entry.id.name] = _Text(
                frozenset(parts.variables), frozenset(parts.references), words
            )
    return found


@dataclass(frozen=True, slots=True)
class _Call:
    """A use of a text in the code: its key or the beginning of it, and the values given."""

    place: str
    key: str
    values: frozenset[str] | None
    begins: bool = False


def _modules(*packages: str) -> Iterator[tuple[Path, ast.Module]]:
    for package in packages:
        for path in sorted((_ROOT / package).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


@cache
def _calls() -> tuple[_Call, ...]:
    """Return every use of a text in `bot/` whose key can be read from the code."""
    return tuple(
        call
        for path, module in _modules("bot")
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and node.args
        for call in _uses(node, f"{path.relative_to(_ROOT)}:{node.lineno}")
    )


def _uses(node: ast.Call, place: str) -> Iterator[_Call]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name not in ("texts", "Refused"):
        return
    before = "error-" if name == "Refused" else ""
    known = all(keyword.arg for keyword in node.keywords)
    values = frozenset(keyword.arg or "" for keyword in node.keywords) if known else None
    for key in _branches(node.args[0]):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield _Call(place, before + key.value, values)
        elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
            yield _Call(place, before + str(key.values[0].value), values, begins=True)


def _branches(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.IfExp):
        yield from _branches(node.body)
        yield from _branches(node.orelse)
    else:
        yield node


@cache
def _words_in_the_code() -> frozenset[str]:
    return frozenset(
        node.value
        for _, module in _modules("bot", "answer", "index", "engine")
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@pytest.mark.parametrize("language", _LANGUAGES)
def test_no_text_is_missing(language: str) -> None:
    """Every language has the same texts; English commands stand in the code instead."""
    own = {key for key in _texts(language) if language != "en" or not key.startswith(_COMMANDS)}
    all_keys = {key for other in _LANGUAGES for key in _texts(other)}
    wanted = {key for key in all_keys if language != "en" or not key.startswith(_COMMANDS)}
    assert own == wanted


@pytest.mark.parametrize("language", _LANGUAGES)
def test_texts_take_the_same_values_in_each_language(language: str) -> None:
    """A translation neither drops a value nor asks for another one."""
    english = _texts("en")
    differing = [
        key
        for key, text in _texts(language).items()
        if key in english and text.variables != english[key].variables
    ]
    assert not differing


@pytest.mark.parametrize("language", _LANGUAGES)
def test_references_lead_somewhere(language: str) -> None:
    """What a text takes over from another one is there."""
    texts = _texts(language)
    assert not [key for key, text in texts.items() if not text.references <= texts.keys()]


def test_every_text_that_the_code_asks_for_is_there() -> None:
    """So no message fails for a missing text, or for a value that the text wants."""
    english = _texts("en")
    wrong = []
    for call in _calls():
        fitting = [
            key for key in english if key == call.key or (call.begins and key.startswith(call.key))
        ]
        if not fitting and not call.key.startswith(_COMMANDS):
            wrong.append(f"{call.place}: no text {call.key}")
        elif not call.begins and call.values is not None and fitting:
            lacking = english[call.key].variables - call.values
            wrong += [f"{call.place}: {call.key} wants {name}" for name in sorted(lacking)]
    assert not wrong


def test_every_text_is_used() -> None:
    """A text that nothing asks for is gone."""
    words, begun = _words_in_the_code(), tuple(call.key for call in _calls() if call.begins)
    referred = {name for text in _texts("en").values() for name in text.references}
    unused = [
        key
        for key in _texts("en")
        if key not in words
        and key.removeprefix("error-") not in words
        and key not in referred
        and not key.startswith(begun)
    ]
    assert not unused


@pytest.mark.parametrize("language", _LANGUAGES)
def test_texts_are_plain_and_calm(language: str) -> None:
    """Forms are the layout's business, and nothing is worth an exclamation mark."""
    texts = _texts(language)
    assert not [key for key, text in texts.items() if _MARKDOWN.search(text.words)]
    assert not [key for key, text in texts.items() if "!" in text.words]


@pytest.mark.parametrize("language", [name for name in _LANGUAGES if name != "en"])
def test_commands_have_names_that_discord_takes(language: str) -> None:
    """Names are short, lower-case and without blanks; descriptions have 100 characters at most."""
    for key, text in _texts(language).items():
        if not key.startswith(("command-", "option-")):
            continue
        if key.endswith("-description"):
            assert 1 <= len(text.words) <= 100, key
        else:
            assert _NAME.fullmatch(text.words), key
            assert text.words == text.words.lower(), key


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de", "de"),
        (discord.Locale.spain_spanish, "es"),
        (discord.Locale.latin_american_spanish, "es"),
        ("en-GB", "en"),
        (discord.Locale.japanese, "en"),
        ("xx-nonsense", "en"),
        (None, "en"),
    ],
)
def test_people_get_their_language(locale: str | discord.Locale | None, language: str) -> None:
    """By the locale's language; English where there are no texts in it."""
    assert Localisation().texts(locale).language == language


def test_numbers_and_dates_are_written_as_the_language_does() -> None:
    """Down to the region where English differs."""
    localisation = Localisation()
    german, british, american = map(localisation.texts, ("de", "en-GB", "en-US"))
    assert german("article-words", count=12345) == "12.345 Wörter"
    assert american("article-words", count=12345) == "12,345 words"
    assert german("article-words", count=1) == "ein Wort"
    assert german.date("2025-10-14") == "14. Oktober 2025"
    assert british.date("2025-10-14T08:00:00Z") == "14 October 2025"
    assert american.date("2025-10-14") == "October 14, 2025"
    assert german.date("last week") == "last week"


def test_languages_are_named_in_the_language() -> None:
    """As one would write it alone, and an unknown code is left as it is."""
    localisation = Localisation()
    assert localisation.texts("de").language_name("en") == "Englisch"
    assert localisation.texts("es").language_name("de") == "Alemán"
    assert localisation.texts("en").language_name("xx") == "xx"
    assert localisation.texts("en").language_name("") == ""


def test_an_unknown_text_or_a_missing_value_is_a_key_error() -> None:
    """Neither is shown to people half-filled."""
    texts = Localisation().texts("en")
    with pytest.raises(KeyError, match="no-such-text"):
        texts("no-such-text")
    with pytest.raises(KeyError, match="count"):
        texts("article-words")


class _KeyedError(Exception):
    key = "empty-file"
    values = {"name": "a.md"}  # noqa: RUF012 - as the errors of the index have it


class _UnknownKeyError(Exception):
    key = "never-translated"


class _UnfilledError(Exception):
    key = "empty-file"


def test_errors_are_told_in_the_persons_language() -> None:
    """By their key; an error that has no text, or doesn't fill it, speaks for itself."""
    german = Localisation().texts("de")
    assert german.error(Refused("cooling-down", seconds=3)).startswith("Das ging schnell.")
    assert german.error(_KeyedError("a.md is empty.")) == "„a.md“ ist leer."
    assert german.error(_UnknownKeyError("In English.")) == "In English."
    assert german.error(_UnfilledError("In English.")) == "In English."
    assert german.error(ValueError("In English.")) == "In English."
