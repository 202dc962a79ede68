"""How a comparison of articles looks in the terminal; pure, from values to renderables."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from answer.models import Claim, Comparison
from bot.terminal.views import Manner, card_line, claim_view, disagreement_views, notes

_INDENT = 2


def comparison_view(comparison: Comparison, manner: Manner) -> RenderableType:
    """Return what each article says, what they share, where they disagree, and the footnotes."""
    return Group(
        Text(),
        *_heading(comparison),
        *_articles(comparison),
        *_shared(comparison.shared),
        *disagreement_views(comparison.disagreements, comparison.citations),
        *(notes(comparison.claims, comparison.citations, manner) or [Text()]),
    )


def _heading(comparison: Comparison) -> Iterator[RenderableType]:
    if comparison.subject is None:
        return
    if comparison.citations:
        yield Text(f"About “{comparison.subject}”", style="bold")
    else:
        told = f"None of these articles seems to say anything about “{comparison.subject}”."
        yield Text(told, style="bold")


def _articles(comparison: Comparison) -> Iterator[RenderableType]:
    titles = {citation.marker: citation.article.id for citation in comparison.citations}
    elsewhere = {
        titles[marker]
        for group in comparison.shared
        for claim in group
        for marker in claim.citations
    } | {titles[side.marker] for each in comparison.disagreements for side in each.sides}
    for each in comparison.articles:
        yield card_line(each.article)
        yield from map(_point, each.points)
        if not each.points:
            below = each.article.id in elsewhere
            told = "Nothing besides what is said below." if below else "Nothing about it."
            yield _indented(Text(told, style="dim"))


def _shared(shared: Sequence[Sequence[Claim]]) -> Iterator[RenderableType]:
    if shared:
        yield Text("They agree", style="bold green")
    for group in shared:
        said = Text("\n≈ ").join(map(claim_view, group))
        yield _indented(Text("• ") + said)


def _point(claim: Claim) -> RenderableType:
    return _indented(Text("• ") + claim_view(claim))


def _indented(text: Text) -> RenderableType:
    return Padding(text, (0, 0, 0, _INDENT), expand=False)
