"""A process that is killed while it follows feeds loses nothing and repeats nothing."""

import asyncio
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from tests.index.feeds.lab import Clock, open_lab
from tests.index.feeds.site import Site
from tests.index.stores import LOCAL

PATHS = ("/1", "/2")
SENTENCE = "The keeper of the lock wrote down the barge number {}."


def _put_everything(site: Site) -> None:
    """Put a feed of two linked articles and one that it holds itself on the site."""
    text = "".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(20))
    items = "".join(f"<item><link>{site.url}{path}</link></item>" for path in PATHS)
    for path in PATHS:
        site.put_article(path, f"Article {path}")
    site.put_raw_feed(
        "/feed",
        f"{items}<item><title>Own</title><description><![CDATA[{text}]]></description></item>",
    )


async def test_killed_at_any_moment(tmp_path: Path, site: Site) -> None:
    """The next process adds what is missing, once, and doesn't fetch what was added."""
    site.put_raw_feed("/feed", "<title>Lock notes</title>")
    (tmp_path / "start").mkdir()
    async with open_lab(tmp_path / "start", site) as lab:
        await lab.following.add(LOCAL, f"{site.url}/feed")
    _put_everything(site)
    command = [sys.executable, "-m", "tests.index.feeds.killed", str(tmp_path), site.url]
    await asyncio.to_thread(subprocess.run, command, check=True, timeout=120)
    killed = await asyncio.to_thread(lambda: sorted(tmp_path.glob("[0-9]*")))
    states = set()
    for folder in killed:
        clock = Clock()
        async with open_lab(folder, site, clock=clock) as lab:
            before = await lab.titles()
            states.add(tuple(before))
            site.asked.clear()
            clock.pass_by(timedelta(hours=2))
            (feed,) = await lab.following.feeds(LOCAL)
            await lab.following.check(feed.id)
            await lab.take_all()
            assert await lab.titles() == ["Article /1", "Article /2", "Own"]
            for path in PATHS:
                assert site.asked[path] == (0 if f"Article {path}" in before else 1)
            (feed,) = await lab.following.feeds(LOCAL)
            assert feed.waiting == 0
    assert () in states
    assert len(states) >= 2, "no run was killed between the first article and the last"
