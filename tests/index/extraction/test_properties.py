"""The properties that `make fuzz` looks for exceptions from, with fewer inputs."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.fuzzing.plan import SHARES
from evals.fuzzing.properties import Broken, check_article, check_passages
from evals.fuzzing.targets import TARGETS
from index.extraction.plaintext import ready
from index.models import ArticleId, ExtractedArticle, Heading, PageStart, Passage, VersionId
from index.passages import cut

TEXT = "# Walls\n\nThe wall stands. It was built in 1931.\n\n## Ferries\n\nThey run on Sundays."


def _inputs(name: str) -> st.SearchStrategy[bytes]:
    """Return bytes put together of what such files are made of, and of anything."""
    target = TARGETS[name]
    most = SHARES[name].most_bytes
    parts = [
        st.sampled_from(target.seeds()).flatmap(
            lambda seed: st.tuples(st.integers(0, len(seed)), st.integers(0, len(seed))).map(
                lambda ends: seed[min(ends) : max(ends)]
            )
        ),
        st.sampled_from(target.words),
        st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace")),
        st.binary(max_size=8),
    ]
    return st.lists(st.one_of(parts), max_size=24).map(lambda made: b"".join(made)[:most])


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_are_read_or_refused(name: str) -> None:
    """Nothing crashes, and what is read keeps every offset and loses no letter."""

    @settings(max_examples=60, deadline=None)
    @given(content=_inputs(name))
    def holds(content: bytes) -> None:
        TARGETS[name].run(content)

    holds()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("html", b"<title>A wall | News</title><link rel=canonical href='http://[a'><p>It fell."),
        ("html", b"<link rel=canonical href='http://[a'><h1>A wall</h1><p>It fell in the night."),
    ],
)
def test_what_was_found_is_mended(name: str, content: bytes) -> None:
    """Findings of the fuzzer stay mended: links that can't be taken apart."""
    TARGETS[name].run(content)


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_hold(name: str) -> None:
    """What fuzzing begins with is fine itself; all targets have a share of the inputs."""
    for seed in TARGETS[name].seeds():
        TARGETS[name].run(seed)
    assert SHARES.keys() == TARGETS.keys()
    assert sum(share.percent for share in SHARES.values()) == 100


def _passages(article: ExtractedArticle) -> tuple[Passage, ...]:
    return cut(article, article_id=ArticleId("a"), version=VersionId("v"))


@pytest.mark.parametrize(
    "broken",
    [
        {"text": " "},
        {"title": ""},
        {"title": "\ud800"},
        {"headings": (Heading(start=0, end=1_000, level=1),)},
        {"headings": (Heading(start=0, end=4, level=7),)},
        {"headings": (Heading(start=9, end=12, level=1), Heading(start=2, end=5, level=1))},
        {"pages": (PageStart(start=9, label="2"), PageStart(start=0, label="1"))},
        {"pages": (PageStart(start=1_000, label="1"),)},
    ],
)
def test_broken_articles_are_noticed(broken: dict[str, object]) -> None:
    """The check can fail: an offset outside the text, or out of order, is a finding."""
    article = ready("Walls", TEXT)
    check_article(article)
    with pytest.raises(Broken):
        check_article(replace(article, **broken))  # type: ignore[arg-type]  # any field, on purpose


def test_broken_passages_are_noticed() -> None:
    """The check can fail: a passage too few, one moved by a letter, or one twice is a finding."""
    article = ready("Walls", TEXT)
    passages = _passages(article)
    check_passages(article, passages)
    first = passages[0]
    for broken in (
        (),
        passages[1:],
        (first, *passages),
        (replace(first, start=first.start + 1), *passages[1:]),
        (replace(first, sentences=first.sentences[:1]), *passages[1:]),
        (replace(first, sentences=first.sentences[::-1]), *passages[1:]),
    ):
        with pytest.raises(Broken):
            check_passages(article, broken)
