"""Tells the lines that a web page puts around an article from the article's own.

A line is dropped on evidence: it has the shape of page furniture (a command, a label, a trail of
links, a credit; short, and no sentence) and the vocabulary of it, or stands where furniture
stands. A line that reads like a sentence of prose stays.
"""
# ruff: noqa: RUF001 - typographic marks that look alike are what this module is about

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

_COMMAND = re.compile(
    r"(?:please |click (?:here )?to |tap to )?"
    r"(?:skip|jump|go|scroll|back|return|share|email|tweet|print|save|copy|bookmark|sign|log"
    r"|subscribe"
    r"|register|follow|like|join|download|get|install|read|see|view|show|hide|load|loading|listen"
    r"|watch|play|accept|reject|manage|enable|allow|turn|open|close|toggle|click|tap|continue|leave"
    r"|post|add|write|report|contact|support|become|buy|try|start|unlock|advertise|change|choose)\b",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\b(?:main content|content|navigation|nav|menu|search|search bar|sidebar|footer"
    r"|(?:this|the|full|original) (?:article|story|page|post|video)|article|link|url|clipboard"
    r"|print|e-?mail|inbox|facebook|twitter|whatsapp|linkedin|reddit|pinterest|instagram|telegram"
    r"|bluesky|mastodon|tiktok|youtube|flipboard|google news|newsletters?|news ?alerts?"
    r"|notifications|account|comments?|conversation|cookies?|preferences|settings|privacy"
    r"|javascript|ad ?blocker|app|podcast|subscri(?:be|bers?|ptions?)|gallery|slideshow|homepage"
    r"|home page|offers?|playlist|captions?|fullscreen|full screen|audio|transcript)"
    r"[\s.!:…»›>]*\Z",
    re.IGNORECASE,
)
_WEAK_OBJECT = re.compile(
    r"\b(?:x|in|up|now|out|friends?|later|us|member|more|all|error|topics?|here|off|on|top)"
    r"[\s!:…»›>]*\Z",
    re.IGNORECASE,
)
_CAMPAIGN = re.compile(
    r"(?:(?:please )?(?:sign up|subscribe|register|join|get|enter your)\b"
    r".*\b(?:newsletters?|your inbox|your e-?mails?|our (?:\w+ ){0,2}(?:app|channel|community"
    r"|members"
    r"|alerts|readers|list))\b.*"
    r"|.*\b(?:delivered|straight|direct(?:ly)?|sent) (?:in)?(?:to|through) your "
    r"(?:inbox|letterbox|mailbox|door)\b.*"
    r"|(?:we|we and our partners|this (?:web ?)?site|our (?:web ?)?site) uses? cookies\b"
    r".*\b(?:experience|site|websites?|traffic|ads|advertising|analy\w+|personali\w+|polic\w+"
    r"|preferences|services|consent|agree)\b.*"
    r"|by (?:continuing|using|clicking|signing)\b.*\b(?:you (?:agree|accept|consent))\b.*"
    r"|(?:accept|reject|manage) (?:all )?cookies\b.*|cookie (?:policy|settings|preferences|notice)"
    r"|(?:please )?(?:enable|turn on) javascript\b.*|javascript (?:is|must be)\b.*"
    r"|(?:please )?(?:follow|like) us on\b.*|(?:please )?(?:disable|turn off) your ad ?blocker\b.*"
    r"|wir (?:verwenden|nutzen) cookies\b.*\b(?:website|seite|dienste|erlebnis|werbung|inhalte)\b.*"
    r"|(?:jetzt )?(?:unseren |den |zum )?newsletter\b.*\b(?:abonnieren|anmelden)\b.*"
    r"|(?:alle )?cookies? (?:akzeptieren|zustimmen))",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:advertisements?|advertising|ad|sponsored(?: content)?|promoted(?: content)?|paid content"
    r"|share|shares|share (?:on|via|to)\b.*|sharing|facebook|twitter|x|whatsapp|linkedin"
    r"|e-?mail|reddit"
    r"|copy link|link copied!?|print|save|saved|bookmark|listen|live|menu|search|close|home"
    r"|more|next"
    r"|previous|prev|top|back to top|tags?|topics?|filed under.*|follow|following|subscribe|sign in"
    r"|log in|login|register|my account|comments?|no comments|loading comments|view comments"
    r"|leave a (?:comment|reply)|show more|load more|see more|read more|more stories"
    r"|editors['’]? picks?"
    r"|(?:most (?:read|popular|viewed|shared|commented)|trending|latest)"
    r"(?: (?:in|on) [^.!?:]{2,30})?"
    r"|don['’]t miss|see more|trending(?: now)?|popular|latest(?: news)?"
    r"|recommended(?: for you)?|you (?:may|might) (?:also )?(?:like|be interested in)"
    r"|(?:related|more) (?:articles?|stories|content|topics|links|posts|news|coverage)"
    r"|more (?:on|from|about) (?:this|the) (?:story|topic|author|section)|related|around the web"
    r"|privacy policy|cookie policy|terms(?: (?:of|and) .{2,20})?|contact(?: us)?|about us|careers"
    r"|accessibility(?: help)?|site map|newsletters?|toggle navigation|image caption|image source"
    r"|media caption|play video|video|photos|gallery|getty images|reuters|correction policy"
    r"|anzeige|werbung|teilen|drucken|kommentare|menü|suche|startseite|mehr|weiterlesen|merken"
    r"|mehr zum thema|lesen sie auch|das könnte sie auch interessieren|verwandte artikel"
    r"|meistgelesen"
    r"|zum (?:haupt)?inhalt(?: springen)?|zum hauptinhalt|artikel (?:teilen|drucken|merken|anhören)"
    r"|nach oben|zur startseite|newsletter abonnieren|impressum|datenschutz|zur navigation"
    r"|link kopieren|per e-?mail teilen|auf facebook teilen|jetzt teilen)"
    r"(?:\s*\(?\d[\d.,]*k?\)?)?(?:\s+(?:comments?|shares?|kommentare))?[\s:.…»›>!]*",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"(?:\d[\d.,]*\s*k?\s*(?:shares?|comments?|likes?|views?|kommentare|claps"
    r"|min(?:ute)?s?(?: read)?"
    r"|minuten lesezeit)|(?:reading time|lesezeit):?\s*\d+\s*min\w*\.?"
    r"|(?:tempo|tiempo) de le(?:itura|ctura):?[^.!?]*\d+ min\w*\.?"
    r"|\d+ (?:seconds?|minutes?|hours?|days?|weeks?) ago|(?:vor \d+ \w+))",
    re.IGNORECASE,
)
_TEASER = re.compile(
    r"(?:read(?: more| also| next)?|see more|more on this|related(?: story| article)?|see also"
    r"|also(?: see| read)?"
    r"|don['’]t miss|watch"
    r"|listen|more|recommended|in pictures|lesen sie auch|mehr dazu|siehe auch|hintergrund)"
    r"\s*[:|»›>]\s*\S",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:(?:photo(?:graph)?s?|images?|pictures?|credits?|illustration|video|fotos?|bild(?:er)?)"
    r"(?: (?:credit|source|by|courtesy of|von))*\s*:\s*\S.*"
    r"|getty images\b[^.!?]*(?!\.)"
    r"|[^.!?]*©[^.!?]{1,40}"
    r"|\(?(?:ap|afp|reuters|epa|dpa|pa) (?:photo|images?)\b.*"
    r"|[^.!?]*/\s?(?:getty(?: images)?|afp|ap|reuters|epa|dpa|pa(?: wire| media)?|shutterstock"
    r"|alamy"
    r"|istock\w*|bloomberg|picture alliance|imago|unsplash))\)?\.?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)\s|copyright\b\s*(?:©|\(c\)|\d{4}|by\b)).*"
    r"|[^\w\s]*copyright [\w.]+ \d{4}\b[^.!?]*|.*\ball rights reserved\.?"
    r"|.*\balle rechte vorbehalten\.?",
    re.IGNORECASE,
)
_AFTERWORD = re.compile(
    r".*\bfollow (?:him|her|us|me|them)\b[^.!?]{0,30}\bon (?:twitter|x|facebook|instagram|linkedin"
    r"|bluesky|mastodon|threads|tiktok|youtube)\b.*"
    r"|(?:you can )?follow (?:\S+ ){1,5}on (?:(?:twitter|x|facebook|instagram|linkedin|bluesky"
    r"|mastodon|threads|tiktok|youtube)\b[\s,:]*(?:and |or |@\S+)*)+[^.!?]*\.?"
    r"|follow \S+ (?:full |complete |latest |live )?(?:coverage|updates)\b.*"
    r"|.*\b(?:(?:can|may) be reached|(?:contact|e-?mail|reach) (?:him|her|me|us"
    r"|the (?:author|reporter|writer)))\b.*\S@\S.*"
    r"|(?:have|got) (?:a|any) (?:news |story )?tips?\b[^.!?]{0,40}\?.*"
    r"|.*\bif you (?:enjoyed|liked|like) (?:this|our) (?:article|story|post|piece|work)\b.*"
    r"|(?:additional|further) (?:reporting|research|writing|editing)(?: and \w+)? by [^.!?]*\.?"
    r"|(?:source|quelle|fuente)s?: ?[^.!?]{2,50}\.?"
    r"|\[(?P<code>\w+)\b[^\]]*\].*\[/(?P=code)\]",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"[^>›»/|•·.!?]{1,40}(?:\s+[>›»/|•·]\s+[^>›»/|•·.!?]{1,60})+")
_HOME = re.compile(r"(?:home|start|startseite|front page|news)\s*[>›»/|]", re.IGNORECASE)
_PROSE = re.compile(r"[.!?…。！？][\"”’»“)\]]*\Z")
_QUOTED = re.compile(r"[\"“”„«»]|\b(?:said|says|asked|sagte)\b")
_LIST_LABEL = re.compile(
    r"(?:related|read more|read next|see also|more|most"
    r"|recommended|trending|popular|you m|editor|latest|around"
    r"|loading|comments"
    r"|verwandte|mehr zum|lesen sie|das könnte|meistgelesen)",
    re.IGNORECASE,
)

_COMMAND_WORDS = 8
_WEAK_WORDS = 4
_CAMPAIGN_WORDS = 36
_CREDIT_WORDS = 18
_AFTERWORD_WORDS = 60
_LONGEST = 400  # characters; what is longer is no furniture
_PARAGRAPH = 80  # characters; a line this long with a full stop is prose
_LINKS = 3  # so many very short lines in a row before the article are links
_LINK_WORDS = 2
_LINK = 24  # characters
_REFRAIN = 2  # a command that comes so often is furniture, whatever it is about


def furniture(lines: Sequence[str]) -> tuple[bool, ...]:
    """Tell for each line of a copied page whether it is page furniture rather than article.

    Besides each line itself this looks at where it stands and whether it is repeated, which would
    be too much for a page whose main text was already found.
    """
    verdicts = [is_furniture(line) for line in lines]
    counts = Counter(line.casefold() for line in lines)
    first = next((at for at, line in enumerate(lines) if _is_paragraph(line)), 0)
    for at, line in enumerate(lines):
        repeated = counts[line.casefold()]
        if repeated >= _REFRAIN and _is_command(line):
            verdicts[at] = True
    for run in _short_runs(lines, first):
        for at in run:
            verdicts[at] = True
    for at in _teasers(lines, verdicts, first):
        verdicts[at] = True
    return tuple(verdicts)


def is_furniture(line: str) -> bool:
    """Tell whether a line is page furniture wherever it stands."""
    text = " ".join(line.split()).strip("•·|*-–—<>‹›«» ")
    words = len(text.split())
    if not text or len(text) > _LONGEST:
        return bool(line.strip()) and not text
    if words <= _AFTERWORD_WORDS and _AFTERWORD.fullmatch(text):
        return True
    text = text.strip("[] ")
    if _LABEL.fullmatch(text) or _COUNTER.fullmatch(text):
        return True
    if words <= _CREDIT_WORDS and _CREDIT.fullmatch(text):
        return True
    if words <= _CAMPAIGN_WORDS and _COPYRIGHT.fullmatch(text):
        return True
    if _QUOTED.search(text):
        return False
    if words <= _CAMPAIGN_WORDS and _CAMPAIGN.fullmatch(text):
        return True
    ends = bool(_PROSE.search(text)) and not text.endswith(("…", "..."))
    if ends or words > _CREDIT_WORDS:
        return False
    if _TEASER.match(text):
        return True
    if _COMMAND.match(text) and (
        (words <= _COMMAND_WORDS and _OBJECT.search(text))
        or (words <= _WEAK_WORDS and _WEAK_OBJECT.search(text))
    ):
        return True
    return bool(_TRAIL.fullmatch(text) and (_HOME.match(text) or _many_links(text)))


def _many_links(text: str) -> bool:
    return len(re.findall(r"\s[>›»]\s", text)) > 1


def _is_paragraph(line: str) -> bool:
    return len(line) >= _PARAGRAPH and bool(_PROSE.search(line))


def _short_runs(lines: Sequence[str], first: int) -> list[list[int]]:
    """Return the runs of link-like lines, of at most two words, before the first paragraph."""
    runs = (
        list(group)
        for short, group in groupby(range(first), key=lambda at: _is_link(lines[at]))
        if short
    )
    return [run for run in runs if len(run) >= _LINKS]


def _is_link(line: str) -> bool:
    short = len(line) <= _LINK and len(line.split()) <= _LINK_WORDS
    return short and not _PROSE.search(line)


def _is_command(line: str) -> bool:
    short = len(line.split()) <= _COMMAND_WORDS
    return short and bool(_COMMAND.match(line)) and not _PROSE.search(line)


def _teasers(lines: Sequence[str], verdicts: Sequence[bool], first: int) -> list[int]:
    """Return the headlines that follow a label such as "Related articles"."""
    found: list[int] = []
    inside = False
    for at, line in enumerate(lines):
        if verdicts[at]:
            inside = inside or (at > first and bool(_LIST_LABEL.match(line.strip("•·* "))))
        elif inside and not _PROSE.search(line) and not _QUOTED.search(line):
            found.append(at)
        else:
            inside = False
    return found
