"""Answers and abstentions as they are kept."""

from datetime import UTC, datetime

from answer.answering import Outcome
from answer.models import Abstention, Answer
from bot.asking.citation_records import citation_records, passages_as_citations
from bot.asking.inquiries import Inquiry
from bot.records.models import AnswerId, AnswerRecord
from bot.render.trimming import trim
from index.catalogue.catalogue import Catalogue

_SEARCHED = 300  # characters of what was looked for
_TITLE = 200


async def answer_record(
    catalogue: Catalogue, inquiry: Inquiry, answer_id: AnswerId, outcome: Outcome
) -> AnswerRecord:
    """Return what became of an inquiry, with links to its quotes, to be kept and shown."""
    if isinstance(outcome, Answer):
        citations = outcome.citations
    elif outcome.contradicted_by is not None:
        citations = (outcome.contradicted_by,)
    else:
        citations = passages_as_citations(outcome.nearest)
    return AnswerRecord(
        id=answer_id,
        kind="answer" if isinstance(outcome, Answer) else "abstention",
        corpus=inquiry.corpus,
        guild_id=inquiry.guild_id,
        channel_id=inquiry.channel_id,
        message_id=None,
        asker_id=inquiry.asker_id,
        private=inquiry.private,
        question=inquiry.question,
        article_id=None if inquiry.article is None else inquiry.article.id,
        claims=_claims(inquiry, outcome),
        citations=await citation_records(catalogue, inquiry.corpus, citations),
        parent=inquiry.parent,
        created=datetime.now(UTC).isoformat(timespec="milliseconds"),
        lack=outcome.kind if isinstance(outcome, Abstention) else None,
        disagreements=outcome.disagreements if isinstance(outcome, Answer) else (),
    )


def _claims(inquiry: Inquiry, outcome: Outcome) -> tuple[str, ...]:
    """Return the sentences of an answer, or the one that says that there is none."""
    if isinstance(outcome, Answer):
        return tuple(claim.marked for claim in outcome.claims)
    return (_abstaining(inquiry, outcome),)


def _abstaining(inquiry: Inquiry, abstention: Abstention) -> str:
    """Return the sentence that says why there is no answer."""
    texts = inquiry.texts
    if abstention.redirection is not None:
        return texts(f"ask-no-question-{abstention.redirection}")
    searched = trim(abstention.searched, _SEARCHED)
    if inquiry.article is not None:
        title = trim(inquiry.article.title, _TITLE)
        match abstention.kind:
            case "not-mentioned":
                return texts("ask-not-mentioned-there", title=title, searched=searched)
            case "not-said":
                return texts("ask-not-said-there", title=title, searched=searched)
            case "contradicted":
                return texts("ask-contradicted-there", title=title)
    match abstention.kind:
        case "not-mentioned":
            return texts("ask-not-mentioned", searched=searched)
        case "not-said":
            return texts("ask-not-said", searched=searched)
        case "contradicted":
            return texts("ask-contradicted")
    return texts("ask-nothing-added")
