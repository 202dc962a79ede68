"""Seals: files that changed after they were sealed are noticed, and nothing else is."""

import os
from dataclasses import replace
from pathlib import Path

from index.models import Corpus
from index.vectors.seals import Seal, Seals
from tests.index.stores import LOCAL, OTHER


def a_graph(path: Path, corpus: Corpus = LOCAL, *, persisted: bool = True) -> Seal:
    """Write the files of a graph as Chroma names them; return a seal that knows none of them."""
    folder = path / f"graph-{corpus}"
    folder.mkdir(parents=True)
    for name in ("header.bin", "data_level0.bin", "length.bin", "link_lists.bin"):
        (folder / name).write_bytes(b"0" * 100)
    if persisted:
        (folder / "index_metadata.pickle").write_bytes(b"ids.")
    return Seal(corpus=corpus, folder=folder.name)


def test_sealed(tmp_path: Path) -> None:
    """A sealed graph is whole, also for who looks anew, and sealing it again changes nothing."""
    seals = Seals(tmp_path)
    sealed = seals.renew(a_graph(tmp_path))
    assert seals.is_whole(sealed)
    assert Seals(tmp_path).of(LOCAL) == sealed
    written = next(tmp_path.glob("*.seal")).stat().st_mtime_ns
    assert seals.renew(sealed) == sealed
    assert next(tmp_path.glob("*.seal")).stat().st_mtime_ns == written


def test_changed_files(tmp_path: Path) -> None:
    """Another size or another time of any file breaks the seal until it is renewed."""
    seals = Seals(tmp_path)
    sealed = seals.renew(a_graph(tmp_path))
    for file in sorted((tmp_path / sealed.folder).iterdir()):
        os.utime(file, ns=(0, 0))
        assert not seals.is_whole(sealed), file.name
        sealed = seals.renew(sealed)
        assert seals.is_whole(sealed)
        with file.open("ab") as appended:
            appended.write(b"1")
        assert not seals.is_whole(sealed), file.name
        sealed = seals.renew(sealed)


def test_never_persisted(tmp_path: Path) -> None:
    """A graph that Chroma hasn't come to name the ids of is whole: it begins an empty one."""
    seals = Seals(tmp_path)
    sealed = seals.renew(a_graph(tmp_path, persisted=False))
    (tmp_path / sealed.folder / "header.bin").write_bytes(b"torn")
    assert seals.is_whole(sealed)
    assert seals.is_whole(Seal(corpus=OTHER, folder="nowhere"))


def test_several(tmp_path: Path) -> None:
    """Each corpus has its own seal; removed and unreadable ones are as good as none."""
    seals = Seals(tmp_path)
    mine = seals.renew(a_graph(tmp_path))
    theirs = replace(a_graph(tmp_path, OTHER), settled=True)
    seals.write(theirs)
    assert set(seals.all()) == {mine, theirs}
    seals.remove(LOCAL)
    seals.remove(LOCAL)
    assert list(seals.all()) == [theirs]
    next(tmp_path.glob("*.seal")).write_text("{}")
    assert list(seals.all()) == []
    assert list(Seals(tmp_path / "nowhere").all()) == []
