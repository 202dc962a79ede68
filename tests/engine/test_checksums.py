"""Downloaded files are known again by the hashes they came with."""

from pathlib import Path

from engine.checksums import changed_since, checksum, keep_with_checksum


def test_a_file_that_changed(tmp_path: Path) -> None:
    """It is found; others, and files nothing is known of, are not."""
    (tmp_path / "hub").mkdir()
    for name in ("sound", "rotten"):
        part = tmp_path / "part"
        part.write_text(name)
        keep_with_checksum(part, tmp_path / "hub" / name, checksum(part))
        assert not part.exists()
    (tmp_path / "unknown").write_text("unknown")
    assert list(changed_since(tmp_path)) == []
    (tmp_path / "hub" / "rotten").write_text("rotted")
    assert list(changed_since(tmp_path)) == [tmp_path / "hub" / "rotten"]


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    """Nothing is said of it: who needs it says so."""
    (tmp_path / "gone.sha256").write_text("00  gone\n")
    assert list(changed_since(tmp_path)) == []


def test_a_newer_file_takes_its_hash_along(tmp_path: Path) -> None:
    """The hash of the one before isn't believed of it."""
    for text in ("first", "second"):
        part = tmp_path / "part"
        part.write_text(text)
        keep_with_checksum(part, tmp_path / "model", checksum(part))
    assert (tmp_path / "model").read_text() == "second"
    assert list(changed_since(tmp_path)) == []
