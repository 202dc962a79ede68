"""How answers, summaries and articles look in the terminal; pure, from values to renderables."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from answer.models import Abstention, Answer, Citation, Claim, Disagreement, Summary
from bot.render.fragments import page_link, quote_link
from index.models import Article, ArticleCard, RetrievedPassage

_NEAREST_CHARACTERS = 240
_AROUND_CHARACTERS = 400
_INDENT = 4
_FIRST_WORDS, _LAST_WORDS = 6, 4  # of a quote that stands in full above
_RULE = "─" * 40
_ABOVE_NEAREST = {True: "It is mentioned here:", False: "The nearest passages:"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How footnotes are shown.

    Attributes:
        chat: a chat opens footnotes by number, the command line by article and offset.
        clickable: links can be clicked, so that what is shown of them may be short.
    """

    chat: bool = False
    clickable: bool = False


def waiting_view(text: str) -> RenderableType:
    """Return a line that moves while something is under way."""
    return Spinner("dots", Text(text, style="dim"))


def draft_view(quotes: Sequence[str], draft: Text) -> RenderableType:
    """Return an answer in the making: the quotes found and the wording so far."""
    found = [Text(f"“{quote}”", style="dim italic") for quote in quotes]
    return Group(*found, Text(), Spinner("dots", draft))


def answer_view(answer: Answer, manner: Manner) -> RenderableType:
    """Return an answer with its footnotes."""
    prose = Text(" ").join(claim_view(claim) for claim in answer.claims)
    differing = disagreement_views(answer.disagreements, answer.citations)
    return Group(Text(), prose, *differing, *notes(answer.claims, answer.citations, manner))


def summary_view(summary: Summary, manner: Manner) -> RenderableType:
    """Return a summary with its footnotes."""
    if not summary.points:
        told = f"The article doesn't seem to say anything about “{summary.focus}”."
        return Group(Text(), card_line(summary.article), Text(told, style="bold"), Text())
    points = [
        Padding(Text("• ") + claim_view(point), (0, 0, 0, 2), expand=False)
        for point in summary.points
    ]
    below = notes(summary.points, summary.citations, manner)
    return Group(Text(), card_line(summary.article), *points, *below)


def abstention_view(abstention: Abstention) -> RenderableType:
    """Return the reason of an abstention and what is there instead of an answer."""
    parts: list[RenderableType] = [Text(), Text(abstention.reason, style="bold")]
    if abstention.searched != abstention.question:
        parts.append(Text(f"Looked for: {abstention.searched}", style="dim"))
    if abstention.contradicted_by is not None:
        citation = abstention.contradicted_by
        parts.append(Text("It says:", style="dim"))
        parts.append(_indented(Text(f"“{' '.join(citation.quote.split())}”")))
        parts.append(_indented(card_line(citation.article)))
    elif abstention.nearest:
        parts.append(Text(_ABOVE_NEAREST[abstention.kind == "not-said"], style="dim"))
        for passage in abstention.nearest:
            parts += [_indented(_beginning(passage)), _indented(card_line(passage.article))]
    return Group(*parts, Text())


def cards_view(cards: Sequence[ArticleCard]) -> RenderableType:
    """Return a table of articles."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("id", no_wrap=True)
    table.add_column("title", overflow="fold")
    table.add_column("site", overflow="fold")
    table.add_column("date", no_wrap=True)
    table.add_column("words", justify="right", no_wrap=True)
    for card in cards:
        title = Text(card.title, style="bold")
        table.add_row(
            card.id, title, Text(card.site or ""), card.published or "", f"{card.words:,}"
        )
    return table


def article_view(article: Article, marked: tuple[int, int] | None) -> RenderableType:
    """Return an article's card and text, with a span of the text marked."""
    text = Text(article.text)
    if marked is not None:
        text.stylize("bold reverse", *marked)
    card = article.card
    known = [card_line(card)]
    if card.subtitle:
        known.append(Text(card.subtitle, style="italic"))
    if card.modified:
        known.append(Text(f"Changed on {card.modified}, as its page says", style="dim"))
    return Group(*known, Text(), text)


def passage_view(article: Article, start: int, end: int) -> RenderableType:
    """Return the paragraphs around a span of an article's text, with the span marked."""
    text = article.text
    before = text.rfind("\n\n", 0, max(start - _AROUND_CHARACTERS, 0))
    after = text.find("\n\n", end + _AROUND_CHARACTERS)
    low, high = 0 if before < 0 else before + 2, len(text) if after < 0 else after
    shown = Text(text[low:high])
    shown.stylize("bold reverse", start - low, end - low)
    return Group(card_line(article.card), Text(), _indented(shown), Text())


def card_line(card: ArticleCard) -> Text:
    """Return one line that names an article: title, site, author, date, and link or id."""
    line = _named(card)
    if card.url is not None:
        line.append(" · ").append(card.url, style=f"link {card.url}")
    else:
        line.append(f" · id {card.id}")
    return line


def disagreement_views(
    disagreements: Sequence[Disagreement], citations: Sequence[Citation]
) -> list[RenderableType]:
    """Return a line for each disagreement: what each article says, and when it did."""
    published = {citation.marker: citation.article.published for citation in citations}
    lines: list[RenderableType] = []
    for each in disagreements:
        sides = [
            Text.assemble((f"“{side.words}” ", "bold"), (f"[{side.marker}]", "cyan"))
            + Text(f" ({published[side.marker]})" if published[side.marker] else "")
            for side in each.sides
        ]
        lines.append(Text("The articles disagree: ", style="yellow") + Text(", but ").join(sides))
    return lines


def claim_view(claim: Claim) -> Text:
    """Return a claim with its markers."""
    markers = "".join(f"[{marker}]" for marker in claim.citations)
    return Text.assemble(claim.text, " ", (markers, "cyan"))


def _beginning(retrieved: RetrievedPassage) -> Text:
    text = " ".join(retrieved.passage.text.split())
    if len(text) > _NEAREST_CHARACTERS:
        text = text[:_NEAREST_CHARACTERS].rsplit(" ", 1)[0] + " …"
    return Text(text, style="italic")


def notes(
    claims: Sequence[Claim], citations: Sequence[Citation], manner: Manner
) -> list[RenderableType]:
    """Return the footnotes; a quote that a claim consists of isn't shown in full again."""
    notes: list[RenderableType] = [Text(_RULE, style="dim")]
    for citation in citations:
        marker = Text(f"[{citation.marker}] ", style="cyan")
        quote = " ".join(citation.quote.split())
        place = _place(citation, manner)
        place.append_text(_also(citation))
        if any(quote in claim.text for claim in claims):
            quote = _abbreviated(quote)
        notes += [marker + Text(f"“{quote}”"), _indented(place)]
    return [*notes, Text()]


def _abbreviated(quote: str) -> str:
    words = quote.split()
    if len(words) <= _FIRST_WORDS + _LAST_WORDS:
        return quote
    return " ".join([*words[:_FIRST_WORDS], "…", *words[-_LAST_WORDS:]])


def _place(citation: Citation, manner: Manner) -> Text:
    """Return where a quote stands: its article, and what opens it there."""
    line = _named(citation.article)
    if citation.page is not None:
        line.append(f" · p. {citation.page}")
    if citation.article.url is not None:
        url = citation.article.url
        link = _link(url, citation)
        shown = url if manner.clickable else link
        line.append(" · ").append(shown, style=f"link {link}")
    if manner.chat:
        line.append(f" · /open {citation.marker}")
    elif citation.article.url is None:
        line.append(f" · footnote show {citation.article.id} --at {citation.start}")
    return line


def _link(url: str, citation: Citation) -> str:
    if citation.page is not None:
        return page_link(url, citation.page_number)
    # The article's text isn't at hand, so a quote that occurs twice opens at the first place.
    return quote_link(url, citation.quote, citation.quote) or url


def _also(citation: Citation) -> Text:
    """Return a line with the other articles that a quote stands in; nothing if there are none."""
    if not citation.also:
        return Text()
    places = [Text.assemble((card.title, "bold"), *_site(card)) for card in citation.also]
    return Text.assemble("\nalso in: ", Text(", ").join(places), style="dim")


def _site(card: ArticleCard) -> tuple[str, ...]:
    return (f" ({card.site})",) if card.site else ()


def _named(card: ArticleCard) -> Text:
    line = Text.assemble((card.title, "bold"), style="dim")
    for part in (card.site, card.author, card.published):
        if part:
            line.append(f" · {part}")
    return line


def _indented(view: RenderableType) -> Padding:
    return Padding(view, (0, 0, 0, _INDENT), expand=False)
