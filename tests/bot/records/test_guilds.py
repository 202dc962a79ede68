"""Servers have settings, leave, come back, and are forgotten."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.records import Records
from bot.records.models import AnswerId, GuildSettings, Kept
from index.catalogue.catalogue import Catalogue
from tests.bot.records.values import (
    ALICE,
    BOB,
    CLUB,
    CLUB_CORPUS,
    LAB,
    LAB_CORPUS,
    add_article,
    answer,
    job,
    note_adder,
)

MAY, JUNE, JULY = (f"2026-0{month}-01T10:00:00+00:00" for month in (5, 6, 7))

_ids = st.integers(1, 2**63 - 1)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50
)
@given(
    chosen=st.builds(
        GuildSettings,
        ask_channels=st.frozensets(_ids, max_size=3),
        questions_channel=st.none() | _ids,
        asking_roles=st.frozensets(_ids, max_size=3),
        adding_roles=st.frozensets(_ids, max_size=3),
        language=st.none() | st.sampled_from(["de", "es"]),
        style=st.sampled_from(["brief", "standard"]),
    )
)
async def test_settings(records: Records, chosen: GuildSettings) -> None:
    """Settings come back as they were saved, in place of those before, in their server only."""
    await records.guilds.save(LAB, chosen)
    assert await records.guilds.settings(LAB) == chosen
    assert await records.guilds.settings(CLUB) == GuildSettings()


async def test_leaving(records: Records) -> None:
    """A server is due once it left before the time, counted from when it left first."""
    guilds = records.guilds
    await guilds.save(LAB, GuildSettings(language="de"))
    await guilds.left(LAB, MAY)
    await guilds.left(LAB, JULY)
    await guilds.left(CLUB, JUNE)
    assert await guilds.due(MAY) == []
    assert await guilds.due(JUNE) == [LAB]
    assert await guilds.due(JULY) == [LAB, CLUB]
    assert (await guilds.settings(LAB)).language == "de"


async def test_coming_back(records: Records) -> None:
    """A server that came back has its settings and is not due; leaving again counts anew."""
    guilds = records.guilds
    await guilds.save(LAB, GuildSettings(language="de"))
    await guilds.left(LAB, MAY)
    await guilds.joined(LAB)
    assert await guilds.due(JULY) == []
    assert (await guilds.settings(LAB)).language == "de"
    await guilds.left(LAB, JUNE)
    assert await guilds.due(JUNE) == []
    assert await guilds.due(JULY) == [LAB]


async def test_saving_settings_keeps_the_note_of_leaving(records: Records) -> None:
    """Settings saved in the moment of leaving don't make the server stay."""
    await records.guilds.left(LAB, MAY)
    await records.guilds.save(LAB, GuildSettings(language="es"))
    assert await records.guilds.due(JULY) == [LAB]


async def test_what_happened_while_away(records: Records) -> None:
    """Servers that are no longer there have left now, others are there, also again."""
    guilds = records.guilds
    left_while_away, left_before, back = 1, 2, 3
    await guilds.joined(left_while_away)
    await guilds.left(left_before, MAY)
    await guilds.left(back, MAY)
    await guilds.present([back, LAB], JUNE)
    assert await guilds.due(JULY) == [left_before, left_while_away]
    assert await guilds.due(JUNE) == [left_before]
    await guilds.present([], JUNE)
    assert sorted(await guilds.due(JULY)) == sorted([left_before, left_while_away, back, LAB])


async def test_forgetting(records: Records, catalogue: Catalogue) -> None:
    """Of a forgotten server nothing is left; other servers keep everything."""
    articles = {}
    for guild_id, corpus in ((LAB, LAB_CORPUS), (CLUB, CLUB_CORPUS)):
        await records.guilds.save(guild_id, GuildSettings(language="de"))
        await records.guilds.left(guild_id, MAY)
        await records.answers.save(answer(f"of {guild_id}", corpus=corpus, guild_id=guild_id))
        await records.answers.rate(AnswerId(f"of {guild_id}"), BOB, True, None)
        await records.questions.add(
            corpus=corpus,
            guild_id=guild_id,
            channel_id=5,
            asker_id=ALICE,
            question="Why?",
            created=MAY,
        )
        await records.jobs.add(job(f"of {guild_id}", corpus=corpus, guild_id=guild_id))
        articles[corpus] = await add_article(catalogue, corpus, "Fish")
        await note_adder(records, corpus, articles[corpus], ALICE)
    await records.guilds.forget(LAB)
    assert await records.guilds.settings(LAB) == GuildSettings()
    assert (await records.guilds.settings(CLUB)).language == "de"
    assert await records.guilds.due(JULY) == [CLUB]
    assert await records.answers.get(LAB_CORPUS, AnswerId(f"of {LAB}")) is None
    assert await records.answers.ratings(AnswerId(f"of {LAB}")) == []
    assert await records.answers.get(CLUB_CORPUS, AnswerId(f"of {CLUB}")) is not None
    assert await records.questions.open(LAB_CORPUS) == []
    assert [each.guild_id for each in await records.jobs.pending()] == [CLUB]
    assert await records.people.adder(LAB_CORPUS, articles[LAB_CORPUS]) is None
    assert await records.people.adder(CLUB_CORPUS, articles[CLUB_CORPUS]) == ALICE
    assert await records.people.kept(ALICE) == Kept(
        questions=1, ratings=0, articles=2, open_questions=1
    )
    assert (await records.people.kept(BOB)).ratings == 1
