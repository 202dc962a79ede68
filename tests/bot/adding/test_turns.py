from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.adding.turns import MOST_ATTEMPTS, Turns, site_of
from bot.records.models import Job
from tests.bot.records.values import CLUB_CORPUS, LAB_CORPUS, job


def turns() -> Turns:
    """Return turns as the bot has them."""
    return Turns(at_once=4, of_one_corpus=3)


def lab(name: str, **changes: object) -> Job:
    """Return a job of one server."""
    return job(name, **{"link": f"https://{name}.example/a", **changes})


def club(name: str, **changes: object) -> Job:
    """Return a job of another server."""
    return lab(name, corpus=CLUB_CORPUS, **changes)


def begun(waiting: list[Job]) -> list[Job]:
    """Return the jobs that begin, in their order, while none ends."""
    rota, under_way = turns(), list[Job]()
    while one := rota.next([each for each in waiting if each not in under_way], under_way, ()):
        under_way.append(one)
    return under_way


def test_one_server_leaves_room_for_another() -> None:
    """However much it wants, another's article can begin at once."""
    many = [lab(f"a{number}") for number in range(9)]
    assert begun(many) == many[:3]
    other = club("b")
    assert turns().next([*many[3:], other], many[:3], ()) is other


def test_servers_take_turns() -> None:
    """The one with the fewest under way is next; else the one whose turn was longest ago."""
    first, second = [lab("a1"), lab("a2"), lab("a3")], [club("b1"), club("b2")]
    assert begun([*first, *second]) == [first[0], second[0], first[1], second[1]]
    assert turns().next([first[2], second[1]], [*first[:2], second[0]], ()) is second[1]
    rota = turns()
    assert [rota.next([first[0], second[0]], (), ()) for _ in range(4)] == [
        first[0],
        second[0],
    ] * 2


def test_a_site_is_asked_for_one_page_at_a_time() -> None:
    """What is behind another site, or has no link, goes before the next page of a slow one."""
    slow = lab("slow1", link="https://slow.example/1")
    also_slow = lab("slow2", link="https://SLOW.example/2")
    text = lab("text", kind="text", link="https://slow.example/3")
    sites = {str(site_of(slow))}
    assert turns().next([also_slow, text], [slow], sites) is text
    assert turns().next([also_slow], [slow], sites) is None
    assert turns().next([also_slow], [slow], ()) is also_slow
    assert turns().next([also_slow, club("b")], [slow], sites) == club("b")


def test_a_link_that_is_none_has_no_site() -> None:
    """Whoever fetches it says so."""
    assert site_of(lab("odd", link="https://[")) is None


def test_what_a_crash_left_is_tried_alone_and_last() -> None:
    """So that what counts against a job afterwards is its own doing."""
    left, other_left = lab("left", attempts=1), club("left too", attempts=2)
    fresh = lab("fresh")
    assert turns().next([left, fresh, other_left], (), ()) is fresh
    assert turns().next([left], [fresh], ()) is None
    assert turns().next([fresh], [left], ()) is None
    assert begun([left, other_left]) == [left]


def test_what_is_given_up_needs_no_place_of_its_own() -> None:
    """It isn't tried again, only told."""
    given_up = lab("given up", attempts=MOST_ATTEMPTS)
    assert turns().next([given_up], [lab("a")], ()) is given_up


_jobs = st.lists(
    st.builds(
        lambda corpus, attempts, site: (corpus, attempts, site),
        st.sampled_from((LAB_CORPUS, CLUB_CORPUS)),
        st.integers(0, MOST_ATTEMPTS),
        st.integers(0, 3),
    ),
    max_size=12,
)


@given(_jobs)
def test_everything_has_its_turn(wanted: list[tuple[object, int, int]]) -> None:
    """When jobs end one by one, all of them begin, and never too many at once."""
    waiting = [
        job(str(number), corpus=corpus, attempts=attempts, link=f"https://{site}.example/")
        for number, (corpus, attempts, site) in enumerate(wanted)
    ]
    rota, under_way, done = turns(), list[Job](), 0
    while waiting or under_way:
        sites = {site for site in map(site_of, under_way) if site is not None}
        one = rota.next(waiting, under_way, sites)
        if one is not None:
            waiting.remove(one)
            under_way.append(one)
            assert len(under_way) <= 4
            assert max(Counter(each.corpus for each in under_way).values()) < 4
        else:
            assert under_way, "nothing is under way, and nothing begins"
            under_way.pop(0)
            done += 1
    assert done == len(wanted)
