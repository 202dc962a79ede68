"""Messages of one channel that change share how often they may."""

from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.posting.pacing import Pace
from tests.bot.clock import Clock


def test_one_stream() -> None:
    """A stream is due at first, then 1.5 seconds after it was edited."""
    clock = Clock()
    with Pace(now=clock).stream(1) as stream:
        assert stream.due()
        stream.edited()
        assert not stream.due()
        clock.pass_(1.49)
        assert not stream.due()
        clock.pass_(0.01)
        assert stream.due()
        assert stream.due()


def test_streams_of_one_channel_share() -> None:
    """Each further stream of a channel slows all of them; those of other channels don't."""
    clock = Clock()
    pace = Pace(now=clock)
    with pace.stream(1) as first, pace.stream(2) as elsewhere:
        first.edited()
        elsewhere.edited()
        with pace.stream(1), pace.stream(1):
            clock.pass_(4.4)
            assert not first.due()
            assert elsewhere.due()
            clock.pass_(0.1)
            assert first.due()
            first.edited()
            clock.pass_(1.5)
            assert not first.due()
        assert first.due()


def test_streams_without_a_channel_share() -> None:
    """Streams that name no channel count as one channel."""
    clock = Clock()
    pace = Pace(now=clock)
    with pace.stream() as first, pace.stream():
        first.edited()
        clock.pass_(2.9)
        assert not first.due()
        clock.pass_(0.1)
        assert first.due()


def test_failed_work_closes_its_stream() -> None:
    """A stream whose work raised no longer slows the others."""
    clock = Clock()
    pace = Pace(now=clock)
    with pace.stream(1) as stream:
        stream.edited()
        with pytest.raises(ZeroDivisionError), pace.stream(1):
            raise ZeroDivisionError
        clock.pass_(1.5)
        assert stream.due()


@given(number=st.integers(1, 12), steps=st.integers(1, 300))
def test_a_channel_is_never_edited_too_often(number: int, steps: int) -> None:
    """However many stream, a channel sees at most five edits in five seconds once they began."""
    clock = Clock()
    pace = Pace(now=clock)
    edits: list[float] = []
    with ExitStack() as open_streams:
        streams = [open_streams.enter_context(pace.stream(1)) for _ in range(number)]
        for at, stream in enumerate(streams):
            clock.pass_(1.5)  # the messages appear one after the other
            stream.edited()
            assert at == 0 or not streams[at - 1].due()
        for _ in range(steps):
            clock.pass_(0.25)
            for stream in streams:
                if stream.due():
                    stream.edited()
                    edits.append(clock())
    for edit in edits:
        assert sum(edit <= other < edit + 5.0 for other in edits) <= 5
