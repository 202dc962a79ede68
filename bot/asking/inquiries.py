"""A question as the bot got it, wherever it was asked."""

from dataclasses import dataclass

from answer.models import Style
from bot.errors import Refused
from bot.localisation import Texts
from bot.messages.plain_text import has_words
from bot.records.models import AnswerId
from index.models import ArticleCard, Corpus

QUESTION_LIMIT = 1_000
"""Characters of a question; what is longer is an article rather."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A question, who asked it, where, and how it is to be answered.

    Attributes:
        guild_id: None in direct messages.
        texts: the language of what the answer stands in.
        private: whether only the asker sees the answer.
        article: the only article to answer from; None for all of the corpus.
        parent: the answer that this follows up.
        about: a text that the question is about, such as the message it replies to.
        may_add: whether the asker may add articles.
    """

    corpus: Corpus
    guild_id: int | None
    channel_id: int
    asker_id: int
    question: str
    texts: Texts
    private: bool = False
    style: Style = "standard"
    article: ArticleCard | None = None
    parent: AnswerId | None = None
    about: str | None = None
    may_add: bool = True


def check_question(question: str) -> None:
    """Refuse what is too long for a question, or has no words.

    Raises:
        Refused: "question-too-long" or "no-question".
    """
    if len(question) > QUESTION_LIMIT:
        raise Refused("question-too-long", most=QUESTION_LIMIT)
    if not has_words(question):
        raise Refused("no-question")
