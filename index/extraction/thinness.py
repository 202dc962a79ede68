"""Is the text of a web page the whole article, or what a site shows instead of it?

Sites answer some readers with a demand for consent, with the beginning of an article and an offer,
with a program that would fetch the text, or with the news that something went wrong. All of that
may come as a good page, so it is told by what the page says: in marks for search engines
(schema.org's isAccessibleForFree and wordCount, https://schema.org/Article) and in the sentences
that such walls are made of. A text of some length is believed whatever the page says, because pages
keep their walls, unseen, in the full article too.
"""

import re

from lxml.etree import _Element, strip_elements  # type: ignore[import-untyped]  # ships no hints
from trafilatura import load_html

from index.extraction.mishaps import is_mishap
from index.models import Thin
from index.words import count_words

_TEASER_WORDS = 300  # an article of more isn't only its beginning
_SHELL_WORDS = 60
_SHORT_WORDS = 40  # the shortest of 91 labelled articles has 69
_MOST_CHARACTERS = 1_000_000  # of a page are looked at; what stands in an article's place is small
_MISSING = 3  # a page that announces so many times the words found has lost most of them

_NOT_FREE = re.compile(
    r"[\"']?isAccessibleForFree[\"']?\s*(?::|\bcontent\s*=)\s*[\"']?false\b"
    r"|article:content_tier[\"']\s+content\s*=\s*[\"']locked",
    re.IGNORECASE,
)
_WORD_COUNT = re.compile(r"\"wordCount\"\s*:\s*\"?(\d{2,6})\b", re.IGNORECASE)
_PAYWALL = re.compile(
    r"\b(?:subscribe|sign up|register|log in|sign in|start (?:a|your) (?:free )?trial)"
    r"(?: now)? (?:to|and) (?:continue|keep|finish) reading\b"
    r"|\b(?:to (?:continue|keep) reading|to read (?:the (?:full|rest)|this|more)\b[^.!?]{0,40}),? "
    r"(?:please )?(?:subscribe|sign up|log in|sign in|register|become)\b"
    r"|\b(?:this|the (?:full|rest of the)) (?:article|story|content) is (?:only )?"
    r"(?:(?:available )?(?:for|to)|reserved for|exclusive to) (?:our )?(?:\w+ )?"
    r"(?:subscribers|members)\b"
    r"|\b(?:subscriber|member)s?[- ](?:only|exclusive)(?: (?:article|story|content))?\b"
    r"|\b(?:unlock|get (?:full )?access to) (?:this|the full) (?:article|story)\b"
    r"|\byou(?:['’]ve| have) (?:reached|used up) your (?:\w+ ){0,3}(?:limit|free articles)\b"
    r"|\b(?:jetzt )?(?:weiterlesen|weiter lesen) mit (?:\w+ )?(?:abo|plus|\w*\+|\w*plus)"
    r"|\b(?:diese[rn]?|den (?:ganzen|vollständigen)) (?:artikel|text|beitrag|inhalt)"
    r"(?: ist)?[^.!?]{0,30} (?:nur )?(?:für|mit) (?:\w+ ){0,3}(?:abo\w*|mitglieder\w*)"
    r"|\bdieser (?:artikel|text|beitrag|inhalt) ist (?:kostenpflichtig|exklusiv)"
    r"|\b(?:jetzt|kostenlos|gratis) (?:testen|registrieren|anmelden|abonnieren) und weiterlesen\b"
    r"|\bum (?:den (?:ganzen|vollständigen) (?:artikel|text)|weiter) ?(?:zu)?lesen(?: zu können)?\b"
    r"|\b(?:suscríbe(?:te|tase)|regístr(?:ate|ese)|inicia sesión|hazte (?:socio|socia|miembro))"
    r"(?: gratis)? (?:para|y) (?:seguir leyendo|continuar leyendo|sigue leyendo|leer)\b"
    r"|\bpara (?:seguir|continuar) leyendo,? (?:suscr|regístr|inicia|hazte|necesitas)"
    r"|\b(?:contenido|artículo|noticia) (?:exclusivo|exclusiva|reservad[oa]|solo) para "
    r"(?:nuestros )?(?:suscriptores|socios|miembros)\b"
    r"|\b(?:réservé|exclusivement) (?:à nos|aux) abonnés\b"
    r"|\b(?:abonnez|inscrivez|connectez)-vous pour (?:lire|continuer|poursuivre)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\bbefore you continue\b"
    r"|\bwe (?:and|as well as) our (?:[\d.,]+ )?(?:\w+ )?partners\b"
    r"|\bwe (?:value|respect|care about) your privacy\b"
    r"|\b(?:we|this (?:web)?site) uses? cookies\b"
    r"|\b(?:your|you) (?:can|may)(?: \w+)? (?:change|withdraw|manage|refuse)"
    r"(?: or \w+)? (?:your )?(?:consent|choices?|preferences|settings)\b"
    r"|\b(?:if you|by clicking) [^.!?]{0,40}(?:accept|agree|reject) all\b"
    r"|\b(?:accept|reject|agree to) all(?: cookies)?\b|\bmanage (?:options|cookies|preferences)\b"
    r"|\bstore and/or access information on a device\b|\bprecise geolocation\b"
    r"|\byour consent\b|\blegitimate interests?\b|\bwith (?:ads|advertising) and (?:cookies|tra)"
    r"|\bwir und unsere (?:[\d.,]+ )?(?:\w+ )?partner\b"
    r"|\bwir (?:verwenden|nutzen|setzen|benötigen|brauchen) (?:\w+ )?(?:cookies|ihre|deine)"
    r"|\b(?:ihre|deine) (?:einwilligung|zustimmung)\b"
    r"|\bmit werbung (?:und tracking |und cookies )?(?:weiterlesen|lesen|nutzen|weiter)"
    r"|\b(?:alle[ns]?|und) (?:cookies )?(?:akzeptieren|ablehnen|zustimmen)\b"
    r"|\binformationen auf einem (?:end)?gerät (?:zu )?speichern\b|\bzugriff auf informationen auf"
    r"|\bbevor (?:sie|du) (?:fortf|weiter)"
    r"|\bnosotros y nuestros (?:[\d.,]+ )?socios\b|\bantes de continuar\b"
    r"|\b(?:utilizamos|usamos) cookies\b|\brespetamos (?:tu|su) privacidad\b"
    r"|\b(?:tu|su) consentimiento\b|\b(?:aceptar|rechazar) (?:todo|todas|y )"
    r"|\balmacenar(?: y/o| o)? acceder a (?:la )?información\b|\bgestionar (?:opciones|cookies)\b"
    r"|\bavant de continuer\b|\bnous et nos (?:[\d.,]+ )?partenaires\b"
    r"|\btout (?:accepter|refuser)\b",
    re.IGNORECASE,
)
_NEEDS_SCRIPTS = re.compile(
    r"\b(?:enable|turn on|activate|requires?|without|needs?)\b[^.!?]{0,30}\bjava ?script\b"
    r"|\bjava ?script\b[^.!?]{0,40}\b(?:enabled|required|disabled|aktivier\w*|erforderlich"
    r"|benötigt|deaktiviert|activ\w+|habilit\w+|desactiv\w+|désactivé|nécessaire)\b"
    r"|\b(?:aktiviere\w*|benötigt|ohne|active|activa|habilit[ae]|necesit\w+|sin|activez)\b"
    r"[^.!?]{0,30}\bjava ?script\b",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_EMPTY_ROOT = re.compile(
    r"<(?P<tag>div|main|section|app-root)\b[^>]*(?:\bid=[\"']?(?:root|app|main-app|__next|__nuxt|"
    r"gatsby|svelte|react)\b|(?<=app-root))[^>]*>\s*</(?P=tag)>",
    re.IGNORECASE,
)
_UNSEEN = ("script", "style", "template", "svg", "noscript")
_WALL_SENTENCES = 2
_WORDS_A_SENTENCE = 40  # of a wall's text to each of its telling sentences, at most
_PAGE_TO_TEXT = 5  # characters of a shell to each one that it shows


def thinness(html: str, text: str) -> Thin | None:
    """Return why `text` may not be the whole article; None where nothing speaks for that.

    Args:
        html: the page.
        text: the article found in it, empty if none was.
    """
    words = count_words(text)
    if _is_wall(text, words):
        return "consent"
    if words >= _TEASER_WORDS:
        return None
    visible = _visible(html[:_MOST_CHARACTERS])
    if is_mishap(html, text or visible):
        return "error"
    if words < _SHELL_WORDS and _is_wall(visible, count_words(visible)):
        return "consent"
    if _NOT_FREE.search(html) or _PAYWALL.search(visible):
        return "paywall"
    if words < _SHELL_WORDS and _is_shell(html, visible, found=bool(text)):
        return "script"
    announced = max((int(count) for count in _WORD_COUNT.findall(html)), default=0)
    return "short" if words < _SHORT_WORDS or announced > _MISSING * words else None


def _is_wall(text: str, words: int) -> bool:
    """Tell whether a text is mostly a demand for consent."""
    sentences = len({match.group().casefold() for match in _CONSENT.finditer(text)})
    return sentences >= _WALL_SENTENCES and words <= sentences * _WORDS_A_SENTENCE


def _is_shell(html: str, visible: str, *, found: bool) -> bool:
    """Tell whether a page has next to no text besides what its scripts would put there."""
    if count_words(visible) >= 2 * _SHELL_WORDS or len(html) < _PAGE_TO_TEXT * len(visible):
        return False
    if not found and _SCRIPT.search(html):
        return True
    return bool(_NEEDS_SCRIPTS.search(html) or _EMPTY_ROOT.search(html))


def _visible(html: str) -> str:
    """Return what a page shows before any script runs, as one line."""
    tree: _Element | None = load_html(html)
    if tree is None:
        return ""
    strip_elements(tree, *_UNSEEN, with_tail=False)
    body = tree.find("body")
    return " ".join(" ".join((tree if body is None else body).itertext()).split())
