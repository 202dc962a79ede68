"""Takes out of a page's tree what it holds but doesn't show.

Such text is written for machines: for search engines, or to give orders to a language model that
reads the page. What a page hides at first and lets people open stays, and so does what is most of
its text: that is shown by a script, in time.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element  # type: ignore[import-untyped]  # ships no type hints

from index.extraction.pruning import drop, text_of
from index.extraction.styles import (
    WHITE,
    Colour,
    Declarations,
    Rule,
    background_of,
    declarations,
    is_faint,
    is_hiding,
    is_tiny,
    is_unlike_nothing,
)

_UNSEEN_CLASSES = {
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only",
    "u-hidden", "is-hidden", "element-invisible", "offscreen", "off-screen",
}  # fmt: skip
_OPENING = ("aria-controls", "data-target", "data-bs-target", "data-toggle-target", "href")
_BACKGROUNDS = {"background", "background-image", "background-color"}
_MOST = 1 / 3  # of a page's words
_FEWEST_WORDS = 3  # fewer are a letter or a label for those who listen to the page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How the elements look that have the same name, classes, id and style.

    Attributes:
        said: all that is said of it.
        hidden: whether it is out of sight.
        faint: whether it can't be seen where it stands.
        tiny: whether its letters are too small.
    """

    said: Declarations
    hidden: bool
    faint: bool
    tiny: bool


def drop_hidden(tree: _Element, rules: Sequence[Rule]) -> None:
    """Drop what nobody sees who looks at the page.

    Args:
        tree: the page.
        rules: those of its style sheets.
    """
    looks = _Looks(rules)
    most = _MOST * len(text_of(tree).split())
    hidden = [each for each in _inside(tree) if looks.is_hidden(each)]
    opened = _opened(tree) if hidden else set()
    _drop([each for each in hidden if each.get("id") not in opened and _words(each) <= most])
    for is_unseen in (looks.is_faint, looks.is_unreadable):
        unseen = [each for each in _inside(tree) if is_unseen(each)]
        if sum(map(_words, unseen)) <= most:
            _drop(unseen)


class _Looks:
    """What the elements of a page look like."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._by_tag: dict[str, list[Rule]] = {}
        self._by_name: dict[str, list[Rule]] = {}
        for rule in rules:
            if not rule.names:
                self._by_tag.setdefault(rule.tag, []).append(rule)
            for name in rule.names:
                self._by_name.setdefault(name, []).append(rule)
        self._known: dict[tuple[str | None, ...], _Look] = {}

    def is_hidden(self, element: _Element) -> bool:
        return (
            self._look(element).hidden
            or element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
        )

    def is_faint(self, element: _Element) -> bool:
        return self._look(element).faint

    def is_unreadable(self, element: _Element) -> bool:
        look = self._look(element)
        if look.tiny:
            return not any("style" in child.attrib or "class" in child.attrib for child in element)
        return "color" in look.said and is_unlike_nothing(look.said, self._behind(element))

    def _behind(self, element: _Element) -> Colour | None:
        """Return the colour behind an element; white where no element around it has another."""
        for around in element.iterancestors():
            said = self._look(around).said
            if _BACKGROUNDS & said.keys():
                return background_of(said)
        return WHITE

    def _look(self, element: _Element) -> _Look:
        key = (element.tag, element.get("class"), element.get("id"), element.get("style"))
        look = self._known.get(key)
        if look is None:
            look = self._known[key] = self._looked(*key)
        return look

    def _looked(self, tag: str, classes: str | None, id_: str | None, style: str | None) -> _Look:
        classed = frozenset((classes or "").lower().split())
        names = frozenset([*(f".{name}" for name in classed), f"#{(id_ or '').lower()}"])
        said: dict[str, str] = {}
        named = (rule for name in names for rule in self._by_name.get(name, ()))
        for rule in (*self._by_tag.get(tag, ()), *named):
            if rule.tag in {"", tag} and rule.names <= names:
                said.update(rule.said)
        if style:
            said.update(declarations(style))
        return _Look(
            said=said,
            hidden=bool(classed & _UNSEEN_CLASSES) or is_hiding(said),
            faint=is_faint(said),
            tiny=is_tiny(said),
        )


def _inside(tree: _Element) -> Iterator[_Element]:
    return (each for each in tree.iter("*") if each.tag not in {"html", "head", "body"})


def _opened(tree: _Element) -> set[str]:
    """Return the ids of what something in the page opens."""
    named = (element.get(name, "") for element in tree.iter("*") for name in _OPENING)
    return {name.lstrip("#") for name in named if name} - {""}


def _drop(elements: Iterable[_Element]) -> None:
    for element in elements:
        if _words(element) >= _FEWEST_WORDS:
            drop(element)


def _words(element: _Element) -> int:
    return len(text_of(element).split())
