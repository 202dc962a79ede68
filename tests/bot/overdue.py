"""Articles whose last visit was long ago, for tests that can't wait for days."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from index.catalogue.sqlite import SqliteDatabase
from index.catalogue.visits import Visits
from index.models import ArticleId

_LONG_AGO = timedelta(days=3)


async def visited_long_ago(data_dir: Path, article_id: ArticleId) -> None:
    """Note that an article's page was last visited three days ago; nothing else may be open."""
    database = SqliteDatabase(data_dir / "catalogue.sqlite3")
    await database.open()
    try:
        at = datetime.now(UTC) - _LONG_AGO
        await Visits(database).went_well(article_id, at=at, due=None)
    finally:
        await database.close()
