"""Everything that the bot remembers besides articles, in the catalogue's SQLite file."""

from bot.records.announcements import Announcements
from bot.records.answers import Answers
from bot.records.eval_questions import EvalQuestions
from bot.records.guilds import Guilds
from bot.records.jobs import Jobs
from bot.records.people import People
from bot.records.questions import Questions
from bot.records.summaries import KeptSummaries
from index.catalogue.database import Database
from index.shares import EVERYTHING, Share


class Records:
    """What the bot remembers, by what it is about.

    Attributes:
        guilds: how servers want the bot to be.
        answers: what was answered, and what people think of it.
        questions: what no article answered yet.
        eval_questions: questions whose answers are known, to be asked again.
        jobs: what is still to be added.
        people: what is kept about a person.
        summaries: what articles were summarised to.
        announcements: who added a feed, and where its articles are announced.
    """

    def __init__(self, database: Database, share: Share = EVERYTHING) -> None:
        """Use an open database, which may be the one of a catalogue.

        Args:
            database: where it is kept.
            share: the servers and jobs of this process.
        """
        self.guilds = Guilds(database, share)
        self.answers = Answers(database)
        self.questions = Questions(database)
        self.eval_questions = EvalQuestions(database)
        self.jobs = Jobs(database, share)
        self.people = People(database)
        self.summaries = KeptSummaries(database)
        self.announcements = Announcements(database)
