import pytest

from index.extraction.boilerplate import furniture, is_furniture

FURNITURE = """Skip to main content
Share This article
Advertisement
Sign up for our newsletter to get the best stories.
Get our daily briefing delivered to your inbox.
Read more: Norwick council approves new pier
Related articles
Home > News > World
Home / News
Photo: Jane Doe/Getty
Jane Doe/Getty Images
Loading comments…
Comments (12)
© 2026 Norwick Gazette. All rights reserved.
Copyright 2026 The Gazette
Copyright © 2026 The Gazette. The Gazette is not responsible for the content of external sites.
Getty Images Waves crash over the wall
We use cookies to improve your experience. By continuing you agree to our policy.
Please enable JavaScript to view this page.
5 min read
3 hours ago
Share on Facebook
Follow us on Twitter
Sign in
Log in to your account
Listen to this article
Back to top
Click here to subscribe
View all comments
Accept all cookies
Save for later
Zum Inhalt springen
Artikel teilen
Anzeige
Lesen Sie auch: Der neue Hafen
Most read in world news
DON'T MISS
SEE MORE: Hundreds of boats under siege
Tempo de leitura: 1 minuto
Follow Newsbeat on Instagram, Facebook, Twitter and YouTube.
Ada Okafor's book about the sea is out now. Follow her on Twitter @adaokafor.
Follow AP's full coverage of the storm at https://example.org/storm
Have a tip? Ada Okafor may be reached at okafor@example.org.
Additional reporting by Ben Li
SOURCE: Harbour News Agency
If you enjoyed this article, “we” have a proposition for you.
[button link="https://example.org"]Send us your story[/button]
[Advertisement]
copyright Norwick 2019 - ISSN 2283-5474""".splitlines()

PROSE = """Share this burden, she said.
Share prices fell on Monday.
"Skip to the main content of your speech," he told the mayor.
Residents can sign up for alerts at the town hall.
Sign up for alerts at the town hall by Friday.
Read the letter, and you will see the article was wrong.
Share this article of faith with your children.
Copyright law changed in 1976.
Getty Images sold the picture for a dollar.
This story was first published in 1843.
Home is where the harbour is
Advertisement spending rose by 12 percent last year.
The photo: a harbour in flames.
Photo evidence showed that the gate was open.
More than 300 boats burned
Start of the season called off
Comments by the mayor angered residents.
Related species live in the south.
Join us or die, the crowd chanted.
Cookies are baked at 5 a.m. every day.
We use cookies in this recipe because they hold their shape.
Read more books, the minister urged parents.
Watch: the gate opens at 5 p.m. every day.
She can be reached only by boat.
Writing by hand helps memory.
Follow the harbour road on foot.
The source: a spring below the wall, which never freezes in the coldest winter of the coast.
Most read the letter twice.
[1] The wall was built in 1863.
Boats | Year
1990 | 12""".splitlines()


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_told(line: str) -> None:
    """Commands, labels, trails, credits, notices and teasers are no part of an article."""
    assert is_furniture(line)


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_kept(line: str) -> None:
    """Sentences, headings and rows stay, though they have the words of page furniture in them."""
    assert not is_furniture(line)


PARAGRAPH = (
    "The boats came back to the harbour before the storm broke over the old sea wall, she said."
)


def dropped(*lines: str) -> list[str]:
    return [line for line, drop in zip(lines, furniture(lines), strict=True) if drop]


def test_a_run_of_links_before_the_article_is_dropped() -> None:
    """Three or more very short lines before the first paragraph are a menu."""
    assert dropped("Politics", "Culture", "Science", "Storm hits the coast again", PARAGRAPH) == [
        "Politics", "Culture", "Science",
    ]  # fmt: skip


def test_short_lines_within_the_article_stay() -> None:
    """Short lines after the first paragraph may be a list or a poem."""
    assert dropped(PARAGRAPH, "Mackerel", "Herring", "Cod", PARAGRAPH) == []


def test_a_list_without_any_paragraph_stays() -> None:
    """Where there is no article to stand before, short lines are all there is."""
    assert dropped("Mackerel", "Herring", "Cod", "Eel") == []


def test_headlines_after_a_label_are_dropped() -> None:
    """What follows "Related articles" is dropped up to the next sentence."""
    assert dropped(
        PARAGRAPH, "Related articles", "Council approves pier", "Mackerel is dear again", PARAGRAPH
    ) == ["Related articles", "Council approves pier", "Mackerel is dear again"]


def test_repeated_commands_are_dropped() -> None:
    """A short command that stands there twice is furniture whatever it is about."""
    assert (
        dropped("Follow the harbour inquiry", PARAGRAPH, "Follow the harbour inquiry")
        == ["Follow the harbour inquiry"] * 2
    )
    assert dropped("Follow the harbour inquiry", PARAGRAPH) == []


def test_a_refrain_stays() -> None:
    """A line that a poem or table repeats is no command and stays."""
    assert dropped("Never more", PARAGRAPH, "Never more", PARAGRAPH, "Never more") == []
