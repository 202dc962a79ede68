"""Pages as sites answer with them where they hold back the article, and pages that only look so."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ExtractionError
from index.extraction.extractor import extract
from index.extraction.thinness import thinness
from index.files import read_file
from index.models import ExtractedArticle, FetchedPage, Thin

LINK = "https://news.example/2026/dam"
TEASERS = {
    "en": (
        "The engineers who inspected the Harrow dam in March found what they had feared. Along "
        "sixty metres of its crest the concrete had cracked, and water stood where none should be."
    ),
    "de": (
        "Die Ingenieure, die im März die Talsperre am Harrow untersuchten, fanden, was sie "
        "befürchtet hatten. Auf sechzig Metern war der Beton der Krone gerissen, und es stand "
        "Wasser, wo keines stehen sollte."
    ),
    "es": (
        "Los ingenieros que inspeccionaron en marzo la presa del Harrow encontraron lo que temían. "
        "A lo largo de sesenta metros el hormigón de la coronación se había agrietado, y había "
        "agua donde no debía haberla."
    ),
}
OFFERS = {
    "en": "Subscribe to continue reading. Only £1 a week for the first three months.",
    "de": "Jetzt weiterlesen mit Plus: vier Wochen für 1 Euro, danach monatlich kündbar.",
    "es": "Suscríbete para seguir leyendo. El primer mes, por solo un euro.",
}
WALLS = {
    "en": (
        "We value your privacy",
        "We and our 842 partners store and/or access information on a device, such as unique "
        "identifiers in cookies, and process personal data for advertising and its measurement. "
        "You can change your preferences at any time by returning to this site.",
        "Manage options Accept all",
    ),
    "de": (
        "Zeitung mit Werbung lesen",
        "Wir und unsere 217 Partner benötigen Ihre Zustimmung, um Informationen auf einem Gerät "
        "speichern und personenbezogene Daten wie Ihre Kennung verarbeiten zu können. Mit Werbung "
        "weiterlesen können Sie, wenn Sie allen Zwecken zustimmen, oder Sie schließen ein Abo ab.",
        "Alle akzeptieren Einstellungen",
    ),
    "es": (
        "Respetamos tu privacidad",
        "Nosotros y nuestros 315 socios almacenamos información en tu dispositivo, como las "
        "cookies, y tratamos datos personales para mostrarte anuncios. Con tu consentimiento "
        "podemos usar datos precisos de localización. Puedes cambiar de opinión cuando quieras.",
        "Rechazar todo Aceptar todo Gestionar opciones",
    ),
}
NO_SCRIPTS = {
    "en": "You need to enable JavaScript to run this app.",
    "de": "Bitte aktivieren Sie JavaScript, um diese Seite zu nutzen.",
    "es": "Necesitas activar JavaScript para ver esta página.",
}


def _page(body: str, *, head: str = "", language: str = "en") -> str:
    return (
        f"<!doctype html><html lang={language}><head><title>Cracks in the dam</title>{head}"
        f"<style>.wall {{ position: fixed }}</style></head><body>{body}</body></html>"
    )


def _extracted(page: str) -> ExtractedArticle:
    return extract(FetchedPage(content=page.encode(), media_type="text/html", url=LINK))


def _article(*paragraphs: str) -> str:
    """Return an article; paragraphs are numbered, as repeated ones would be taken for one."""
    return (
        "<article>"
        + "".join(f"<p>{paragraph} ({at})</p>" for at, paragraph in enumerate(paragraphs))
        + "</article>"
    )


def _linked_data(value: str) -> str:
    return (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": '
        f'"NewsArticle", {value}, "hasPart": {{"@type": "WebPageElement", "cssSelector": ".body"}}'
        "}</script>"
    )


def _cause(page: str) -> Thin | None:
    """Return why a page is thin, whether or not something could be read in it."""
    try:
        return _extracted(page).thin
    except ExtractionError as error:
        causes: dict[str, Thin] = {
            "agrees to its cookies": "consent",
            "subscribers only": "paywall",
            "scripts run": "script",
            "something went wrong": "error",
        }
        return next((thin for told, thin in causes.items() if told in str(error)), None)


@pytest.mark.parametrize("language", TEASERS)
def test_an_offer_after_the_beginning_is_a_paywall(language: str) -> None:
    """A teaser is read, and said to be one, in each language."""
    offer = f"<aside class=wall><h2>{OFFERS[language]}</h2><a href=/login>Login</a></aside>"
    found = _extracted(_page(_article(TEASERS[language]) + offer, language=language))
    assert found.thin == "paywall"
    assert found.text.startswith(TEASERS[language][:40])


@pytest.mark.parametrize("value", ["false", '"False"', '"false"'])
def test_what_is_declared_not_to_be_free_is_a_paywall(value: str) -> None:
    """The mark for search engines counts, however a site spells it."""
    head = _linked_data(f'"isAccessibleForFree": {value}')
    assert _cause(_page(_article(TEASERS["en"]), head=head)) == "paywall"
    free = _linked_data('"isAccessibleForFree": true')
    assert _cause(_page(_article(*[TEASERS["en"]] * 3), head=free)) is None


def test_the_whole_article_behind_a_declared_paywall_is_no_teaser() -> None:
    """Where the page has the whole text after all, nothing is missing."""
    head = _linked_data('"isAccessibleForFree": false')
    body = _article(*[TEASERS["en"]] * 12)
    assert _cause(_page(body + f"<div class=wall>{OFFERS['en']}</div>", head=head)) is None


@pytest.mark.parametrize("language", WALLS)
def test_a_demand_for_consent_is_no_article(language: str) -> None:
    """A wall that stands in the article's place is told from an article in each language."""
    title, demand, buttons = WALLS[language]
    wall = f"<main><h1>{title}</h1><p>{demand}</p><button>{buttons}</button></main>"
    assert _cause(_page(wall, language=language)) == "consent"
    bare = f"<form><label>{demand}</label><button>{buttons}</button></form>"
    with pytest.raises(ExtractionError, match="cookies: if you can read it there, copy its text"):
        _extracted(_page(bare, language=language))


def test_an_offer_without_a_beginning_is_told() -> None:
    """Where nothing can be read at all, the sentence says why and what to do."""
    bare = f"<form><label>{OFFERS['en']}</label><button>Log in</button></form>"
    with pytest.raises(ExtractionError, match=f"^{LINK} shows its article to subscribers only: if"):
        _extracted(_page(bare))


@pytest.mark.parametrize("language", WALLS)
def test_a_banner_beside_an_article_does_no_harm(language: str) -> None:
    """Nearly every page has one."""
    title, demand, buttons = WALLS[language]
    banner = f"<div id=banner><h2>{title}</h2><p>{demand}</p><button>{buttons}</button></div>"
    body = _article(*[TEASERS[language]] * 3) + banner
    found = _extracted(_page(body, language=language))
    assert found.thin is None
    assert found.text.startswith(TEASERS[language][:40])


def test_an_article_about_consent_is_an_article() -> None:
    """Quoting a banner doesn't make one."""
    report = (
        "The regulator fined the publisher two million euros on Friday, because its banner let "
        "readers accept all cookies with one click and hid the button to refuse them three pages "
        "deep. “We value your privacy”, it said above a list of eight hundred firms. The court in "
        "Luxembourg had ruled in 2024 that refusing has to be as easy as agreeing, and the "
        "publisher had promised to comply by the summer. It now has until the end of the year, and "
        "will appeal, its lawyer Ines Dahl said, who called the fine a warning to small papers."
    )
    assert _cause(_page(_article(report))) is None


@pytest.mark.parametrize("language", NO_SCRIPTS)
@pytest.mark.parametrize("root", ["<div id=root></div>", '<div id="__next"> </div>', ""])
def test_a_page_that_is_a_program_has_no_text(language: str, root: str) -> None:
    """A shell for scripts is told by its emptiness and by what it says to those without them."""
    script = "<script>window.__STATE__ = " + '{"a": [1, 2, 3]};' * 200 + "</script>"
    shell = f"<noscript>{NO_SCRIPTS[language]}</noscript>{root}{script}"
    assert _cause(_page(shell, language=language)) == "script"


def test_a_few_words_are_suspicious() -> None:
    """A page with a sentence or two is hardly an article, and one that announces more isn't."""
    assert _cause(_page(_article(TEASERS["en"]))) == "short"
    announced = _linked_data('"wordCount": 870')
    assert _cause(_page(_article(*[TEASERS["en"]] * 3), head=announced)) == "short"
    assert _cause(_page(_article(*[TEASERS["en"]] * 3))) is None


def _mishap(title: str, *paragraphs: str, heading: str | None = None) -> str:
    told = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html><head><title>{title}</title></head>"
        f"<body><nav><a href=/>Home</a></nav><main><h1>{heading or title}</h1>{told}</main></body>"
        "</html>"
    )


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("404 Not Found", "The page you requested could not be found."),
        ("Page not found | The Gazette", "Sorry, we can't find the page you're looking for."),
        ("The Gazette - 404", "This article no longer exists. Try the search instead."),
        ("Oops! That page can’t be found", "It looks like nothing was found here."),
        ("Just a moment...", "Checking if the site connection is secure. Ray ID: 7f3a"),
        ("Attention Required! | Cloudflare", "You have been blocked. Performance & security by X"),
        ("Access Denied", "You don't have permission to access this server. Reference #18.2f0d17"),
        ("Are you a robot?", "Please confirm you are not a robot by solving the captcha below."),
        ("Pardon Our Interruption", "Something about your browser made us think you were a bot."),
        ("503 Service Unavailable", "The server is busy. Please try again later."),
        ("Error 500", "An unexpected error has occurred."),
        ("Site under maintenance", "We are currently undergoing scheduled maintenance."),
        ("gazette.example is for sale", "Buy this domain today."),
        ("Seite nicht gefunden – Zeitung", "Die Seite wurde gelöscht oder verschoben."),
        ("Zugriff verweigert", "Sie haben keine Berechtigung, diese Seite zu sehen."),
        ("Página no encontrada | Diario", "La página que busca no existe o ha sido eliminada."),
        ("Acceso denegado", "No tiene permiso para ver esta página."),
        ("The Gazette", "An error occurred. Please try again later."),
    ],
)
def test_the_news_that_something_went_wrong_is_no_article(title: str, told: str) -> None:
    """Missing pages, refusals, tests of humanity, repairs and parked addresses are told."""
    assert _cause(_mishap(title, told)) == "error"


@pytest.mark.parametrize(
    ("title", "paragraphs"),
    [
        ("404: The dam that was never found", 3),
        ("500 people leave their villages", 2),
        ("Access denied to the dam, says council", 2),
        ("Forbidden", 5),
        ("Sorry seems to be the hardest word", 2),
        ("Error in the dam’s plans was known", 2),
        ("Blocked roads around Harrow", 2),
        ("Maintenance", 5),
    ],
)
def test_an_article_about_a_mishap_is_an_article(title: str, paragraphs: int) -> None:
    """A title may be about an error; what stands below it decides."""
    body = [f"{TEASERS['en']} ({at})" for at in range(paragraphs)]
    assert _cause(_mishap(title, *body)) is None
    report = (
        "The council's site was down for maintenance when the villagers looked for help. “The page "
        "you requested could not be found”, it told them all evening, and “please try again later”."
    )
    assert _cause(_mishap(title, *body, report)) is None


def test_only_web_pages_are_suspected() -> None:
    """A short text that somebody pasted or sent is what they wanted to add."""
    for page in (
        FetchedPage(content=b"Subscribe to continue reading. We met at noon.", name="note.txt"),
        FetchedPage(content=b"# Note\n\nWe met at noon.", name="note.md"),
    ):
        assert extract(page).thin is None


def test_the_samples_are_whole() -> None:
    """None of the sample articles is warned about."""
    samples = [
        path for path in (Path(__file__).parents[3] / "samples").iterdir()
        if path.name != "README.md"
    ]  # fmt: skip
    assert samples
    assert [path.name for path in samples if extract(read_file(path)).thin] == []


@given(st.text(), st.text())
def test_anything_can_be_judged(html: str, text: str) -> None:
    """No page and no text breaks the judgement, and empty text is never called whole."""
    assert thinness(f"<html><body>{html}</body></html>", text) in {
        None, "consent", "paywall", "script", "error", "short"
    }  # fmt: skip
    assert thinness(html, "") is not None
