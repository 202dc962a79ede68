"""Where articles disagree: what each says, and when it did."""

from bot.localisation import Texts
from bot.records.models import AnswerRecord, CitationRecord
from bot.render.markdown import UNBROKEN, escape, line

_SIDES = 4
_WORDS = 80  # characters of what a side says
_DATE = 40


def disagreements(texts: Texts, record: AnswerRecord) -> str:
    """Return, in Markdown, a line for each disagreement; "" for none."""
    cited = {citation.marker: citation for citation in record.citations}
    return "\n".join(
        texts(
            "ask-disagreement",
            sides=" · ".join(
                side_of(texts, side.words, cited[side.marker]) for side in each.sides[:_SIDES]
            ),
        )
        for each in record.disagreements
    )


def side_of(texts: Texts, words: str, citation: CitationRecord) -> str:
    """Return, in Markdown, what a side says, with its marker and date."""
    marker = escape(f"{UNBROKEN}[{citation.marker}]")
    said = texts("ask-disagreement-side", words=line(words, _WORDS)) + marker
    if citation.published is None:
        return said
    return f"{said}{UNBROKEN}({line(texts.date(citation.published), _DATE)})"
