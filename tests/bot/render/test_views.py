from dataclasses import replace

import pytest
from discord import ui

from bot.localisation import Localisation
from bot.records.models import GuildSettings, JobId, Kept, OtherArticle
from bot.render import adding, articles, asking, layout, modals, passages, people, summaries
from bot.render.adding import Progress
from bot.render.layout import Accent
from bot.render.passages import Change, Shown
from index.models import ArticleId, ArticleVersion
from tests.bot.render.seen import buttons, chosen, disabled, options, text
from tests.gallery import values as v

_TEXTS = Localisation().texts("en-GB")
_QUESTION = "How many people were led to safety?"
_LINKED = v.citation(1, v.FIRE, v.RESCUED)
_UNLINKED = v.citation(2, v.LIGHT, v.CABLE)
_ANSWER = v.record(
    "answer", _QUESTION, ["Thirty-four. [1]", "It was a cable. [2]"], [_LINKED, _UNLINKED]
)


def _accent(view: ui.LayoutView) -> object:
    [container] = view.children
    assert isinstance(container, ui.Container)
    return container.accent_colour


def test_an_answer_shows_its_claims_and_what_they_rest_on() -> None:
    """Who asked what, the claims with their markers, and each quote with title, site and date."""
    shown = text(asking.answered(_TEXTS, _ANSWER, asker_id=v.ALICE))
    assert shown.splitlines() == [
        f"{v.ALICE} asked: {_QUESTION}",
        "Thirty-four.\u00a0[1] It was a cable.\u00a0[2]",
        f"[1] {v.RESCUED}",
        "",
        "Norwick harbour fire: dozens led to safety as fish market burns · Norwick Courier · "
        "14 October 2025",
        f"[2] {v.CABLE}",
        "",
        "The Light at Skarness · Northward Quarterly · 6 September 2025",
    ]


def test_a_footnote_opens_its_page_or_else_its_passage() -> None:
    """The link leads to the quote; without one, a button shows the passage."""
    view = asking.answered(_TEXTS, _ANSWER, asker_id=None)
    assert buttons(view)["Open"] == _LINKED.link
    assert "#:~:text=" in buttons(view)["Open"]
    assert buttons(view)["Show"] == f"open|{v.ANSWER}|2"


def test_an_answer_can_be_followed_up_rated_and_deleted() -> None:
    """The buttons carry the answer's id, so that they work after a restart."""
    shown = buttons(asking.answered(_TEXTS, _ANSWER, asker_id=None))
    assert {name: shown[name] for name in ("Passages", "Follow up", "👍", "👎", "Delete")} == {
        "Passages": f"passages|{v.ANSWER}",
        "Follow up": f"follow-up|{v.ANSWER}",
        "👍": f"good|{v.ANSWER}",
        "👎": f"bad|{v.ANSWER}",
        "Delete": f"delete|{v.ANSWER}",
    }
    alone = buttons(asking.answered(_TEXTS, replace(_ANSWER, private=True), asker_id=None))
    assert "Delete" not in alone


def test_a_reply_does_not_repeat_the_question() -> None:
    """It stands above the reply already."""
    assert _QUESTION not in text(asking.answered(_TEXTS, _ANSWER, asker_id=None))


def test_a_long_quote_is_cut_in_the_message() -> None:
    """Between words, with an ellipsis; its button opens all of it."""
    long = replace(_UNLINKED, marker=1, quote="word " * 500)
    shown = text(asking.answered(_TEXTS, replace(_ANSWER, citations=(long,)), asker_id=None))
    assert "word word…" in shown
    assert len(shown) < 600


def test_a_quote_that_is_the_answer_is_not_read_twice() -> None:
    """Its footnote has the beginning only."""
    said = replace(_ANSWER, claims=(f'"{v.CABLE}" [2]',), citations=(_UNLINKED,))
    shown = text(asking.answered(_TEXTS, said, asker_id=None))
    assert shown.count(v.CABLE) == 1
    assert f"[2] {v.CABLE[:20]}" in shown


def test_a_footnote_names_the_other_articles_that_say_the_same() -> None:
    """Two by title and site, the others by their number."""
    others = tuple(
        OtherArticle(article_id=ArticleId(title), title=title, site=site, url=None)
        for title, site in (("Fire *again*", "Coast FM"), ("Harbour", None), ("Third", None))
    )
    one = replace(_LINKED, also=others[:1])
    shown = text(asking.answered(_TEXTS, replace(_ANSWER, citations=(one,)), asker_id=None))
    assert "Also in: Fire *again* (Coast FM)" in shown
    three = replace(_LINKED, also=others)
    shown = text(asking.answered(_TEXTS, replace(_ANSWER, citations=(three,)), asker_id=None))
    assert "Also in: Fire *again* (Coast FM), Harbour and one other article" in shown


def test_a_footnote_of_a_changed_article_says_so() -> None:
    """And opens what became of the quote, as its link would look for words that are gone."""
    changed = replace(_LINKED, link=None, changed=True)
    view = asking.answered(_TEXTS, replace(_ANSWER, citations=(changed,)), asker_id=None)
    assert "14 October 2025 · changed since" in text(view)
    assert buttons(view)["Show"] == f"open|{v.ANSWER}|1"


def test_more_quotes_than_fit_are_counted() -> None:
    """The others stand under Passages."""
    many = tuple(replace(_UNLINKED, marker=marker) for marker in range(1, 13))
    view = asking.answered(_TEXTS, replace(_ANSWER, citations=many), asker_id=None)
    shown = text(view)
    assert "[9]" in shown
    assert "[10]" not in shown
    assert "3 more quotes stand under Passages." in shown


def test_an_abstention_shows_what_came_nearest_and_how_to_add() -> None:
    """Its passages have no markers, as no claim cites them; who may not add isn't asked to."""
    record = v.record("abstention", _QUESTION, ["Nothing says it."], [_LINKED])
    view = asking.abstained(_TEXTS, record, asker_id=None, may_add=True)
    assert "Nothing says it.\nThese passages came nearest:" in text(view)
    assert "[1]" not in text(view)
    assert buttons(view)["Add an article"] == "add"
    shut = asking.abstained(_TEXTS, record, asker_id=None, may_add=False)
    assert "Add an article" not in buttons(shut)


def test_where_it_is_mentioned_is_told_apart_from_what_came_nearest() -> None:
    """What is mentioned without an answer isn't called near."""
    record = replace(
        v.record("abstention", _QUESTION, ["Nothing says it."], [_LINKED]), lack="not-said"
    )
    view = asking.abstained(_TEXTS, record, asker_id=None, may_add=True)
    assert "Nothing says it.\nIt is mentioned here:" in text(view)


def test_what_contradicts_a_question_follows_at_once() -> None:
    """The sentence stands below the words that announce it, with nothing between."""
    record = replace(
        v.record("abstention", _QUESTION, ["It says:"], [_LINKED]), lack="contradicted"
    )
    shown = text(asking.abstained(_TEXTS, record, asker_id=None, may_add=True))
    assert "nearest" not in shown
    assert "mentioned" not in shown
    assert shown.index("It says:") < shown.index(_LINKED.quote)


def test_small_talk_asks_nobody_to_add_articles() -> None:
    """More articles would change nothing."""
    record = replace(
        v.record("abstention", _QUESTION, ["This is Footnote."], []), lack="no-question"
    )
    view = asking.abstained(_TEXTS, record, asker_id=None, may_add=True)
    assert "Add an article" not in buttons(view)
    assert "Follow up" in buttons(view)


def test_an_answer_under_way_can_be_stopped() -> None:
    """From the queue on; its steps tell how far it is."""
    told = (_TEXTS, _QUESTION, v.ALICE)
    found = (v.evidence(v.FIRE, v.RESCUED),)
    views = (
        asking.queued(*told, 1, v.ANSWER),
        asking.searching(*told, v.ANSWER),
        asking.evidence(*told, v.ANSWER, found),
        asking.drafting(*told, v.ANSWER, found, "Thirty-four *people*"),
    )
    assert all(buttons(view) == {"Stop": f"stop|{v.ANSWER}"} for view in views)
    assert "This question is next." in text(views[0])
    assert v.RESCUED in text(views[2])
    assert "Thirty-four *people* …" in text(views[3])
    assert not buttons(asking.stopped(*told))


def test_what_went_wrong_is_told_under_the_question() -> None:
    """As a plain sentence."""
    view = asking.failed(_TEXTS, _QUESTION, v.ALICE, "The **model** failed.")
    assert text(view).splitlines()[1] == "The **model** failed."
    assert _accent(view) == Accent.ERROR


def test_a_passage_has_its_quote_in_bold() -> None:
    """Everything around it is there, and the page is one click away."""
    shown = v.in_passage(_LINKED, v.FIRE)
    view = passages.passage(_TEXTS, shown)
    assert shown.text is not None
    assert shown.text in text(view)
    contents = [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]
    assert any(f"**{v.RESCUED}**" in content for content in contents)
    assert buttons(view) == {"Open the page": _LINKED.link}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change(), "The article has changed since and no longer has the quote, which read:"),
        (
            Change(dates=("2026-05-01T10:00:00+00:00",)),
            "The article was changed on 1 May 2026 and no longer has the quote, which read:",
        ),
        (
            Change(dates=("2026-05-01T10:00:00+00:00", "2026-06-02T10:00:00+00:00")),
            "The article has changed several times since, last on 2 June 2026, and no longer has "
            "the quote, which read:",
        ),
        (Change(gone=True), "The article was removed since. The quote read:"),
    ],
)
def test_a_quote_that_its_article_lost_is_still_shown(change: Change, told: str) -> None:
    """With a word about what became of its article, and of when."""
    view = passages.passage(_TEXTS, Shown(citation=_UNLINKED, text=None, change=change))
    assert told in text(view)
    assert v.CABLE in text(view)
    assert _accent(view) == Accent.WARNING


def test_what_comes_nearest_to_a_changed_quote_is_shown_below_it() -> None:
    """With the words that took its place in bold."""
    now = "It rained. The cause, it found, was a corroded pipe. It cleared up."
    start = now.index("The cause")
    moved = replace(_UNLINKED, start=100 + start, end=100 + start + 42)
    shown = Shown(citation=moved, text=now, start=100, change=Change())
    view = passages.passage(_TEXTS, shown)
    assert text(view).index(v.CABLE) < text(view).index("nearest") < text(view).index(now)
    contents = [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]
    assert any("**The cause, it found, was a corroded pipe.**" in each for each in contents)


def test_a_passage_names_the_other_articles_that_say_the_same() -> None:
    """Under its own article's name."""
    other = OtherArticle(article_id=ArticleId("o"), title="Elsewhere", site="Coast FM", url=None)
    shown = v.in_passage(replace(_LINKED, also=(other,)), v.FIRE)
    assert "Also in: Elsewhere (Coast FM)" in text(passages.passage(_TEXTS, shown))


@pytest.mark.parametrize(
    ("page", "markers", "shut"), [(0, "123", {"Back"}), (1, "456", set()), (2, "7", {"Next"})]
)
def test_passages_come_in_pages(page: int, markers: str, shut: set[str]) -> None:
    """Three on each, with buttons to the pages beside it."""
    cited = [
        Shown(citation=replace(_LINKED, marker=marker), text=v.RESCUED, start=_LINKED.start)
        for marker in range(1, 8)
    ]
    view = passages.passages(_TEXTS, v.ANSWER, cited, page)
    assert [marker for marker in "1234567" if f"[{marker}]" in text(view)] == list(markers)
    assert disabled(view) == shut
    ahead = buttons(view)["Next"]
    assert ahead == f"passages|{v.ANSWER}|{min(page + 1, 2)}"


def test_an_added_article_says_what_was_got() -> None:
    """Title, site, author, date, words, passages and language."""
    view = articles.added(_TEXTS, v.FERRY, "added")
    assert text(view).splitlines() == [
        "Added",
        "Die Fähre von Brennsund fährt wieder",
        "Küstenbote · Henrike Astholm · 7 May 2024",
        "598 words · 9 passages · German",
    ]
    assert buttons(view) == {
        "Summarize": f"summarize|{v.FERRY.id}",
        "Remove": f"remove|{v.FERRY.id}",
        "Open the page": v.FERRY.url,
    }


def test_a_known_article_can_be_refreshed_if_it_has_a_page() -> None:
    """A file can't."""
    assert "Refresh" in buttons(articles.added(_TEXTS, v.FERRY, "known"))
    assert "Refresh" not in buttons(articles.added(_TEXTS, v.LIGHT, "known"))


def test_a_thin_article_is_warned_about() -> None:
    """And the text can be pasted in its place."""
    view = articles.added(_TEXTS, v.FIRE, "added", "paywall")
    assert "behind a paywall" in text(view)
    assert buttons(view)["Paste the text"] == f"add|{v.FIRE.id}"
    assert _accent(view) == Accent.WARNING


def test_several_articles_are_followed_and_then_opened() -> None:
    """A line for each; when all are through, a select shows those that are there, once each."""
    there = Progress(name="a", state="added", card=v.FIRE)
    failed = Progress(name="b_c", state="failed", sentence="No *article* in it.")
    under_way = adding.adding(_TEXTS, [there, replace(failed, state="reading", sentence=None)])
    assert "Adding 2 articles" in text(under_way)
    assert "b_c\nReading …" in text(under_way)
    through = adding.adding(_TEXTS, [there, failed, there])
    assert "b_c\nNo *article* in it." in text(through)
    assert options(through, "choose") == {v.FIRE.title: v.FIRE.id}


def test_what_is_under_way_can_be_cancelled_one_by_one_and_together() -> None:
    """What is through can't."""
    first = Progress(name="a", state="reading", job=JobId("j1"))
    alone = adding.adding(_TEXTS, [first, Progress(name="b", state="cancelled", job=JobId("j2"))])
    assert buttons(alone) == {"Cancel": "cancel-job|j1"}
    both = adding.adding(_TEXTS, [first, Progress(name="c", state="waiting", job=JobId("j3"))])
    assert buttons(both) == {"Cancel": "cancel-job|j3", "Cancel all": "cancel-jobs|j1"}


def test_what_could_not_be_read_can_be_pasted() -> None:
    """Under its own link where that is known; a thin article's text takes the article's place."""
    failed = Progress(name="a", state="failed", sentence="No.", job=JobId("j1"))
    assert buttons(adding.adding(_TEXTS, [failed])) == {"Paste the text": "add"}
    walled = replace(failed, pasteable=True)
    assert buttons(adding.adding(_TEXTS, [walled])) == {"Paste the text": "paste|j1"}
    thin = Progress(name="b", state="added", card=v.FIRE, thin="short")
    shown = buttons(adding.adding(_TEXTS, [thin, thin]))
    assert shown == {"Paste the text": f"add|{v.FIRE.id}"}
    assert not buttons(adding.adding(_TEXTS, [failed], refreshing=True))


def test_an_article_names_the_one_that_says_the_same() -> None:
    """On its card as in the line of several."""
    told = f"Much the same as {v.FIRE.title} (Norwick Courier)"
    assert told in text(articles.added(_TEXTS, v.SEEDS, "added", similar=v.FIRE))
    line = Progress(name="a", state="added", card=v.SEEDS, similar=v.FIRE)
    assert told in text(adding.adding(_TEXTS, [line, line]))


def test_a_list_says_where_one_is_and_turns() -> None:
    """With the search in the ids of its buttons, so that they keep to it."""
    view = articles.listing(_TEXTS, [v.FIRE, v.LIGHT], 1, 4, "sea | lamp", total=37)
    assert "37 articles · searched for “sea | lamp” · page 2 of 4" in text(view)
    assert "The Light at Skarness\nNorthward Quarterly · 6 September 2025 · 3,409 words" in text(
        view
    )
    assert buttons(view) == {
        "Back": "articles|0|sea | lamp",
        "Next": "articles|2|sea | lamp",
    }
    assert options(view, "choose")["The Light at Skarness"] == v.LIGHT.id


def test_an_empty_list_invites_to_add() -> None:
    """It says whether nothing is there or nothing fits."""
    nothing, no_match = (articles.listing(_TEXTS, [], 0, 1, search) for search in ("", "x"))
    assert "There are no articles here yet." in text(nothing)
    assert "No article fits these words." in text(no_match)
    assert buttons(nothing) == {"Add an article": "add"}


def test_a_card_says_who_added_it_if_that_is_known() -> None:
    """And how the text begins."""
    view = articles.card(_TEXTS, v.LIGHT, v.BORIS, "It begins. It goes on.")
    assert f"Here since 2 March 2026, added by {v.BORIS}" in text(view)
    assert "It begins. It goes on." in text(view)
    assert "added by" not in text(articles.card(_TEXTS, v.LIGHT))


def test_a_card_says_what_has_become_of_an_article() -> None:
    """Its subtitle, its pages, and when its text was another one."""
    versions = [
        ArticleVersion(since=f"2026-04-{day:02}T08:00:00Z", title="", text_hash="", words=1)
        for day in range(9, 0, -1)
    ]
    shown = text(articles.card(_TEXTS, v.REPORT, history=versions[:2], pages=48))
    assert f"{v.REPORT.subtitle}\nNorthward Quarterly" in shown
    assert "48 pages · changed on 10 April 2026" in shown
    assert "2 versions: 9 April 2026, 8 April 2026\n" in shown
    assert (
        "9 versions: 9 April 2026, 8 April 2026, 7 April 2026, 6 April 2026, 5 April 2026, …"
        in (text(articles.card(_TEXTS, v.REPORT, history=versions)))
    )
    assert "version" not in text(articles.card(_TEXTS, v.LIGHT, history=versions[:1]))


def test_a_list_names_what_is_being_added() -> None:
    """Above the articles; where there is nothing else, that is not nothing."""
    waiting = [Progress(name=f"https://a.example/{n}", state="waiting") for n in range(7)]
    shown = text(articles.listing(_TEXTS, (), 0, 1, under_way=waiting))
    assert "https://a.example/0 · Waiting" in shown
    assert "a.example/5" not in shown
    assert "and 2 more" in shown
    assert "no articles here yet" not in shown
    shown = text(articles.listing(_TEXTS, (), 0, 1, of_feeds=3))
    assert "3 articles of feeds wait" in shown
    assert "no articles here yet" not in shown


def test_removing_is_asked_about_first() -> None:
    """With a way back."""
    view = articles.sure_to_remove(_TEXTS, v.LIGHT)
    assert buttons(view) == {"Remove": f"remove-sure|{v.LIGHT.id}", "Keep it": "cancel"}


def test_a_short_summary_has_footnotes_and_a_long_one_a_select() -> None:
    """So that a summary of many points doesn't say everything twice."""
    cited = [replace(_UNLINKED, marker=marker) for marker in range(1, 13)]
    points = [f"Point {marker}. [{marker}]" for marker in range(1, 13)]
    short = summaries.summarised(_TEXTS, v.record("summary", "T", points[:3], cited[:3]))
    assert f"[3] {v.CABLE}" in text(short)
    long = summaries.summarised(_TEXTS, v.record("summary", "T", points, cited))
    assert "Point 12.\u00a0[12]" in text(long)
    values = options(long, f"open|{v.ANSWER}").values()
    assert list(values) == [str(marker) for marker in range(1, 13)]


def test_long_points_keep_their_markers() -> None:
    """What is cut is the sentence."""
    points = [f"{'word ' * 200}[{marker}]" for marker in range(1, 13)]
    shown = text(summaries.summarised(_TEXTS, v.record("summary", "T", points, [_UNLINKED])))
    assert all(f"…\u00a0[{marker}]" in shown for marker in range(1, 13))


def test_settings_show_what_is_chosen() -> None:
    """In selects that come back under their names."""
    settings = GuildSettings(
        ask_channels=frozenset({3, 2}), questions_channel=4, adding_roles=frozenset({5})
    )
    languages = ("en", "de")
    view = people.settings(_TEXTS, settings, languages=languages, content_intent=True, missing=())
    assert chosen(view) == {
        "setting|ask-channels": [2, 3],
        "setting|questions-channel": [4],
        "setting|asking-roles": [],
        "setting|adding-roles": [5],
        "setting|language": ["server"],
        "setting|style": ["standard"],
    }
    assert options(view, "setting|language")["German"] == "de"
    assert "Developer Portal" not in text(view)


def test_settings_say_what_is_missing_and_where_to_click() -> None:
    """The intent and the permissions, by Discord's own names."""
    view = people.settings(
        _TEXTS,
        GuildSettings(),
        languages=("en",),
        content_intent=False,
        missing=("send_messages_in_threads",),
    )
    assert "Privileged Gateway Intents → Message Content Intent" in text(view)
    assert "Send Messages in Threads" in text(view)
    assert _accent(view) == Accent.WARNING


def test_help_names_commands_as_the_reader_sees_them() -> None:
    """In the language of the interface, on one screen."""
    english, german = (Localisation().texts(language) for language in ("en", "de"))
    assert "/article add" in text(people.help(english))
    assert "/artikel hinzufügen" in text(people.help(german))
    assert len(text(people.help(english)).splitlines()) <= 25


def test_privacy_offers_to_delete_what_there_is() -> None:
    """And nothing where there is nothing."""
    some = Kept(questions=2, ratings=0, articles=1, open_questions=0)
    view = people.privacy(_TEXTS, some, days=90, backup_days=7, elsewhere=False)
    assert "2 questions with their answers" in text(view)
    assert "rating of" not in text(view)
    assert "ratings of" not in text(view)
    assert buttons(view) == {"Send me a copy": "privacy-copy", "Delete it": "forget"}
    assert "after 90 days" in text(view)
    assert "another 7 days" in text(view)
    assert "ackup" not in text(
        people.privacy(_TEXTS, some, days=90, backup_days=0, elsewhere=False)
    )
    nothing = Kept(questions=0, ratings=0, articles=0, open_questions=0)
    assert not buttons(people.privacy(_TEXTS, nothing, days=90, backup_days=7, elsewhere=False))


def test_a_told_error_is_in_the_readers_language_and_as_it_is() -> None:
    """What an error quotes can't become Markdown."""
    view = people.told(_TEXTS, ValueError("**No** article `x` at https://a.example."))
    assert text(view) == "**No** article `x` at https://a.example.\n"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a#:~:text=b%2Dc,d", "https://example.org/a#:~:text=b%2Dc,d"),
        ("https://exämple.org/ä b", "https://xn--exmple-cua.org/%C3%A4%20b"),
        ("ftp://example.org/", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        (f"https://example.org/{'a' * 500}", None),
        ("https://[::1", None),
        (None, None),
    ],
)
def test_only_links_that_discord_takes_are_put_on_buttons(
    url: str | None, shown: str | None
) -> None:
    """In the form in which it takes them."""
    assert layout.linkable(url) == shown


async def test_nothing_that_is_drawn_is_kept_by_discord_py() -> None:
    """Clicks are found by their ids, so views and windows are finished before they are sent."""
    assert asking.answered(_TEXTS, _ANSWER, asker_id=None).is_finished()
    assert modals.add_article(_TEXTS).is_finished()
