"""Where the sentences of a block of text begin and end.

The boundaries come from sentencex; this module mends the splits and joins that it gets wrong in
articles, takes the line breaks of lists into account and cuts what is too long to be quoted.
"""
# ruff: noqa: RUF001 - typographic marks that look alike are what this module is about

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]  # ships no type hints

from index.tokens import estimate

Span = tuple[int, int]

LONGEST = 600  # characters; longer sentences are cut
MOST_TOKENS = 200  # the same limit for scripts that need fewer characters
_LONG_QUOTE = 240  # quotations of several sentences are kept whole up to this length

_END = r"[.!?…]+[\"”’»)\]]*"
_ITEM = re.compile(r"(?:[-*•–—▪◦]|\(?\d{1,3}[.)]|[a-z]\))\s")
_FINAL = re.compile(r"[.!?:;…。！？][\"”’»)\]]*\Z")
_WRAP = range(55, 101)  # line lengths of hard-wrapped prose

_BEFORE_NAME = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|St|Ste|Mt|Ft|Gen|Col|Maj|Sgt|Lt|Capt|Cmdr|Adm|Rev|Fr|Hon|Sen|Rep"
    r"|Gov|Pres|Messrs|Mme|Mlle|Hr|Hrn|Frl|vs?|cf|e\.g|i\.e|z\.\s?B|d\.\s?h|u\.\s?a)\.\Z"
)
_BEFORE_NUMBER = re.compile(
    r"\b(?:Nos?|Nr|Art|Figs?|Vols?|Ch|Sec|pp?|S|ca?|approx|circa|bzw|Abs|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Okt|Oct|Nov|Dez|Dec)\.\Z",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?:[Dd](?:er|ie|as|en|em|es)|[Aa]m|[Ii]m|[Vv]om|[Zz]um|[Zz]ur|[Bb]eim|[Ss]eit|[Bb]is|[Nn]ach"
    r"|[Vv]on|[Ii]hre[rnm]?|[Ss]eine[rnm]?)\s\d{1,2}\.\Z"
)
_NUMERAL = re.compile(r"[IVX]{1,5}\.\Z")
_LETTERS = re.compile(r"[^\W\d_]")
_SYMBOL = re.compile(r"(?:(?<![A-Za-z])(?:[A-Z][a-z]?){1,3}|[)\]\d−+])\Z")
_CELLS = " | "
_COUNT = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])\.")
_CLOSING = re.compile(r"([”’»)\]]+)\s+(?=\w)")
_LOOK_BACK = 60
_OPEN_WITHIN = 2_000
_NOTE = re.compile(r"(?:\[[^\]\n]{1,24}\]\s*)+\Z")
_OPENERS = re.compile(
    r"(?:A|After|All|Although|An|And|As|At|Because|Before|Both|But|By|During|For|"
    r"From|He|Her|His|How|However|I|If|In|Instead|It|Its|Many|Most|My|Near|No|"
    r"On|Once|One|Our|She|Since|So|Some|Such|That|The|Their|Then|There|These|"
    r"They|This|Those|Though|To|Under|Until|We|What|When|Where|While|Who|Why|With|"
    r"Yet|You)\Z"
)
_CANDIDATE = re.compile(
    rf"(?P<word>\b[^\W\d_]{{3,}})[)\]]?{_END}(?P<gap>\s+)[\"“„‘(\[]*(?P<next>\w+)"
)
_OPEN_CLOSE = {"“": "”", "„": "“", "«": "»", "(": ")", "[": "]"}
_CUTS = (
    re.compile(rf"(?<=\w\w){_END}\s+|[。！？\n]"),
    re.compile(r"[;:]\s+|\s[–—]\s|[；：]"),
    re.compile(r",\s+|[，、]|\s\|\s"),
    re.compile(r"\s+"),
)


def sentences(text: str, language: str) -> tuple[Span, ...]:
    """Return the spans of the sentences in one block of `text`, in order.

    The spans hold all that is not white space, overlap nowhere and neither begin nor end with
    white space. A list's line breaks end sentences; those of hard-wrapped prose don't.

    Args:
        text: one paragraph, list or table.
        language: ISO 639-1 code; an unknown one is treated by general rules.
    """
    spans: list[Span] = []
    for line in _lines(text):
        joined = _joined(text, _boundaries(text, line, language), language)
        for whole in joined:
            for part in _unglued(text, whole):
                spans.extend(_short(text, part))
    return tuple(spans)


def _lines(text: str) -> Iterator[Span]:
    """Yield the stretches of text between line breaks that end a sentence."""
    wrapped = _hard_wrapped(text)
    start = begin = 0
    for line, following in pairwise(text.split("\n")):
        position = begin + len(line)
        if _ends_sentence(line.strip(), following.strip(), wrapped=wrapped):
            yield from _stripped(text, start, position)
            start = position + 1
        begin = position + 1
    yield from _stripped(text, start, len(text))


def _hard_wrapped(text: str) -> bool:
    lines = [line.strip() for line in text.strip().split("\n")]
    return (
        len(lines) > 1
        and all(len(line) in _WRAP for line in lines[:-1])
        and len(lines[-1]) < _WRAP.stop
        and not any(_ITEM.match(line) or _CELLS in line for line in lines)
    )


def _ends_sentence(line: str, following: str, *, wrapped: bool) -> bool:
    """Tell whether the break between two lines ends a sentence."""
    if not line or not following:
        return True
    if wrapped:
        return bool(_FINAL.search(line)) and not _BEFORE_NAME.search(line)
    if _FINAL.search(line) or _CELLS in line or _CELLS in following:
        return True
    item = _ITEM.match(following)
    if _SYMBOL.search(line) and following[0].isdecimal():  # H₂O as some pages spell it
        return bool(item and _ITEM.match(line))
    return bool(item) or not (following[0].islower() or following[0] in ",;.)")


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the span without its outer white space, unless nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _boundaries(text: str, line: Span, language: str) -> Iterator[Span]:
    # sentencex takes a blank line or a lone form feed for a paragraph of its own; every kind of
    # white space looks the same to it once it is a plain blank of the same length.
    start, end = line
    flat = re.sub(r"\s", " ", text[start:end])
    for found in get_sentence_boundaries(language, flat):
        yield from _stripped(text, start + found["start_index"], start + found["end_index"])


def _joined(text: str, spans: Iterable[Span], language: str) -> list[Span]:
    """Join sentences with the pieces that were wrongly split off them."""
    joined: list[Span] = []
    for start, end in spans:
        if not joined:
            joined.append((start, end))
            continue
        first, last = joined[-1]
        left, right = text[max(first, last - _LOOK_BACK) : last], text[start:end]
        if _belongs(left, right, language):
            joined[-1] = first, end
        elif closing := _CLOSING.match(right):
            joined[-1] = first, start + len(closing[1])
            joined.append((start + closing.end(), end))
        else:
            joined.append((start, end))
    return joined


def _belongs(left: str, right: str, language: str) -> bool:
    """Tell whether `right` continues the sentence `left`."""
    if not _LETTERS.search(right) and not right[0].isdecimal():
        return True
    if right[0].islower() or right[0] in ",;:" or _NOTE.match(right):
        return True
    if not left.endswith("."):
        return False
    if _BEFORE_NAME.search(left) and not _OPENERS.match(right.split(maxsplit=1)[0]):
        return True
    if right[0].isdecimal():
        return bool(_BEFORE_NUMBER.search(left))
    if language == "de" and (_ORDINAL.search(left) or _NUMERAL.search(left)):
        return True
    return bool(_COUNT.fullmatch(left))


def _unglued(text: str, span: Span) -> Iterator[Span]:
    """Split where a sentence ends after a word that only looks like an abbreviation.

    Inside quotation marks and brackets nothing is split as long as the whole stays short: the
    speaker of a quotation of several sentences is named at its end.
    """
    start, end = span
    long = end - start > _LONG_QUOTE
    begin = start
    for match in _CANDIDATE.finditer(text, start, end):
        cut = match.start("gap")
        title = _BEFORE_NAME.search(text[match.start() : cut])
        if title or not text[match.start("next")].isupper():
            continue
        whole_word = match["word"].islower()
        inside = _open_at(text[max(begin, cut - _OPEN_WITHIN) : cut])
        opener = bool(_OPENERS.match(match["next"]))
        splits = (whole_word or not inside) if opener else (whole_word and inside)
        if splits and (long or not inside):
            yield from _stripped(text, begin, cut)
            begin = cut
    yield from _stripped(text, begin, end)


def _open_at(text: str) -> bool:
    """Tell whether a quotation or bracket that begins in `text` is still open at its end."""
    if text.count('"') % 2:
        return True
    return any(
        text.rfind(opening) > text.rfind(closing) for opening, closing in _OPEN_CLOSE.items()
    )


def _short(text: str, span: Span) -> Iterator[Span]:
    """Cut a span that is too long near its middle, at the best place there is, and again."""
    start, end = span
    if end - start <= LONGEST and estimate(text[start:end]) <= MOST_TOKENS:
        yield span
        return
    cut = _best_cut(text, start, end)
    for part in (*_stripped(text, start, cut), *_stripped(text, cut, end)):
        yield from _short(text, part)


def _best_cut(text: str, start: int, end: int) -> int:
    middle = (start + end) // 2
    margin = (end - start) // 4
    for pattern in _CUTS:
        places = [match.end() for match in pattern.finditer(text, middle - margin, middle + margin)]
        if places:
            return min(places, key=lambda place: abs(place - middle))
    return middle
