"""The article in plain text: a file, or what was copied out of a browser."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.extraction.blocks import Block, inert, tidy
from index.extraction.boilerplate import furniture
from index.extraction.dates import first_date
from index.extraction.drafts import Draft, article_of
from index.extraction.hyphens import Hyphens
from index.models import ExtractedArticle, Heading

_FINAL = re.compile(r"[.!?…:;,][\"”’»“)\]]*\Z")
_STOP = re.compile(r"[.!?…\u3002\uff01\uff1f][\"”’»“)\]]*\Z")
_ITEM = re.compile(r"(?:[-*•–—▪◦]|\(?\d{1,3}[.)])\s")
_NAME = r"(?:[^\W\d_][\w’'.-]*[ ]?){1,4}"
_BYLINE = re.compile(
    rf"(?:(?:written |words )?by|von|por|par|text:|author:|autor(?:in)?:)\s+(?P<names>{_NAME}"
    rf"(?:(?:,| and| und| y| et| &)\s*{_NAME})*)(?:[,|].*)?",
    re.IGNORECASE,
)
_BETWEEN_NAMES = {"", "and", "und", "y", "et"}
_STAMP = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|modified)|veröffentlicht|aktualisiert|stand"
    r"|publicado|actualizado|fecha|publié|mis à jour"
    r"|date|datum|erschienen)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE
)
_STAMP_WORDS = 12
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_MARKED_HEADING = re.compile(r"^(#{1,6})[^\S\n]+\S.*$", re.MULTILINE)

_HEAD = 12  # lines at the top among which bylines and times of publication are looked for
_TITLE = 160  # characters
_HEADING = 70
_HEADING_WORDS = 10
_PARAGRAPH = 80
_WIDEST = 100
_WRAPPED = range(40, _WIDEST + 1)
_MOST = 0.6
_SHORT = 0.8  # of the widest line's length: a line that ends sooner may end a paragraph
_WORDS_OF_A_TITLE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str
    block: int


def parse(text: str) -> Draft:
    """Return the blocks of a plain text, free of the page furniture that was copied with it.

    The title is the first line, unless that is a paragraph.
    """
    lines = _lines(text)
    verdicts = furniture([line.text for line in lines])
    kept = [line for line, drop in zip(lines, verdicts, strict=True) if not drop]
    author, published, kept = _metadata(kept)
    title = _title(kept)
    blocks = tuple(_blocks(kept[1:] if title and len(kept) > 1 else kept))
    if title:
        blocks = _without_reprise(blocks, title)
    return Draft(
        blocks=blocks,
        title=title or (_beginning(kept[0].text) if kept else None),
        author=author,
        published=published,
    )


def ready(
    title: str,
    text: str,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
) -> ExtractedArticle:
    r"""Return an article whose text is taken as it is, for bulk import.

    Only line ends are normalised, outer white space is dropped and control characters are blanked.
    Lines that begin with one to six "#" and a blank are headings, marks and all.
    """
    kept = inert(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    plain = article_of(
        Draft(blocks=(Block(text=kept),), title=title, published=published, language=language),
        fallback_title=title,
        url=url,
    )
    headings = tuple(
        Heading(start=match.start(), end=match.end(), level=len(match[1]))
        for match in _MARKED_HEADING.finditer(kept)
    )
    return ExtractedArticle(
        title=plain.title,
        text=kept,
        headings=headings,
        url=url,
        published=published,
        language=plain.language,
    )


def _lines(text: str) -> list[_Line]:
    """Return the lines that have something on them, hard-wrapped ones joined."""
    ended = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    blocks = [block for block in _BLANK_LINE.split(ended) if tidy(block)]
    grouped = [tidy(block).split("\n") for block in blocks]
    wrapped = _hard_wrapped(grouped)
    hyphens = Hyphens(line for lines in grouped for line in lines) if wrapped else None
    found: list[_Line] = []
    for number, (block, lines) in enumerate(zip(blocks, grouped, strict=True)):
        joined = lines
        if hyphens is not None and _is_prose(lines):
            joined = list(_unwrapped(lines, _indents(block), hyphens))
        found.extend(_Line(text=line, block=number) for line in joined)
    return found


def _indents(block: str) -> list[int]:
    """Return by how many blanks each line of a block that says something is moved in."""
    said = [line.expandtabs() for line in block.splitlines() if tidy(line)]
    return [len(line) - len(line.lstrip()) for line in said]


def _unwrapped(lines: Sequence[str], indents: Sequence[int], hyphens: Hyphens) -> Iterator[str]:
    """Yield the paragraphs of hard-wrapped lines that no blank line parts.

    One begins where a line is moved in, or after a sentence whose line had room for another word.
    """
    widest = max(map(len, lines))
    margin = min(indents)
    paragraph = lines[0]
    for above, line, indent in zip(lines, lines[1:], indents[1:], strict=False):
        room = widest - len(above) > len(line.split(" ", 1)[0])
        if _STOP.search(above) and (indent > margin or (room and len(above) < _SHORT * widest)):
            yield paragraph
            paragraph = line
            continue
        joint = hyphens.joint(paragraph, line)
        paragraph = paragraph[:-1] + line if joint is None else paragraph + joint + line
    yield paragraph


def _hard_wrapped(blocks: Sequence[Sequence[str]]) -> bool:
    """Tell whether a text was broken into lines of about one width, whatever they say."""
    inner = [len(line) for lines in blocks for line in lines[:-1]]
    longest = max((len(line) for lines in blocks for line in lines), default=0)
    if not inner or longest > _WIDEST:
        return False
    return sum(length in _WRAPPED for length in inner) >= _MOST * len(inner)


def _is_prose(lines: Sequence[str]) -> bool:
    if any(_ITEM.match(line) for line in lines):
        return False
    inner = [len(line) for line in lines[:-1]]
    return bool(inner) and sum(length in _WRAPPED for length in inner) >= _MOST * len(inner)


def _metadata(lines: Sequence[_Line]) -> tuple[str | None, str | None, list[_Line]]:
    """Take the byline and the time of publication out of the lines at the top."""
    author: str | None = None
    published: str | None = None
    kept: list[_Line] = []
    for at, line in enumerate(lines):
        top = at < _HEAD and len(line.text) <= _TITLE
        byline = _BYLINE.fullmatch(line.text) if top else None
        if byline and _is_name(byline["names"]):
            author = author or byline["names"].strip()
            published = published or first_date(line.text)
        elif top and _is_stamp(line.text):
            published = published or first_date(line.text)
        else:
            kept.append(line)
    return author, published, kept


def _is_name(names: str) -> bool:
    words = [word for word in re.split(r"[\s,&]+", names) if word not in _BETWEEN_NAMES]
    return len(words) > 1 and all(word[0].isupper() or len(word) <= 3 for word in words)


def _is_stamp(text: str) -> bool:
    if len(text.split()) > _STAMP_WORDS or first_date(text) is None:
        return False
    return bool(_STAMP.match(text) or _WEEKDAY.match(text) or text[0].isdecimal()) or (
        not _STOP.search(text) and first_date(" ".join(text.split()[:3])) is not None
    )


def _title(lines: Sequence[_Line]) -> str | None:
    """Return the first line if it can be a title, or the second after a stray word."""
    if not lines or len(lines[0].text) > _TITLE:
        return None
    first = lines[0].text
    if re.search(r"[.:;,]\Z", first) or _ITEM.match(first):
        return None
    return first.lstrip("# ") or None


def _beginning(line: str) -> str:
    words = line.split()
    short = " ".join(words[:_WORDS_OF_A_TITLE])
    return short.rstrip(".,;:") + ("…" if len(words) > _WORDS_OF_A_TITLE else "")


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    """Put the lines of lists and verse together again; every other line is a block."""
    texts: list[str] = []
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and groups[-1][-1].block == line.block and _continues(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    texts = ["\n".join(line.text for line in group) for group in groups]
    for at, text in enumerate(texts):
        following = texts[at + 1] if at + 1 < len(texts) else ""
        previous = texts[at - 1] if at else ""
        heading = _is_heading(text, previous, following)
        yield Block(text=text, level=2 if heading else None)


def _continues(line: _Line, following: _Line) -> bool:
    if _ITEM.match(line.text) and _ITEM.match(following.text):
        return True
    short = max(len(line.text), len(following.text)) < _PARAGRAPH
    return short and not _STOP.search(line.text) and not _is_heading(line.text, "", following.text)


def _is_heading(text: str, previous: str, following: str) -> bool:
    """Tell whether a short line stands over a paragraph like a heading."""
    if "\n" in text or len(text) > _HEADING or len(text.split()) > _HEADING_WORDS:
        return False
    if (_FINAL.search(text) and not text.endswith("?")) or _ITEM.match(text):
        return False
    first = text.lstrip("'\"‘“„«")[:1]
    starts = first.isupper() or first.isdecimal()
    over = len(following) >= _PARAGRAPH and bool(_STOP.search(following))
    after = not previous or bool(_FINAL.search(previous))
    return starts and over and after and any(map(str.isalpha, text))


def _without_reprise(blocks: Sequence[Block], title: str) -> tuple[Block, ...]:
    """Drop lines that repeat the title, also with the site's name after it."""
    bare = title.casefold()
    kept = tuple(
        block
        for block in blocks
        if not (
            block.text.casefold().startswith(bare)
            and re.fullmatch(r"\s*(?:[|–—-].{0,40})?", block.text[len(title) :])
        )
    )
    return kept or tuple(blocks)
