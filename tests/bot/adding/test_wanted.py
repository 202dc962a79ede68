from dataclasses import dataclass

import pytest

from bot.adding.wanted import (
    MOST_AT_ONCE,
    check_number,
    is_readable,
    of_card,
    of_file,
    of_link,
    of_text,
)
from bot.errors import Refused
from index.errors import FetchError
from index.models import FetchedPage, Validators
from index.ports import NO_VALIDATORS
from tests.answer.fakes import card


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file as Discord announces it."""

    filename: str
    content_type: str | None = None
    size: int = 5
    url: str = "https://cdn.example/file"


class Cdn:
    """A Fetcher of one file, or of none."""

    def __init__(self, content: bytes | None, *, key: str = "fetch-unreachable") -> None:
        """Have these bytes, or fail as `key` says."""
        self._content = content
        self._key = key
        self.asked = 0

    async def fetch(self, link: str) -> FetchedPage:
        """Return the bytes.

        Raises:
            FetchError: there are none.
        """
        self.asked += 1
        if self._content is None:
            raise FetchError(f"{link} is gone.", key=self._key)
        return FetchedPage(content=self._content, url=link)

    async def revisit(
        self, link: str, validators: Validators = NO_VALIDATORS
    ) -> FetchedPage | None:
        """Fail: files that were sent are never got a second time."""
        raise AssertionError((link, validators))


@pytest.mark.parametrize(
    ("name", "announced"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.HTM", None),
        ("a.md", "application/octet-stream"),
        ("a.txt", None),
        ("a.log", "text/plain; charset=utf-8"),
        ("README", None),
        ("a.xhtml", "application/xhtml+xml"),
        ("a.pdf", "application/pdf"),
        ("paper", "application/pdf"),
        ("a.epub", None),
        ("a.docx", "application/octet-stream"),
    ],
)
def test_texts_are_readable(name: str, announced: str | None) -> None:
    """The name decides, then what Discord says; a file without either is tried."""
    assert is_readable(Sent(filename=name, content_type=announced))


@pytest.mark.parametrize(
    ("name", "announced"),
    [
        ("a.png", "image/png"),
        ("a.doc", "application/msword"),
        ("a.odt", None),
        ("a.zip", "application/octet-stream"),
        ("a.css", "text/css"),
        ("voice", "audio/ogg"),
        ("a.unknown", None),
    ],
)
def test_other_files_are_not(name: str, announced: str | None) -> None:
    """Pictures, files of other formats, packed files and what nobody knows are left alone."""
    assert not is_readable(Sent(filename=name, content_type=announced))


async def test_the_bytes_of_a_file_are_kept() -> None:
    """What is wanted has the bytes and the type; no link that would expire."""
    sent = Sent(filename="a.md", content_type="text/markdown; charset=utf-8")
    wanted = await of_file(sent, fetcher=Cdn(b"# Title"), most_bytes=10, title="Mine")
    assert (wanted.kind, wanted.name, wanted.content) == ("file", "a.md", b"# Title")
    assert (wanted.media_type, wanted.title, wanted.link) == (sent.content_type, "Mine", None)


@pytest.mark.parametrize(
    ("sent", "content", "key"),
    [
        (Sent(filename="a.png"), b"x", "unreadable-file"),
        (Sent(filename="a.txt", size=11), b"x", "large-file"),
        (Sent(filename="a.txt"), None, "lost-file"),
        (Sent(filename="a.txt"), b" \n", "empty-file"),
    ],
)
async def test_a_file_that_cannot_be_had_is_refused(
    sent: Sent, content: bytes | None, key: str
) -> None:
    """The sentence names the file."""
    with pytest.raises(Refused) as refused:
        await of_file(sent, fetcher=Cdn(content), most_bytes=10)
    assert refused.value.key == key
    assert refused.value.values["name"] == sent.filename


async def test_a_file_that_is_too_large_is_not_downloaded() -> None:
    """What Discord says of the size is enough to refuse."""
    cdn = Cdn(b"x" * 11)
    with pytest.raises(Refused):
        await of_file(Sent(filename="a.txt", size=11), fetcher=cdn, most_bytes=10)
    assert cdn.asked == 0


async def test_a_file_that_is_larger_than_discord_says_is_too_large() -> None:
    """The download stops at the limit, and the sentence is the same."""
    cdn = Cdn(None, key="fetch-too-large")
    with pytest.raises(Refused) as refused:
        await of_file(Sent(filename="a.txt"), fetcher=cdn, most_bytes=10)
    assert refused.value.key == "large-file"


def test_a_link_with_a_password_is_refused() -> None:
    """The message that shows the progress would show it to everybody."""
    assert of_link("https://example.org/a@b").name == "https://example.org/a@b"
    with pytest.raises(Refused) as refused:
        of_link("https://me:secret@example.org/a")
    assert "secret" not in str(refused.value.values)


def test_what_is_no_link_is_refused() -> None:
    """What nobody could take apart is told in a sentence, as a typing error."""
    with pytest.raises(Refused) as refused:
        of_link("http://[")
    assert refused.value.key == "fetch-no-link"
    assert refused.value.values == {"link": "http://["}


def test_a_text_is_called_by_its_beginning() -> None:
    """Until its title is known, a text goes by its first words, or the title that was given."""
    text = "The harbour wall was raised by two metres last summer."
    assert of_text(text).name == "The harbour wall was raised by two metres…"
    assert of_text(text, title="Wall").name == "Wall"


def test_an_article_without_a_link_cannot_be_read_anew() -> None:
    """Files and pasted texts have no page to go back to."""
    assert of_card(card(url="https://example.org/a")).link == "https://example.org/a"
    with pytest.raises(Refused):
        of_card(card())


def test_more_than_a_message_shows_is_too_much() -> None:
    """A message shows so many articles, and one more is refused."""
    check_number(range(MOST_AT_ONCE))
    with pytest.raises(Refused):
        check_number(range(MOST_AT_ONCE + 1))
