import pytest

from index.extraction.apart import read_apart
from index.extraction.pdf.parsing import MOST_PAGES, parse
from index.extraction.unreadable import Unreadable
from tests.index.extraction.papers import column, drawing

TEXT = "The harbour wall had been built by the masons of three villages, who came every spring."


def test_what_is_read_apart_is_what_is_read() -> None:
    """Blocks, headings and pages come back from the other process as they were."""
    content = drawing([column(TEXT), column(TEXT * 2)])
    assert read_apart("pdf", content) == parse(content)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    """The process that reads it is ended with it."""
    with pytest.raises(Unreadable, match="slow"):
        read_apart("pdf", drawing([column(TEXT)]), seconds=0.01)


def test_a_process_that_dies_makes_a_damaged_file() -> None:
    """Whatever happens there, there is a sentence for it here."""
    with pytest.raises(Unreadable, match="damaged"):
        read_apart("docx", b"no archive at all")


def test_a_file_of_too_many_pages_is_refused() -> None:
    """The pages are counted before the first of them is read."""
    with pytest.raises(Unreadable, match="long"):
        parse(drawing([[]] * (MOST_PAGES + 1)))
