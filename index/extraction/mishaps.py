"""Pages that say that something went wrong, with the status of a page on which all is well.

They are small, and they are named after what happened: a missing page, a refusal, a test of whether
a reader is human, repairs, an address that is for sale. Articles are written about all of these
too, so a name counts only where nothing else is in it, and a sentence only where there are few.
"""

import re
from html import unescape

from index.words import count_words

_NAMED_WORDS = 150  # a page with more than that below such a name is an article about it
_SHORT_WORDS = 60
_VERY_SHORT_WORDS = 25
_TOLD_WORDS = 120

_TITLE = re.compile(r"<title[^<>]{0,500}>([^<]{1,500})", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^<>]{0,500}>\s*(?:<[^<>]{1,200}>\s*)*([^<]{1,300})", re.IGNORECASE)
_SITE = re.compile(r"\s+[|–—·•»:-]\s+[^|–—·•»]{1,40}\Z|\A[^|–—·•»]{1,40}\s+[|–—·•»:-]\s+")
_NAME = re.compile(
    r"\W*(?:"
    r"(?:error|http|fehler|status)\W*(?:code\W*)?[45]\d\d\b[\W\w]{0,40}"
    r"|[45]\d\d(?:\W+(?:error|fehler|not found|forbidden|page\b|seite\b|página\b|service\b|bad\b"
    r"|gateway\b|internal\b|unauthorized|gone|access\b|too many\b)[\W\w]{0,40})?"
    r"|(?:(?:the )?(?:page|article|story|content|url|file|resource|document)"
    r"(?: (?:you requested|requested|you(?: a|')re looking for))? )?(?:was |is |could |can )?"
    r"(?:not(?: be)? found|no longer available|not available|unavailable|does(?:n['’]t| not) exist)"
    r"|(?:oops|uh[ -]?oh|whoops|sorry)\b(?:[\W\w]{0,30}\b(?:page|found|error|wrong|lost|blocked"
    r"|exist|available)\b[\W\w]{0,30})?"
    r"|(?:access|request|permission)(?: to (?:this|the) [\w ]{1,30})?"
    r"(?: (?:is|was|has been))? (?:denied|blocked|forbidden|rejected)"
    r"|forbidden|unauthorized|blocked|you (?:have been|are|were) blocked"
    r"|just a moment\b\W*|one moment,? please\W*|please wait\b[\W\w]{0,30}"
    r"|attention required\b[\W\w]{0,20}|security check(?:point)?|checking your browser[\W\w]{0,30}"
    r"|ddos[- ]guard|ddos protection[\W\w]{0,30}|pardon our interruption\W*"
    r"|(?:are you (?:a robot|human)|robot check|bot (?:check|verification)|captcha|human "
    r"verification|verify(?:ing)? (?:that )?you are (?:a )?human)\W*(?:challenge)?"
    r"|(?:service|site|website|server)(?: is)?(?: temporarily)? (?:unavailable|down|offline)"
    r"(?: for maintenance)?"
    r"|(?:(?:the )?(?:site|website|server|page) )?(?:is )?(?:(?:scheduled|under|in|down for) )?"
    r"maintenance(?: mode)?"
    r"|(?:internal )?server error|bad gateway|gateway time-?out|(?:an )?error(?: occurred)?"
    r"|something went wrong|there (?:was|has been) (?:a problem|an error)|under construction"
    r"|coming soon|(?:this )?(?:domain(?: name)?|website|site) (?:is |may be )?for sale\b"
    r"[\W\w]{0,30}"
    r"|[\w-]+(?:\.[\w-]+)+ is for sale|domain (?:parked|expired|parking)|parked domain[\W\w]{0,30}"
    r"|account suspended|site (?:suspended|disabled)|index of /[\W\w]{0,60}"
    r"|(?:die )?(?:seite|artikel|inhalt)(?: (?:wurde|konnte|ist))?(?: leider)? nicht"
    r"(?: mehr)? (?:gefunden(?: werden)?|verfügbar|vorhanden)|nicht gefunden|zugriff verweigert"
    r"|(?:die )?seite existiert nicht(?: mehr)?|wartungs(?:arbeiten|modus)"
    r"|ein fehler ist aufgetreten"
    r"|(?:la )?página no (?:encontrada|existe|disponible)|no encontrad[ao]|acceso denegado"
    r"|(?:sitio|página) en mantenimiento|mantenimiento|ha ocurrido un error"
    r"|(?:la )?page (?:introuvable|non trouvée)|accès (?:refusé|interdit)"
    r")\W*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:the |this )?(?:page|article|story|content|url|link|file)(?: that)?"
    r"(?: you(?:['’](?:re|ve)| are| have|r)? (?:requested|looking for|followed"
    r"|trying to (?:reach|access|view)))?"
    r"(?: (?:could|can) ?(?:not|n['’]t) be (?:found|displayed|loaded)|(?: was| is)? not found"
    r"| (?:has been|was) (?:moved|removed|deleted)| (?:doesn['’]t|does not|no longer) exists?\b"
    r"| is (?:no longer|not|currently un|un)\s?available)"
    r"|\bwe (?:can(?:no|['’])t|could(?:n['’]t| not)) find (?:the|that|this|what) (?:page|you)"
    r"|\byou (?:do not|don['’]t) have permission to (?:access|view)\b"
    r"|\b(?:access|request|ip(?: address)?)(?: to \S+)? (?:has been|was|is) (?:denied|blocked)\b"
    r"|\bchecking (?:if the site connection is secure|your browser before)\b"
    r"|\b(?:verify|confirm|prove|checking)(?: that)?(?: if)? you(?:['’]re| are) "
    r"(?:not a (?:ro)?bot"
    r"|(?:a )?human)\b|\bneeds to review the security of your connection\b"
    r"|\bunusual (?:traffic|activity) from your\b|\b(?:solve|complete) (?:the|this) captcha\b"
    r"|\bmade us think (?:that )?you (?:were|are|might be) a bot\b"
    r"|\bperformance (?:&|and) security by"
    r"|\b(?:cloudflare )?ray id\b|\breference (?:#|id:? )\s?[\da-f.]{8,}"
    r"|\b(?:undergoing|down for|currently (?:under|in)|scheduled)(?: \w+)? maintenance\b"
    r"|\b(?:this|the) domain(?: name)? (?:is|may be|has)(?: \w+)? (?:for sale|expired|parked)\b"
    r"|\bbuy this domain\b"
    r"|\b(?:an|some) (?:unexpected |internal |unknown )?error (?:has )?occurred\b"
    r"|\bsomething went wrong\b|\b(?:please )?try (?:again|refreshing)(?: the page)?(?: later)?\b"
    r"|\b(?:seite|artikel|inhalt)[^.!?]{0,40}(?:nicht gefunden|existiert nicht|nicht mehr verfügbar"
    r"|wurde (?:gelöscht|entfernt|verschoben))|\bkeine berechtigung\b|\bwartungsarbeiten\b"
    r"|\b(?:página|artículo|contenido)[^.!?]{0,40}(?:no (?:se )?(?:ha sido |pudo ser )?"
    r"(?:encontrad[oa]|encuentra|existe)|ya no está disponible|ha sido (?:eliminad|retirad)[oa])"
    r"|\bno tiene permiso\b|\bintentarlo (?:de nuevo )?más tarde\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]{0,300}”|„[^“]{0,300}“|«[^»]{0,300}»|\"[^\"]{0,300}\"")
_WORDS_A_SENTENCE = 30
_ENOUGH = 2


def is_mishap(html: str, text: str) -> bool:
    """Tell whether a page says that something went wrong instead of showing an article.

    Args:
        html: the page.
        text: the article found in it, or all that it shows where none was found.
    """
    words = count_words(text)
    if words > _NAMED_WORDS:
        return False
    own = _QUOTED.sub(" ", text)
    told = {match.group().casefold() for match in _SENTENCE.finditer(own)}
    if any(_is_name(name) for name in _names(html)):
        return bool(told) or words <= _SHORT_WORDS
    few = words <= min(_TOLD_WORDS, _WORDS_A_SENTENCE * len(told))
    return bool(told) and few and (len(told) >= _ENOUGH or words <= _VERY_SHORT_WORDS)


def _names(html: str) -> list[str]:
    """Return what a page is called in its head and above its text."""
    found = [match[1] for form in (_TITLE, _HEADING) if (match := form.search(html))]
    return [" ".join(unescape(name).split()) for name in found]


def _is_name(name: str) -> bool:
    """Tell whether a page's name says that something went wrong, and no more than that."""
    return bool(_NAME.fullmatch(name) or _NAME.fullmatch(_SITE.sub("", name)))
