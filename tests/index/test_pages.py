"""Which pages a span of an article stands on."""

from hypothesis import given
from hypothesis import strategies as st

from index.models import PageStart
from index.pages import pages_within

PAGES = tuple(PageStart(start=start, label=label) for start, label in ((10, "ii"), (20, "1")))


def test_pages_within() -> None:
    """A span stands on the page that begins last before it, and on those that begin in it."""
    assert pages_within(PAGES, 0, 5) == ()
    assert pages_within(PAGES, 0, 10) == ()
    assert pages_within(PAGES, 0, 11) == PAGES[:1]
    assert pages_within(PAGES, 10, 20) == PAGES[:1]
    assert pages_within(PAGES, 12, 21) == PAGES
    assert pages_within(PAGES, 20, 40) == PAGES[1:]
    assert pages_within((), 0, 40) == ()


@given(
    starts=st.lists(st.integers(0, 100), unique=True, max_size=20).map(sorted),
    start=st.integers(0, 100),
    length=st.integers(1, 50),
)
def test_every_offset_has_its_page(starts: list[int], start: int, length: int) -> None:
    """Anywhere in the span, the page looked up among its own is that among all pages."""
    pages = tuple(PageStart(start=at, label=str(at)) for at in starts)
    own = pages_within(pages, start, start + length)
    for offset in range(start, start + length):
        assert [p for p in own if p.start <= offset][-1:] == [
            p for p in pages if p.start <= offset
        ][-1:]
