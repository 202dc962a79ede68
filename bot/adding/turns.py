"""Which job is next: servers take turns, a slow site holds up no other, and neither does a crash.

A process that is killed counts an attempt for every job that was under way, though one of them was
enough to kill it. So a job that was under way then is tried alone, after those that weren't: what
counts against it afterwards is its own doing.
"""

from collections import Counter
from collections.abc import Collection
from urllib.parse import urlsplit

from bot.records.models import Job
from index.models import Corpus

MOST_ATTEMPTS = 3  # at one job, when the process ended each time before it did


class Turns:
    """Remembers whose turn was when."""

    def __init__(self, *, at_once: int, of_one_corpus: int) -> None:
        """Let several jobs be under way at once.

        Args:
            at_once: how many in all.
            of_one_corpus: how many of one corpus; less, so that another always finds a place.
        """
        self._at_once = at_once
        self._of_one_corpus = of_one_corpus
        self._last: dict[Corpus, int] = {}

    def next(
        self, waiting: Collection[Job], under_way: Collection[Job], sites: Collection[str]
    ) -> Job | None:
        """Return the job to begin now, None if there is none.

        It is the first of the corpus that has the fewest under way, and of several such corpora
        the one whose turn was longest ago.

        Args:
            waiting: in the order in which they were asked for.
            under_way: those that have begun.
            sites: whose pages are being fetched; each is asked for one page at a time.
        """
        if len(under_way) >= self._at_once or any(map(_suspected, under_way)):
            return None
        of_corpus = Counter(job.corpus for job in under_way)
        first: dict[Corpus, Job] = {}
        for job in sorted(waiting, key=_suspected):
            if of_corpus[job.corpus] < self._of_one_corpus and site_of(job) not in sites:
                first.setdefault(job.corpus, job)
        if not first:
            return None
        corpus = min(
            first,
            key=lambda one: (_suspected(first[one]), of_corpus[one], self._last.get(one, 0)),
        )
        if _suspected(first[corpus]) and under_way:
            return None
        self._note(corpus, {job.corpus for job in (*waiting, *under_way)})
        return first[corpus]

    def _note(self, corpus: Corpus, there: Collection[Corpus]) -> None:
        """Note the turn of a corpus, and forget those of which nothing is there any more."""
        last = max(self._last.values(), default=0) + 1
        self._last = {one: turn for one, turn in self._last.items() if one in there}
        self._last[corpus] = last


def site_of(job: Job) -> str | None:
    """Return the host that a job fetches from; None if it fetches nothing."""
    if job.kind not in ("link", "refresh") or job.link is None:
        return None
    try:
        return urlsplit(job.link).hostname
    except ValueError:  # whoever fetches it says what is wrong with it
        return None


def _suspected(job: Job) -> bool:
    """Say whether the process was killed while the job was under way; what is given up isn't."""
    return 0 < job.attempts < MOST_ATTEMPTS
