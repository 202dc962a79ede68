"""Errors of the index and the engine are said in every language of the interface."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.localisation import Localisation
from engine.errors import ModelError, PromptTooLong
from index.errors import CatalogueError, FailedIndex, FetchError, ReindexNeeded, VectorsError
from index.extraction.extractor import extract
from index.fetching.refusals import refusal, too_large
from index.models import FetchedPage

INDEX = Path(__file__).parents[2] / "index"
PREFIXES = ("corpus-full-", "fetch-", "extract-", "feed-", "refresh-")
TEXTS = Localisation()


def _calls() -> Iterator[ast.Call]:
    """Yield the calls in the index that name an error's sentence."""
    for path in INDEX.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and any(each.arg == "key" for each in node.keywords):
                yield node


def _named(call: ast.Call) -> tuple[list[str], dict[str, str]]:
    """Return the keys that stand in a call, and a value for each name that it gives."""
    key = next(each.value for each in call.keywords if each.arg == "key")
    literals = [
        node.value
        for node in ast.walk(key)
        if isinstance(node, ast.Constant) and str(node.value).startswith(PREFIXES)
    ]
    names = (each.arg for each in call.keywords if each.arg not in {None, "key"})
    return [str(literal) for literal in literals], {str(name): f"<{name}>" for name in names}


ERRORS = [
    FetchError("No.", key=key, **values)
    for call in _calls()
    for keys, values in [_named(call)]
    for key in keys
]
ERRORS += [refusal("<link>", status) for status in (401, 402, 403, 404, 410, 418, 429, 451, 503)]


@pytest.mark.parametrize("language", TEXTS.languages)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.key)
def test_every_sentence_is_told_in_every_language(error: FailedIndex, language: str) -> None:
    """Each has a text, and whoever raises it gives what the text needs."""
    told = TEXTS.texts(language)(f"error-{error.key}", **error.values)
    assert "{" not in told
    assert str(error.values.get("link", "")) in told


def test_the_sentences_of_the_code_were_found() -> None:
    """The search for them in the code would notice if it found nothing."""
    assert {"fetch-timeout", "fetch-no-link", "extract-unicode", "extract-pasted"} <= {
        error.key for error in ERRORS
    }


@pytest.mark.parametrize(
    "page",
    [
        FetchedPage(content=b" ", name="a.txt"),
        FetchedPage(content=b"%PDF-1.7", name="a.pdf"),
        FetchedPage(content=b"{}", name="a.json", media_type="application/json"),
        FetchedPage(content=b"\x89PNG\r\n\x1a\n\0\0", name="a.png"),
        FetchedPage(content=b"<html><body></body></html>", name="a.html"),
        FetchedPage(content=b"<html><script>1</script><div id=app></div>", name="a.html"),
        FetchedPage(content=b" "),
    ],
)
def test_what_is_no_article_is_refused_in_the_persons_language(page: FetchedPage) -> None:
    """The sentence names what it is about, in another language than the error itself."""
    with pytest.raises(FailedIndex) as raised:
        extract(page)
    told = TEXTS.texts("de").error(raised.value)
    assert told not in {str(raised.value), TEXTS.texts("es").error(raised.value)}
    assert (page.name or "Text") in told


def test_numbers_are_written_as_the_language_does() -> None:
    """A German reads a comma where an English person reads a point."""
    error = too_large("https://example.org", 2_621_440)
    assert "2.5 MiB" in str(error)
    assert "2,5 MiB" in TEXTS.texts("de").error(error)


@pytest.mark.parametrize(
    "error",
    [
        ReindexNeeded("The vectors in /secret/vectors are damaged."),
        VectorsError("/secret/vectors can't be used."),
        CatalogueError("/secret/catalogue failed."),
        ModelError("/secret/model.gguf is broken."),
        PromptTooLong("The prompt has 9999 tokens."),
    ],
)
def test_people_in_discord_are_not_told_about_the_machine(error: Exception) -> None:
    """What only the host can mend is said without paths, in every language."""
    told = [TEXTS.texts(language).error(error) for language in TEXTS.languages]
    assert len(set(told)) == len(TEXTS.languages)
    assert not any("secret" in sentence or "9999" in sentence for sentence in told)
