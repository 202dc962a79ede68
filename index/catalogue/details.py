"""What is known of a version beside its text: the row of the table `details`."""

import json

from index.catalogue.connection import Connection
from index.duplicates import sketch
from index.links import cleaned
from index.models import ArticleId, Corpus, ExtractedArticle, PageStart, VersionId


def write_details(
    connection: Connection,
    version: VersionId,
    extracted: ExtractedArticle,
    sketched: bytes,
) -> None:
    """Write the details of a new version."""
    connection.execute(
        "INSERT INTO details (version, subtitle, modified, pages, titled, sketch) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            version,
            extracted.subtitle,
            extracted.modified,
            _encoded(extracted.pages),
            extracted.titled,
            sketched,
        ),
    )


def renew_details(connection: Connection, article: ArticleId, extracted: ExtractedArticle) -> None:
    """Bring up to date what is known of an article whose title and text are the same.

    What the new reading doesn't know stays as it was.
    """
    connection.execute(
        "UPDATE versions SET site = coalesce(?, site), author = coalesce(?, author), "
        "published = coalesce(?, published) WHERE article = ? AND state = 'ready'",
        (extracted.site, extracted.author, extracted.published, article),
    )
    connection.execute(
        "UPDATE details SET subtitle = coalesce(?, subtitle), modified = coalesce(?, modified), "
        "pages = coalesce(nullif(?, '[]'), pages), titled = CASE WHEN ? THEN 1 ELSE titled END "
        "WHERE version = (SELECT id FROM versions WHERE article = ? AND state = 'ready')",
        (
            extracted.subtitle,
            extracted.modified,
            _encoded(extracted.pages),
            extracted.titled,
            article,
        ),
    )


def sketches(connection: Connection, corpus: Corpus) -> dict[ArticleId, bytes]:
    """Return the sketches of the searchable articles of a corpus."""
    rows = connection.execute(
        "SELECT v.article, d.sketch FROM articles a "
        "JOIN versions v ON v.article = a.id AND v.state = 'ready' "
        "JOIN details d ON d.version = v.id WHERE a.corpus = ? AND d.sketch IS NOT NULL",
        (corpus,),
    )
    return {ArticleId(article): sketched for article, sketched in rows}


def complete_details(connection: Connection, limit: int) -> int:
    """Give up to `limit` articles of an earlier release what they lack; return how many had to be.

    They lack details, and the spelling of their link by which it is found.
    """
    rows = connection.execute(
        "SELECT v.id, v.text, a.id, a.corpus, a.url FROM versions v "
        "JOIN articles a ON a.id = v.article LEFT JOIN details d ON d.version = v.id "
        "WHERE v.state = 'ready' AND d.version IS NULL LIMIT ?",
        (limit,),
    ).fetchall()
    for version, text, article, corpus, url in rows:
        connection.execute(
            "INSERT INTO details (version, sketch) VALUES (?, ?)", (version, sketch(text))
        )
        if url:
            connection.execute(
                "INSERT INTO aliases (corpus, link, article) VALUES (?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                (corpus, cleaned(url), article),
            )
    return len(rows)


def _encoded(pages: tuple[PageStart, ...]) -> str:
    return json.dumps([[page.start, page.label, page.number] for page in pages], ensure_ascii=False)
