"""What CSS hides: declarations and rules, read as far as it takes to tell. All pure.

Only what is written out is read: https://www.w3.org/TR/css-syntax-3/ without at-rules, selectors
of one element (`p`, `.a`, `#b`, `p.a`), no inheritance but that of the background.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Declarations = Mapping[str, str]
Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
_STYLE = re.compile(r"<style\b([^>]*)>(.*?)</style", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_AT_BLOCK = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)")
_LONGEST_SHEET = 400_000
_TELLING = {
    "display", "visibility", "opacity", "color", "background", "background-color", "font-size",
    "clip", "clip-path", "overflow", "overflow-y", "text-indent", "position", "transform",
}  # fmt: skip
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|%|vw|vh|cm|mm|in)?")
_PIXELS = {
    "": 1.0, "px": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "%": 0.16, "vw": 12.0, "vh": 8.0,
    "cm": 38.0, "mm": 3.8, "in": 96.0,
}  # fmt: skip
_UNREADABLE = 2.5  # pixels high
_FAR = -500.0  # pixels from where it should be
_CLIPPED = re.compile(r"rect\((?:\s*0[a-z%]*[\s,]*){4}\)|inset\((?:100|50)%\)|circle\(0\)")
_NO_SCALE = re.compile(r"\bscale[xy]?\(\s*0*\.?0+\s*[,)]")
_HEX = re.compile(r"#([0-9a-f]{3,8})\b")
_RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+)(%?))?\s*\)")
_NAMED: Mapping[str, Colour] = {
    "white": WHITE, "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245), "ghostwhite": (248, 248, 255), "red": (255, 0, 0),
}  # fmt: skip
_INDISTINCT = 20  # of 255, in each part of a colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a style sheet says of the elements that one selector chooses.

    Attributes:
        tag: the elements' name; empty for any.
        names: the classes and ids that they all have: ".teaser", "#top".
    """

    tag: str
    names: frozenset[str]
    said: Declarations


def rules_of(html: str) -> tuple[Rule, ...]:
    """Return the rules in a page's own style sheets that bear on what is seen."""
    found: list[Rule] = []
    for attributes, sheet in _STYLE.findall(html):
        if "print" in attributes or len(sheet) > _LONGEST_SHEET:
            continue
        plain = _AT_BLOCK.sub("", _COMMENT.sub("", sheet))
        for selectors, body in _RULE.findall(plain):
            said = declarations(body)
            if _TELLING & said.keys():
                found.extend(_rules(selectors, said))
    return tuple(found)


def _rules(selectors: str, said: Declarations) -> Iterable[Rule]:
    for selector in selectors.split(","):
        match = _SELECTOR.fullmatch(selector.strip().lower())
        if match and match[0]:
            names = frozenset(re.findall(r"[.#][\w-]+", match[2]))
            yield Rule(tag=match[1] or "", names=names, said=said)


def declarations(style: str) -> Declarations:
    """Return what a style attribute or the body of a rule says, in lower case."""
    pairs = (part.partition(":") for part in style.lower().split(";"))
    return {
        name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value
    }


def is_hiding(said: Declarations) -> bool:
    """Tell whether declarations take an element out of sight, whatever its text is like."""
    return (
        said.get("display") == "none"
        or _is_clipped(said)
        or _is_away(said)
        or bool(_NO_SCALE.search(said.get("transform", "")))
    )


def is_faint(said: Declarations) -> bool:
    """Tell whether declarations make an element invisible in its place, as scripts do at first."""
    opacity = _LENGTH.fullmatch(said.get("opacity", ""))
    return said.get("visibility") in {"hidden", "collapse"} or (
        opacity is not None and float(opacity[1]) <= (5 if opacity[2] == "%" else 0.05)
    )


def is_tiny(said: Declarations) -> bool:
    """Tell whether letters are too small to be read."""
    size = _pixels(said.get("font-size"))
    return size is not None and abs(size) <= _UNREADABLE


def is_unlike_nothing(said: Declarations, background: Colour | None) -> bool:
    """Tell whether letters have the colour of what is behind them, or none.

    Args:
        said: the element's own declarations.
        background: what is behind the element; None where that isn't known.
    """
    written = said.get("color")
    if written is None:
        return False
    if written == "transparent":
        return True
    colour, behind = colour_of(written), background_of(said) or background
    if colour is None or behind is None:
        return False
    return all(abs(one - other) <= _INDISTINCT for one, other in zip(colour, behind, strict=True))


def background_of(said: Declarations) -> Colour | None:
    """Return the colour that declarations put behind an element."""
    return colour_of(said.get("background-color") or said.get("background") or "")


def colour_of(written: str) -> Colour | None:
    """Return the first colour in a value; None where there is none that can be told."""
    if match := _RGB.search(written):
        return (int(match[1]), int(match[2]), int(match[3]))
    if match := _HEX.search(written):
        digits = match[1]
        full = "".join(digit * 2 for digit in digits[:3]) if len(digits) < 6 else digits
        return (int(full[:2], 16), int(full[2:4], 16), int(full[4:6], 16))
    return next((_NAMED[word] for word in re.findall(r"[a-z]+", written) if word in _NAMED), None)


def _is_clipped(said: Declarations) -> bool:
    if any(_CLIPPED.search(said.get(name, "")) for name in ("clip", "clip-path")):
        return True
    if said.get("overflow", said.get("overflow-y")) not in {"hidden", "clip"}:
        return False
    sides = (said.get(name) for name in ("width", "height", "max-width", "max-height"))
    return any(side is not None and abs(side) <= _UNREADABLE for side in map(_pixels, sides))


def _is_away(said: Declarations) -> bool:
    indent = _pixels(said.get("text-indent"))
    if indent is not None and indent <= _FAR:
        return True
    if said.get("position") not in {"absolute", "fixed", "relative"}:
        return False
    places = (said.get(name) for name in ("left", "top", "right", "bottom", "margin-left"))
    return any(place is not None and place <= _FAR for place in map(_pixels, places))


def _pixels(value: str | None) -> float | None:
    match = _LENGTH.fullmatch(value or "")
    return float(match[1]) * _PIXELS[match[2] or ""] if match else None
