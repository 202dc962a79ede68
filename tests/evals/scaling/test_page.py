"""The page on scaling: figures by size, what more needs, and what was kept comes back."""

from pathlib import Path

import pytest

from answer.wording import Wording
from bot.errors import UserError
from evals.scaling.kept import keep, kept
from evals.scaling.measuring import AtSize
from evals.scaling.needs import fitted
from evals.scaling.page import write_page


def a_size(passages: int, corpora: int, wording: Wording = "quotes") -> AtSize:
    """Return figures that lie on planes: 100 MB, 2 KB a passage, 1 MB a corpus, and so on."""
    return AtSize(
        passages=passages,
        corpora=corpora,
        wording=wording,
        start=1.0,
        services=(0.3, 0.4, 0.5),
        stages={"search": 0.002, "words": 0.001},
        a_minute=120.0,
        bot_megabytes=100 + passages * 0.002 + corpora,
        models_megabytes=250.0,
        catalogue_megabytes=passages * 0.003,
        vectors_megabytes=passages * 0.002,
    )


SIZES = (a_size(1_000, 1), a_size(10_000, 1), a_size(10_000, 100), a_size(100_000, 1_000))


def test_planes_are_found() -> None:
    """What lies on a plane is told at any other size."""
    plane = fitted(SIZES, lambda each: each.bot_megabytes)
    assert plane.at(passages=1_000_000, corpora=50) == pytest.approx(2_150, rel=1e-6)
    assert plane.base == pytest.approx(100, rel=1e-6)


def test_nothing_shrinks() -> None:
    """Where figures fall by chance, the plane is level."""
    falling = fitted(SIZES, lambda each: 1_000 - each.passages / 1_000 - each.corpora / 10)
    assert falling.passage == falling.corpus == 0


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    """Figures are the same after they were written, with their day and machine."""
    file = tmp_path / "kept" / "measured.json"
    keep(SIZES, file)
    found = kept(file)
    assert found.sizes == SIZES
    assert found.machine.cores >= 1
    file.write_text("{}")
    with pytest.raises(UserError, match="scaling measure"):
        kept(file)
    with pytest.raises(UserError, match="scaling measure"):
        kept(tmp_path / "nothing.json")


def test_the_page_is_written(tmp_path: Path) -> None:
    """Tables and plots are made of the figures, and the rest of the page stays."""
    page, file = tmp_path / "scaling.md", tmp_path / "scaling" / "measured.json"
    page.write_text(
        "Before\n<!-- measured: begin -->\nformer\n<!-- measured: end -->\nafter\n",
        encoding="utf-8",
    )
    keep((*SIZES, a_size(10_000, 100, "model")), file)
    write_page(page, kept(file), tmp_path / "scaling")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("Before\n")
    assert text.endswith("after\n")
    assert "former" not in text
    assert "| 100,000 | 1,000 | quotes |" in text
    assert "A passage takes 3.0 KB of the catalogue and 2.0 KB of the vectors" in text
    assert "overrun" in text  # 400 questions a minute where one machine answers 120
    for wording in ("quotes", "model"):
        picture = tmp_path / "scaling" / f"waiting-{wording}.svg"
        assert f"(scaling/{picture.name})" in text
        assert picture.read_text(encoding="utf-8").startswith("<svg")
