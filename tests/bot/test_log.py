"""What the log looks like, and how what belongs together is found in it."""

import asyncio
import json
import logging
import re
import warnings

import pytest

from bot.log import Form
from bot.references import begin_reference, reference, referenced
from tests.bot.logged import Configured, configured

__all__ = ["configured"]


def test_text_is_a_line_for_people(configured: Configured) -> None:
    """It has the time, the level, where it comes from, and what is said."""
    stream = configured("INFO", "text")
    logging.getLogger("bot.somewhere").info("Said %d times.", 2)
    assert re.fullmatch(r"\S+ \S+ INFO bot\.somewhere: Said 2 times\.\n", stream.getvalue())


def test_nothing_that_is_logged_begins_a_line(configured: Configured) -> None:
    """Who gets something into the log can't make up records; tracebacks have their lines."""
    stream = configured("INFO", "text")
    logging.getLogger("bot").info("Said %s", "a\nERROR bot: forged\rx\u2028y")
    logging.getLogger("bot").error("Failed", exc_info=KeyError("gone"))
    lines = stream.getvalue().split("\n")
    assert lines[0].endswith("Said a ERROR bot: forged x y")
    assert lines[2:] == ["KeyError: 'gone'", ""]


@pytest.mark.parametrize(("level", "lines"), [("INFO", 1), ("WARNING", 0)])
def test_the_level_is_heeded(configured: Configured, level: str, lines: int) -> None:
    """Below it nothing is logged, and of other people's libraries only warnings."""
    stream = configured(level, "text")
    logging.getLogger("bot").info("Ours.")
    logging.getLogger("aiohttp").info("Theirs.")
    assert stream.getvalue().count("\n") == lines
    assert "Theirs" not in stream.getvalue()


def test_json_is_an_object_a_line(configured: Configured) -> None:
    """Line ends and quotation marks in a message leave it one line."""
    stream = configured("INFO", "json")
    logging.getLogger("bot.somewhere").info('It said "Tür"\nand went.')
    logging.getLogger("bot.somewhere").info("Once more.")
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert first["message"] == 'It said "Tür"\nand went.'
    assert first["level"] == "INFO"
    assert first["logger"] == "bot.somewhere"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", first["time"])
    assert set(second) == {"time", "level", "logger", "message"}


def test_an_exception_is_part_of_its_object(configured: Configured) -> None:
    """The traceback doesn't become lines of its own."""
    stream = configured("INFO", "json")
    logging.getLogger("bot").error("It failed", exc_info=KeyError("gone"))
    [line] = stream.getvalue().splitlines()
    assert json.loads(line)["exception"].endswith("KeyError: 'gone'")


def test_warnings_are_objects_too(configured: Configured) -> None:
    """What Python itself warns of doesn't break the form."""
    stream = configured("INFO", "json")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn("Old.", stacklevel=1)
    assert "Old." in json.loads(stream.getvalue())["message"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_lost_connection_is_one_line(configured: Configured, form: Form) -> None:
    """discord.py's traceback of it tells a host nothing."""
    stream = configured("INFO", form)
    logging.getLogger("discord.gateway").error(
        "Attempting a reconnect", exc_info=ConnectionResetError()
    )
    [line] = stream.getvalue().splitlines()
    assert "Attempting a reconnect (ConnectionResetError)" in line


async def test_lines_of_one_interaction_have_its_reference(configured: Configured) -> None:
    """Also those of the tasks that it starts, and nobody else's."""
    stream = configured("INFO", "text")
    log = logging.getLogger("bot")

    async def inner(name: str) -> None:
        log.info("inner %s", name)

    async def handle(name: str) -> str:
        begun = begin_reference()
        log.info("outer %s", name)
        await asyncio.create_task(inner(name))
        return begun

    one, other = await asyncio.gather(handle("one"), handle("other"))
    log.info("nobody")
    lines = stream.getvalue().splitlines()
    assert one != other
    for name, begun in (("one", one), ("other", other)):
        assert [f"[{begun}]" in line for line in lines] == [line.endswith(name) for line in lines]
    assert "[" not in lines[-1]


async def test_json_has_the_reference_as_a_key(configured: Configured) -> None:
    """Programs needn't look for it in the text."""
    stream = configured("INFO", "json")
    with referenced() as name:
        logging.getLogger("bot").info("Inside.")
    assert reference() is None
    assert json.loads(stream.getvalue())["reference"] == name


def test_references_can_be_read_aloud() -> None:
    """They are short, and have no characters that are taken for each other."""
    with referenced() as name:
        assert reference() == name
        with referenced() as inner:
            assert inner != name
        assert reference() == name
    assert re.fullmatch("[2-9a-hjkmnp-z]{7}", name)
