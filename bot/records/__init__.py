"""What the bot remembers besides articles: settings, answers, ratings, open questions, jobs."""
