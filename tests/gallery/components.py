"""The components of a message or a window as HTML, from the JSON that Discord gets."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from tests.discordfake import components as c
from tests.gallery.forms import Forms

_BUTTONS = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary"}
_LONG = 2  # the style of a text input of several lines
_THUMB = (
    '<svg viewBox="0 0 20 20"{turned}><path fill="#ffcc4d" d="M2 9h4v9H2z M7 9l3-7c2 0 2.6 1.4 '
    '2.2 3l-.6 3h5c1.4 0 2 1.2 1.7 2.4l-1.5 5.7c-.3 1.1-1 1.9-2.3 1.9H7z"/></svg>'
)
_EMOJI = {
    "👍": _THUMB.format(turned=""),
    "👎": _THUMB.format(turned=' style="transform:scaleY(-1)"'),
}


class Components:
    """Draws components; ids of people, roles and channels get the names that Discord shows."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Call people, roles and channels as `names` says, by their ids."""
        self._names = names
        self._forms = Forms(names)

    def html(self, parts: Iterable[Mapping[str, Any]]) -> str:
        """Return the HTML of components side by side or one below the other."""
        return "".join(self._one(part) for part in parts)

    def _one(self, part: Mapping[str, Any]) -> str:
        match part["type"]:
            case c.CONTAINER:
                colour = part.get("accent_color")
                bar = "" if colour is None else f' style="--accent:#{colour:06x}"'
                return f"<section class=container{bar}>{self.html(part['components'])}</section>"
            case c.TEXT_DISPLAY:
                return f"<div class=text>{self._forms.html(part['content'])}</div>"
            case c.SECTION:
                inside = self.html(part["components"])
                accessory = self._one(part["accessory"])
                return f"<div class=section><div>{inside}</div>{accessory}</div>"
            case c.SEPARATOR:
                return "<hr>"
            case c.ACTION_ROW:
                return f"<div class=row>{self.html(part['components'])}</div>"
            case c.BUTTON:
                return self._button(part)
            case c.LABEL:
                return self._label(part)
            case c.TEXT_INPUT:
                lines = " long" if part["style"] == _LONG else ""
                value = escape(part.get("value") or part.get("placeholder") or "")
                return f"<div class='input{lines}'>{value}</div>"
            case c.FILE_UPLOAD:
                return (
                    "<div class='input upload'><span>Drop files here or <u>browse</u></span></div>"
                )
            case kind if kind in c.SELECTS:
                return self._select(part)
            case kind:
                raise ValueError(f"the gallery draws no component {kind}")

    def _button(self, button: Mapping[str, Any]) -> str:
        classes = (
            f"button {_BUTTONS[button['style']]}{' disabled' if button.get('disabled') else ''}"
        )
        emoji = _EMOJI.get((button.get("emoji") or {}).get("name", ""), "")
        label = escape(button.get("label") or "")
        url = button.get("url")
        if url is None:
            return f"<span class='{classes}'>{emoji}{label}</span>"
        arrow = "<span class=leave>↗</span>"
        return f"<a class='{classes}' href=\"{escape(url)}\">{label}{arrow}</a>"

    def _select(self, select: Mapping[str, Any]) -> str:
        if select["type"] == c.STRING_SELECT:
            chosen = [option["label"] for option in select["options"] if option.get("default")]
            shown = [escape(label) for label in chosen]
        else:
            sign = "@" if select["type"] == c.ROLE_SELECT else "#"
            ids = [str(default["id"]) for default in select.get("default_values") or ()]
            shown = [
                f"<span class=tag>{sign}{escape(self._names.get(one, one))}</span>" for one in ids
            ]
        empty = f"<span class=empty>{escape(select.get('placeholder') or '')}</span>"
        return f"<div class=select><div>{' '.join(shown) or empty}</div><span>⌄</span></div>"

    def _label(self, label: Mapping[str, Any]) -> str:
        field = label["component"]
        required = "<span class=required>*</span>" if field.get("required") else ""
        hint = label.get("description")
        below = f"<div class=hint>{escape(hint)}</div>" if hint else ""
        return (
            f"<div class=label><b>{escape(label['label'])}{required}</b>{below}"
            f"{self._one(field)}</div>"
        )
