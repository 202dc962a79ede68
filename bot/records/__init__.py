"""What the bot remembers besides articles: settings, answers, ratings, open questions, jobs."""

from bot.records.records import Records

__all__ = ["Records"]
