import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.importing.importing import AT_ONCE
from tests.bot.conftest import Footnote
from tests.bot.importing import exports
from tests.bot.importing.site import Site, story

PLACES = ("harbour", "lighthouse", "market", "ferry", "chapel", "bakery")
LAST = "belfry"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as opened:
        yield opened


def _list(folder: Path, links: list[str]) -> str:
    path = folder / "links.txt"
    path.write_text("\n".join(links))
    return str(path)


def _started(*arguments: str) -> subprocess.Popen[str]:
    """Start `footnote` in a process of its own, with the settings of the test."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-m", "bot", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )


def _listed(footnote: Footnote) -> set[str]:
    return {name for name in (*PLACES, LAST) if name in footnote("articles").stdout}


def test_a_slow_host_holds_up_nobody(
    footnote: Footnote, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links of a host that answers only when all others have been served don't stop those."""
    monkeypatch.setenv("FETCH_SECONDS", "20")
    others_served = threading.Event()
    waiting = set(PLACES)

    def served(path: str) -> None:
        waiting.discard(path)
        if not waiting:
            others_served.set()

    site.on_asked = served
    slow = [site.put(f"slow-{number}", host="localhost") for number in range(AT_ONCE)]
    site.held = {f"slow-{number}": others_served for number in range(AT_ONCE)}
    quick = [site.put(path) for path in PLACES]
    result = footnote("import", _list(tmp_path, [*slow, *quick]))
    assert result.exit_code == 0, result.stderr
    assert result.stdout.strip() == f"Imported links.txt: {AT_ONCE + len(PLACES)} added."


def _stopped_at_last(site: Site, footnote: Footnote, tmp_path: Path, stop: signal.Signals) -> str:
    """Stop an import while its last page is asked for; return what it complained of."""
    reached = threading.Event()
    site.on_asked = lambda path: reached.set() if path == LAST else None
    site.held = {LAST: threading.Event()}
    links = _list(tmp_path, [*(site.put(path) for path in PLACES), site.put(LAST)])
    process = _started("import", links, "--report", str(tmp_path / "failed.jsonl"))
    assert reached.wait(60)
    process.send_signal(stop)
    _, complaints = process.communicate()
    site.held[LAST].set()
    assert process.returncode != 0
    there = _listed(footnote)
    assert there >= set(PLACES[:-1])  # only two links of a host are under way at once
    site.asked.clear()
    again = footnote("import", links)
    assert again.exit_code == 0, again.stderr
    assert sorted(site.asked) == sorted({*PLACES, LAST} - there)
    assert f"{len(there)} known" in again.stdout
    assert _listed(footnote) == {*PLACES, LAST}
    return complaints


def test_a_killed_import_goes_on(footnote: Footnote, site: Site, tmp_path: Path) -> None:
    """After SIGKILL, the same command fetches what isn't in the corpus yet, and nothing else."""
    _stopped_at_last(site, footnote, tmp_path, signal.SIGKILL)


def test_ctrl_c_says_how_to_go_on(footnote: Footnote, site: Site, tmp_path: Path) -> None:
    """An interrupted import tells what it has done and that the same command goes on."""
    complaints = _stopped_at_last(site, footnote, tmp_path, signal.SIGINT)
    assert re.search(r"The import has stopped: \d added\. The same command goes on", complaints)
    assert "nothing half-written was left" in complaints
    assert (tmp_path / "failed.jsonl").read_text() == ""
    assert list(tmp_path.glob("*.partial")) == []


def test_what_failed_can_be_tried_again(footnote: Footnote, site: Site, tmp_path: Path) -> None:
    """The report has a line for each failure, with its sentence, and can be imported."""
    links = [site.put("harbour"), site.link("ferry"), site.link("chapel")]
    failed = tmp_path / "failed.jsonl"
    first = footnote("import", _list(tmp_path, links), "--report", str(failed))
    assert first.exit_code == 1
    assert first.stdout.strip() == "Imported links.txt: 1 added, 2 failed."
    assert f"footnote import {failed}" in first.stderr
    lines = [json.loads(line) for line in failed.read_text().splitlines()]
    assert {line["source"] for line in lines} == set(links[1:])
    assert all(line["problem"] in first.stderr for line in lines)
    site.put("ferry")
    second = footnote("import", str(failed), "--report", str(failed))
    assert second.stdout.strip() == "Imported failed.jsonl: 1 added, 1 failed."
    assert [json.loads(line)["source"] for line in failed.read_text().splitlines()] == links[2:]


def test_many_failures_are_told_by_reason(footnote: Footnote, tmp_path: Path) -> None:
    """Thirty refused links are three sentences and a number; an unusable line is still seen."""
    links = [f"http://192.168.0.{number}/gone-{number}" for number in range(30)]
    result = footnote("import", _list(tmp_path, [*links, "nonsense"]))
    assert "31 failed" in result.stdout
    assert result.stderr.count("gone-") == 3
    assert "27 more like these" in result.stderr
    assert "Line 31" in result.stderr
    assert "--report FILE" in result.stderr


def test_an_unwritable_report_is_said_first(footnote: Footnote, site: Site, tmp_path: Path) -> None:
    """Where the report can't be written, nothing is imported before somebody knows."""
    links = _list(tmp_path, [site.put("harbour")])
    result = footnote("import", links, "--report", str(tmp_path / "nowhere" / "failed.jsonl"))
    assert result.exit_code == 1
    assert "can't be written" in result.stderr
    assert site.asked == []


def test_a_link_comes_in_once(footnote: Footnote, site: Site, tmp_path: Path) -> None:
    """Two exports may name the same page; the second time it is only counted."""
    link = site.put("harbour")
    table = tmp_path / "pocket.csv"
    table.write_text(f"title,url\nHarbour,{link}#quay\nHarbour,{link}\n")
    result = footnote("import", str(table), _list(tmp_path, [link]))
    assert result.exit_code == 0, result.stderr
    assert "Imported 2 files and folders: 2 repeated, 1 added." in result.stdout
    assert site.asked == ["harbour"]


def test_titles_of_exports_are_for_pages_without(
    footnote: Footnote, site: Site, tmp_path: Path
) -> None:
    """A page's own title goes before the export's, which goes before one made of the link."""
    named, unnamed = site.put("harbour", title="The harbour of Norwick"), site.link("p-1234")
    site.html["p-1234"] = story(None, "lighthouse")
    table = tmp_path / "pocket.csv"
    table.write_text(f"title,url\nSaved as this,{named}\nThe light at night,{unnamed}\n")
    assert footnote("import", str(table)).exit_code == 0
    listed = footnote("articles").stdout
    assert "The harbour of Norwick" in listed
    assert "The light at night" in listed
    assert "Saved as this" not in listed


def test_stored_articles_are_not_fetched(footnote: Footnote, site: Site, tmp_path: Path) -> None:
    """What Wallabag stored is added as it is, under its link; the rest is fetched."""
    export = tmp_path / "wallabag.json"
    ferry = site.put("ferry")
    export.write_text(exports.WALLABAG.replace("https://news.example/ferry", ferry))
    result = footnote("import", str(export))
    assert "2 added, 1 failed" in result.stdout
    assert site.asked == ["ferry"]
    shown = footnote("show", "https://news.example/walls").stdout
    assert "harbour wall of Norwick was raised again" in shown
    assert "2024-11-01" in shown
    assert "Tamsin Oyelaran" in shown


def test_feeds_of_an_outline_are_followed(footnote: Footnote, site: Site, tmp_path: Path) -> None:
    """An OPML file's feeds are followed, once; its links are added; what is no feed is told."""
    entry = f"<item><title>News</title><link>{site.link('news')}</link></item>"
    site.html["feed"] = f"<rss version='2.0'><channel><title>A</title>{entry}</channel></rss>"
    outline = tmp_path / "feeds.opml"
    feeds = [f"<outline xmlUrl='{site.link(path)}'/>" for path in ("feed", "missing")]
    link = f"<outline type='link' url='{site.put('harbour')}'/>"
    outline.write_text(f"<opml version='2.0'><body>{''.join(feeds)}{link}</body></opml>")
    failed = tmp_path / "failed.jsonl"
    first = footnote("import", str(outline), "--report", str(failed))
    assert "1 followed" in first.stdout
    assert "1 added" in first.stdout
    assert json.loads(failed.read_text())["feed"] == site.link("missing")
    assert "2 known, 1 failed" in footnote("import", str(outline)).stdout


def test_a_folder_is_imported(footnote: Footnote, samples: dict[str, str], tmp_path: Path) -> None:
    """Every article in it is added, and what can't be one is told, without being a failure."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("harbour-fire.txt", "die-faehre-von-brennsund.txt"):
        (folder / name).write_bytes(Path(samples[name]).read_bytes())
    (folder / "sea.png").write_bytes(b"\x89PNG")
    result = footnote("import", str(folder))
    assert result.exit_code == 0, result.stderr
    assert result.stdout.strip() == "Imported articles: 2 added, 1 passed over."
    assert "1 .png files" in result.stderr


def test_an_empty_folder_is_said(footnote: Footnote, tmp_path: Path) -> None:
    """Where there is nothing to import, that is no success."""
    (tmp_path / "empty").mkdir()
    result = footnote("import", str(tmp_path / "empty"))
    assert result.exit_code == 1
    assert "nothing to import in empty" in result.stderr


def test_the_chat_imports_too(footnote: Footnote, site: Site, tmp_path: Path) -> None:
    """`/import` takes the same files."""
    links = _list(tmp_path, [site.put("harbour")])
    result = footnote("chat", text=f"/import '{links}'\n/import\n")
    assert "Imported links.txt: 1 added." in result.stdout
    assert "/import PATH" in result.stderr
