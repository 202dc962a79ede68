"""Articles of a store as what is written of them."""

from bot.exporting.headings import headings
from bot.importing.exported import (
    FORMAT,
    ExportedHeading,
    ExportedLine,
    ExportedPage,
    ExportedVersion,
)
from index.catalogue.exporting import WholeArticle


def line_of(whole: WholeArticle) -> ExportedLine:
    """Return an article as it is exported. It takes a moment for a long one."""
    card = whole.card
    return ExportedLine(
        footnote=FORMAT,
        title=card.title,
        url=card.url,
        aliases=whole.aliases,
        site=card.site,
        subtitle=card.subtitle,
        author=card.author,
        published=card.published,
        modified=card.modified,
        language=card.language,
        added=card.added,
        titled=whole.titled,
        pages=tuple(ExportedPage(page.start, page.label, page.number) for page in whole.pages),
        history=tuple(
            ExportedVersion(
                since=version.since,
                title=version.title,
                text_hash=version.text_hash,
                words=version.words,
            )
            for version in whole.history
        ),
        headings=tuple(
            ExportedHeading(found.start, found.end, found.level)
            for found in headings(whole.text, whole.passages)
        ),
        text=whole.text,
    )
