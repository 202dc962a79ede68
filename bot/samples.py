"""The sample articles that come with Footnote, for a first try without an article of one's own."""

from pathlib import Path

_SUFFIXES = (".txt", ".md", ".html")


def sample_files() -> list[Path]:
    """Return the sample articles' files: beside the packages in a checkout, inside in a wheel."""
    here = Path(__file__).resolve().parent
    folder = next(path for path in (here / "samples", here.parent / "samples") if path.is_dir())
    return sorted(
        path for path in folder.iterdir() if path.suffix in _SUFFIXES and path.name != "README.md"
    )
