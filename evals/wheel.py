"""`python -m evals.wheel FOLDER`: the built wheel holds what it needs, and runs from elsewhere."""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

_NEEDED = (
    "bot/__main__.py",
    "bot/locales/en.ftl",
    "answer/answering.py",
    "index/catalogue/catalogue.py",
    "engine/answers.npz",
    "engine/weights.py",
)


def main() -> None:
    """Unpack the newest wheel into an empty folder and run `footnote --help` there."""
    wheel = max(Path(sys.argv[1]).glob("footnote-*.whl"), key=lambda path: path.stat().st_mtime)
    with tempfile.TemporaryDirectory(prefix="footnote-wheel-") as folder:
        with zipfile.ZipFile(wheel) as archive:
            missing = set(_NEEDED) - set(archive.namelist())
            if missing or not any(name.startswith("bot/samples/") for name in archive.namelist()):
                sys.exit(f"{wheel.name} lacks {', '.join(sorted(missing)) or 'the samples'}.")
            archive.extractall(folder)
        launch = (
            f"import sys; sys.path.insert(0, {folder!r}); from bot.__main__ import main; main()"
        )
        shown = subprocess.run(  # noqa: S603 - our own interpreter on the wheel just built
            [sys.executable, "-c", launch, "--help"], cwd=folder, capture_output=True, text=True
        )
    if shown.returncode != 0 or "summarize" not in shown.stdout:
        sys.exit(f"footnote --help failed from {wheel.name}:\n{shown.stderr}")
    sys.stdout.write(f"{wheel.name} works from outside the checkout.\n")


if __name__ == "__main__":
    main()
