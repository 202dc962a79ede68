"""Articles that are spread over several pages, as one."""

from dataclasses import replace

from index.models import ExtractedArticle, Heading

_PART = "\n\n"


def joined(article: ExtractedArticle, following: ExtractedArticle) -> ExtractedArticle | None:
    """Return an article with the text of its next page, None if that page says nothing new.

    What the next page repeats, such as the lead or a notice, comes once.
    """
    known = set(article.text.split(_PART))
    parts: list[str] = []
    headings: list[Heading] = []
    end = len(article.text)
    start = 0
    for block in following.text.split(_PART):
        if block not in known:
            at = end + len(_PART)
            headings += [
                replace(heading, start=at, end=at + len(block))
                for heading in following.headings
                if heading.start == start
            ]
            parts.append(block)
            end = at + len(block)
        start += len(block) + len(_PART)
    if not parts:
        return None
    return replace(
        article,
        text=_PART.join((article.text, *parts)),
        headings=(*article.headings, *headings),
    )
