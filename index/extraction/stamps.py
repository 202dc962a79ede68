"""Lines that say who wrote an article and when."""

import re

from index.extraction.dates import first_date

_LINE_WORDS = 14
_SPARE_WORDS = 3  # in a line that gives a time, besides it
_WORD = re.compile(r"[^\W\d_]+")
_OF_A_TIME = re.compile(
    r"[ap]\.?m?|m|h|uhr|gmt|utc|bst|[ecmp][sd]?t|cest|cet|edt|est|pst|pdt|at|on|by|the|de|às|a|las|um|am"
    r"|le|à|um|of|last|first|updated?|published|posted|modified|created|veröffentlicht"
    r"|aktualisiert|stand|publicado|actualizado|atualizado|publié|mis|jour"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|(?:segunda|terça|quarta|quinta|sexta)|feira"
    r"|jan\w*|feb\w*|fev\w*|mar\w*|mär\w*|apr\w*|abr\w*|ma[iy]\w*|jun\w*|jul\w*|aug\w*|ago\w*"
    r"|sep\w*|set\w*|o[ck]t\w*|out\w*|nov\w*|de[czs]\w*",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\b\d{4}\b|\b\d{1,2}[:.]\d{2}\b")
_CHANGED = re.compile(
    r"\W*(?:(?:first|last) )?(?:updated?|published|posted|modified|created|veröffentlicht|stand"
    r"|aktualisiert|publicado|actualizado|atualizado|publié)\b",
    re.IGNORECASE,
)
_BYLINE_WORDS = 8
_BY = re.compile(r"\A\W*(?:by|von|por|par|text|words)\b", re.IGNORECASE)
_NAMES = re.compile(r"\W*\w+:?(?:[\s,&]+(?:[A-ZÀ-Þ][\w’'.-]*|and|und|y|et|of|de|van|von|der))+\W*")


def is_stamp(text: str, author: str | None) -> bool:
    """Tell whether a line says who wrote the article or when, and nothing else.

    Args:
        text: the line.
        author: who wrote it, where that is known.
    """
    words = _WORD.findall(text)
    if not words or len(words) > _LINE_WORDS or "\n" in text:
        return False
    names = {word.casefold() for word in _WORD.findall(author or "")}
    if _BY.match(text) and len(words) <= _BYLINE_WORDS and _NAMES.fullmatch(text):
        return True
    spare = [
        word for word in words if word.casefold() not in names and not _OF_A_TIME.fullmatch(word)
    ]
    if names and len(names & {word.casefold() for word in words}) == len(names):
        return len(spare) <= _SPARE_WORDS
    return not spare and bool(_FIGURES.search(text) or first_date(text))


def is_change_note(text: str) -> bool:
    """Tell whether a line says only when the article was published or changed last."""
    return bool(_CHANGED.match(text)) and is_stamp(text, None)
