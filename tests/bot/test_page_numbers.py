"""The number of a page goes from a file to the footnote that cites it."""

import io
import sqlite3
from pathlib import Path

import pytest
from rich.console import Console

from answer.citations import Footnotes
from answer.models import Answer, Citation, Claim, Evidence, Seconds
from bot.asking.citation_records import citation_records, passages_as_citations
from bot.localisation import Localisation
from bot.records import Records
from bot.records.models import AnswerRecord
from bot.render import asking, passages
from bot.render.fragments import page_link
from bot.render.passages import Shown
from bot.terminal.views import Manner, answer_view
from bot.terminal.wire import outcome_json
from index.catalogue.sqlite import SqliteDatabase
from index.models import ArticleCard, ExtractedArticle, PageStart, RetrievedPassage
from tests.bot.records.values import answer
from tests.bot.render.seen import buttons, text
from tests.index.stores import LOCAL, open_store

FIRST = "The wall was built by the masons of three villages."
SECOND = "Nobody wrote down their names, and nobody asked for one."
URL = "https://example.org/wall.pdf"
WALL = ExtractedArticle(
    title="The wall",
    text=f"{FIRST}\n\n{SECOND}",
    url=URL,
    pages=(
        PageStart(start=0, label="xii", number=12),
        PageStart(start=len(FIRST) + 2, label="1", number=13),
    ),
)


def cited(found: RetrievedPassage) -> Citation:
    """Return the citation that evidence in a passage gets."""
    footnotes = Footnotes()
    passage = found.passage
    footnotes.cite_evidence(
        Evidence(passage=found, start=passage.start, end=passage.end, text=passage.text, score=0.9)
    )
    return footnotes.citations[0]


async def kept(folder: Path) -> tuple[AnswerRecord, Citation]:
    """Add an article with pages; return an answer about its second one, and the citation."""
    async with open_store(folder) as store:
        card: ArticleCard = (await store.ingestion.add(LOCAL, WALL)).card
        _, last = await store.catalogue.article_passages(LOCAL, card.id)
        found = RetrievedPassage(passage=last, article=card, score=1, words=1, meaning=1)
        citations = await citation_records(store.catalogue, LOCAL, (cited(found),))
        assert passages_as_citations([found]) == (cited(found),)
    return answer("walls", citations=citations), cited(found)


async def test_a_citation_knows_the_page_and_opens_it(tmp_path: Path) -> None:
    """A quote of a PDF is cited with its page, and the link opens the file there."""
    record, citation = await kept(tmp_path)
    assert (citation.quote, citation.page, citation.page_number) == (SECOND, "1", 13)
    assert (record.citations[0].page, record.citations[0].link) == ("1", f"{URL}#page=13")


@pytest.mark.parametrize(("language", "said"), [("en", "p. 1"), ("de", "S. 1"), ("es", "pág. 1")])
async def test_a_footnote_says_the_page(tmp_path: Path, language: str, said: str) -> None:
    """Below the quote, and where its passage is opened, each language has its own short form."""
    record, _ = await kept(tmp_path)
    texts = Localisation().texts(language)
    view = asking.answered(texts, record, asker_id=None)
    assert f"The wall · {said}" in text(view)
    assert f"{URL}#page=13" in buttons(view).values()
    opened = passages.passage(texts, Shown(citation=record.citations[0], text=SECOND))
    assert said in text(opened).splitlines()


async def test_the_terminal_says_the_page(tmp_path: Path) -> None:
    """So do the footnotes of the terminal and the citations of its JSON."""
    _, citation = await kept(tmp_path)
    outcome = Answer(
        question="Who?",
        claims=(Claim(text="Nobody knows.", citations=(1,)),),
        citations=(citation,),
        retrieved=(),
        answerability=0.5,
        seconds=Seconds(retrieve=0, first_token=0, total=0),
        prompt_tokens=0,
    )
    shown = io.StringIO()
    Console(file=shown, width=200).print(answer_view(outcome, Manner()))
    assert f"The wall · p. 1 · {URL}#page=13" in shown.getvalue()
    assert outcome_json(outcome)["citations"][0]["page"] == "1"


async def test_the_page_is_remembered(tmp_path: Path) -> None:
    """An answer that is kept says its pages again; one of an earlier release has none."""
    record, _ = await kept(tmp_path)
    database = SqliteDatabase(tmp_path / "catalogue.db")
    await database.open()
    records = Records(database)
    await records.answers.save(record)
    assert await records.answers.get(record.corpus, record.id) == record
    await database.write(_forget_pages)
    earlier = await records.answers.get(record.corpus, record.id)
    assert earlier is not None
    assert [citation.page for citation in earlier.citations] == [None]
    await database.close()


def _forget_pages(connection: sqlite3.Connection) -> None:
    """Take the pages out of answers, as those of earlier releases have none."""
    connection.execute("UPDATE answers SET citations = json_remove(citations, '$[0].page')")


def test_a_link_to_a_page_replaces_a_fragment() -> None:
    """The parameter stands alone behind the file; without a number the file is opened."""
    assert page_link(f"{URL}#top", 3) == f"{URL}#page=3"
    assert page_link(URL, None) == URL
