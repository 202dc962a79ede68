"""What stands behind a link is read whole, in whichever form its site shows it, or refused."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from index.errors import ExtractionError, FetchError
from index.extraction.extractor import ArticleExtractor
from index.models import FetchedPage, Validators
from index.ports import NO_VALIDATORS
from index.reading import LinkReader

LINK = "https://news.example/2026/dam"
AMP = "https://news.example/amp/2026/dam"
OFFER = "<aside>Subscribe to continue reading.</aside>"
NEWS_ARTICLE = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
SENTENCES = (
    "The engineers who inspected the Harrow dam in March found what they had feared.",
    "Along sixty metres of its crest the concrete had cracked, and water stood in the cracks.",
    "The council closed the road below it the same evening and told three villages to leave.",
    "Nobody had looked at the crest since the winter of 1998, said the mayor of Lower Harrow.",
    "A report from that year had been filed and forgotten in the basement of the town hall.",
    "Repairs will cost four million and take until the autumn, if the weather allows them.",
)


def _web_page(*sentences: str, head: str = "", after: str = "", url: str = LINK) -> FetchedPage:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    html = (
        f"<html lang=en><head><title>Cracks in the dam</title>{head}</head>"
        f"<body><article><h1>Cracks in the dam</h1>{paragraphs}</article>{after}</body></html>"
    )
    return FetchedPage(content=html.encode(), media_type="text/html", url=url, links=(url,))


class _Web:
    """A Fetcher over pages that were laid out, which remembers what it was asked for."""

    def __init__(self, pages: Mapping[str, FetchedPage]) -> None:
        self._pages = pages
        self.fetched: list[str] = []
        self.revisited: list[str] = []

    async def fetch(self, link: str) -> FetchedPage:
        self.fetched.append(link)
        return self._page(link)

    async def revisit(
        self, link: str, validators: Validators = NO_VALIDATORS
    ) -> FetchedPage | None:
        self.revisited.append(link)
        page = self._page(link)
        return None if validators == page.validators != NO_VALIDATORS else page

    def _page(self, link: str) -> FetchedPage:
        if link not in self._pages:
            raise FetchError(f"There is no {link}.")
        return self._pages[link]


def _web(*pages: FetchedPage) -> _Web:
    return _Web({page.url or "": page for page in pages})


def _reader(web: _Web) -> LinkReader:
    return LinkReader(web, ArticleExtractor())


async def test_an_article_comes_with_what_is_known_of_its_link() -> None:
    """Its link, the other links that led to it and what the server calls its state are kept."""
    state = Validators(etag='"1"')
    asked = "https://short.example/x"
    page = replace(_web_page(*SENTENCES), links=(asked, LINK), validators=state)
    article = await _reader(_Web({asked: page})).read(asked, title="The dam")
    assert (article.title, article.url, article.aliases) == ("The dam", LINK, (asked,))
    assert article.validators == state


async def test_a_front_page_is_nobodys_alias() -> None:
    """A link that leads to another article every day doesn't become a name of this one."""
    page = replace(_web_page(*SENTENCES), links=("https://news.example/", LINK))
    assert (
        await _reader(_Web({"https://news.example/": page})).read("https://news.example/")
    ).aliases == ()


async def test_the_arrival_of_a_page_is_told() -> None:
    """Who waits hears when fetching is over and reading begins, and only if it does."""
    told: list[str] = []

    async def fetched() -> None:
        told.append("fetched")

    web = _web(_web_page(*SENTENCES))
    await _reader(web).read(LINK, fetched=fetched)
    with pytest.raises(FetchError):
        await _reader(web).read("https://news.example/none", fetched=fetched)
    assert told == ["fetched"]


async def test_a_teaser_gives_way_to_the_amp_version() -> None:
    """Where the page shows the beginning only, its AMP version is read, under the page's link."""
    head = f"<link rel=amphtml href='{AMP}'><meta name=author content='Ada Okafor'>"
    web = _web(_web_page(SENTENCES[0], head=head, after=OFFER), _web_page(*SENTENCES, url=AMP))
    article = await _reader(web).read(LINK)
    assert (article.thin, article.url, article.author) == (None, LINK, "Ada Okafor")
    assert article.text == "\n\n".join(SENTENCES)
    assert article.validators == NO_VALIDATORS
    assert web.fetched == [LINK, AMP]


@pytest.mark.parametrize(
    "form",
    [
        "<link rel=alternate media=print href='/2026/dam?print=1'>",
        "<a class=tool href='/2026/dam?print=1'>Print</a>",
    ],
)
async def test_an_empty_shell_gives_way_to_the_print_version(form: str) -> None:
    """Where nothing can be read at all, the version for printers is."""
    printed = f"{LINK}?print=1"
    shell = FetchedPage(
        content=f"<html><body><div id=root></div>{form}<script>1</script></body></html>".encode(),
        media_type="text/html",
        url=LINK,
    )
    article = await _reader(_web(shell, _web_page(*SENTENCES, url=printed))).read(LINK)
    assert article.text == "\n\n".join(SENTENCES)


async def test_a_whole_article_needs_no_other_version() -> None:
    """Nothing else is fetched where the page itself is good."""
    web = _web(_web_page(*SENTENCES, head=f"<link rel=amphtml href='{AMP}'>"))
    await _reader(web).read(LINK)
    assert web.fetched == [LINK]


@pytest.mark.parametrize(
    ("amp", "other"),
    [
        ("https://elsewhere.example/amp/dam", _web_page(*SENTENCES)),
        (AMP, _web_page(SENTENCES[0], after=OFFER, url=AMP)),
        (AMP, _web_page(*SENTENCES, url="https://elsewhere.example/dam")),
        ("https://news.example/gone", _web_page(*SENTENCES, url=AMP)),
    ],
)
async def test_a_version_that_is_no_better_is_left_alone(amp: str, other: FetchedPage) -> None:
    """Another site's, another teaser, one that leads elsewhere, and one that is gone."""
    page = _web_page(SENTENCES[0], head=f"<link rel=amphtml href='{amp}'>", after=OFFER)
    web = _Web({LINK: page, AMP: other, "https://elsewhere.example/amp/dam": other})
    with pytest.raises(ExtractionError) as raised:
        await _reader(web).read(LINK)
    assert raised.value.key == "extract-paywall"
    assert (await _reader(web).preview(LINK)).text == SENTENCES[0]


async def test_what_is_only_short_is_read_with_a_warning() -> None:
    """A short text may be all there is."""
    article = await _reader(_web(_web_page(*SENTENCES[:2]))).read(LINK)
    assert article.thin == "short"


def _part(number: int, *sentences: str, last: int) -> FetchedPage:
    url = LINK if number == 1 else f"{LINK}/{number}"
    head = f"<link rel=next href='{LINK}/{number + 1}'>" if number < last else ""
    return _web_page(*sentences, head=NEWS_ARTICLE + head, url=url)


async def test_an_article_of_several_pages_is_read_whole() -> None:
    """Its next pages are read, and what they repeat comes once."""
    web = _web(
        _part(1, *SENTENCES[:3], last=2),
        _part(2, SENTENCES[0], *SENTENCES[3:], last=2),
    )
    article = await _reader(web).read(LINK)
    assert article.text == "\n\n".join(SENTENCES)
    assert (article.url, article.validators) == (LINK, NO_VALIDATORS)


async def test_a_page_that_is_missing_is_told() -> None:
    """An article that can't be read to its end is stored with a warning."""
    article = await _reader(_web(_part(1, *SENTENCES, last=2))).read(LINK)
    assert (article.thin, article.text) == ("short", "\n\n".join(SENTENCES))


async def test_endless_pages_end() -> None:
    """Ten pages of one article are read at most."""
    pages = [_part(at, f"On page {at}: {' '.join(SENTENCES)}", last=99) for at in range(1, 30)]
    web = _web(*pages)
    await _reader(web).read(LINK)
    assert len(web.fetched) == 10


async def test_a_revisited_page_is_read_as_its_site_allows() -> None:
    """Nothing is read again that hasn't changed, and nothing is fetched in a person's name."""
    state = Validators(etag='"1"')
    head = f"<link rel=amphtml href='{AMP}'>"
    page = replace(_web_page(SENTENCES[0], head=head, after=OFFER), validators=state)
    web = _web(page, _web_page(*SENTENCES, url=AMP))
    assert await _reader(web).reread(LINK, state) is None
    article = await _reader(web).reread(LINK, Validators(etag='"0"'))
    assert article is not None
    assert article.text == "\n\n".join(SENTENCES)
    assert (web.fetched, web.revisited) == ([], [LINK, LINK, AMP])


async def test_a_wall_is_refused_at_a_revisit_too() -> None:
    """A page that was free and isn't any more gives no article."""
    with pytest.raises(ExtractionError, match="subscribers only"):
        await _reader(_web(_web_page(SENTENCES[0], after=OFFER))).reread(LINK, NO_VALIDATORS)
