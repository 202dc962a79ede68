"""`python -m tests.gallery PAGE.html [FOLDER]`: write the page and, into FOLDER, pictures of it."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.localisation import Localisation
from tests.gallery.page import Room, board, page
from tests.gallery.rooms import rooms
from tests.gallery.screenshots import browser, take
from tests.gallery.values import NAMES

_PICTURES = {
    "answer.png": (("dark", ("answer",)),),
    "gallery.png": (
        ("dark", ("drafting", "answer", "abstention", "passage", "add-window")),
        ("light", ("through", "added", "summary", "card", "help")),
    ),
}


def main(arguments: Sequence[str]) -> None:
    """Write the gallery."""
    target, shown = Path(arguments[0]), rooms(Localisation())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(shown, NAMES), encoding="utf-8")
    sys.stdout.write(f"{target} shows every message.\n")
    if len(arguments) > 1:
        _take_pictures(shown, Path(arguments[1]))


def _take_pictures(shown: Sequence[Room], folder: Path) -> None:
    program = browser()
    if program is None:
        sys.stdout.write("No Chromium was found, so no pictures were taken.\n")
        return
    exhibits = {exhibit.name: exhibit for room in shown for exhibit in room.exhibits}
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in _PICTURES.items():
        with tempfile.TemporaryDirectory(prefix="footnote-gallery-") as scratch:
            alone = Path(scratch) / "board.html"
            chosen = [(theme, [exhibits[one] for one in names]) for theme, names in columns]
            alone.write_text(board(chosen, NAMES), encoding="utf-8")
            take(program, alone, folder / name)
        sys.stdout.write(f"{folder / name} is a picture of some.\n")


if __name__ == "__main__":
    main(sys.argv[1:])
