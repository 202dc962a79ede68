"""Links that are spelled differently and mean the same page.

A page is known by its cleaned link, and fetched by the link that somebody gave: a link for phones
may be the only one that works, so it is never cleaned on the way out.
"""

import re
from urllib.parse import SplitResult, urlsplit

import httpx
from courlan import extract_domain
from courlan.clean import TRACKERS_RE

_WEB = {"http", "https"}

# courlan's trackers are beginnings of names, so that "gallery" would be one because of "ga". A name
# is one here only if it ends where what courlan knows ends.
_TRACKER = re.compile(rf"(?:{TRACKERS_RE.pattern})(?:(?<=_)|(?![^\W\d_]))")
_OTHER_TRACKER = re.compile(
    r"(?:at|fb|hsa|matomo|ns|piwik|stm)_\w+|_{1,2}hs\w+|hsctatracking|_branch_match_id|_openstat"
    r"|__twitter_impression|cmp|cmpid|dclid|epik|gad_source|gclsrc|guccounter|guce_referrer(?:_sig)?"
    r"|icid|igsh|li_fat_id|ncid|ocid|s_cid|sharetype|smid|smtyp|spm|srsltid|trk|trkcampaign|ttclid"
    r"|vero_\w+|vgo_ee|wickedid|wt[._]?z?mc(?:[._]\w+)?|mobileaction|usqp|amp_\w+"
)
_MAY_NAME_THE_PAGE = {"ad_id", "cid", "eid", "gl", "keyword", "medium", "session", "uid"}
_SURE = re.compile(r"\w+_|_\w+|\w*l?id|xtor")  # trackers whatever their value

_AMP_CACHE = re.compile(r"/(?:c|v|wp)/(?P<secure>s/)?(?P<rest>[^/]+\..*)")
_AMP_VIEWER_HOST = re.compile(r"(?:www\.)?(?:google\.[a-z]{2,3}(?:\.[a-z]{2})?|bing\.com)")
_AMP_VIEWER = re.compile(r"/amp/(?P<secure>s/)?(?P<rest>[^/]+\..*)")
_AMP_FORMS = {"format", "mode", "output", "outputtype", "view"}
_AMP_NAME = re.compile(r"\.amp(?=\.html?\Z)")
_AMP_END = re.compile(r"(?P<name>[^/]+)(?:\.amp|/amp(?P<slash>/?))\Z")
_ARTICLE_NAME = re.compile(r"\w-\w|\d{5}|\.\w{3,5}\Z")  # unlike "wiki" in "wiki/amp"

_VARIANT_HOST = re.compile(r"(?:amp|m|mobile|touch)\.(?P<rest>.+)")
_VARIANT_LABEL = re.compile(r"(?P<first>[a-z-]{2,12})\.m\.(?P<rest>.+)")
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~")


def normalised(link: str) -> str:
    """Return the spelling of a link that a page fetched from it is known by.

    Scheme and host are in lower case, the host as it is resolved, other letters than ASCII and
    blanks are percent-encoded, and there is no default port and no fragment. What isn't a link
    comes back without outer white space.
    """
    try:
        url = httpx.URL(link.strip())
    except (httpx.InvalidURL, UnicodeError):
        return link.strip()
    if not url.raw_host:  # of "http:////a" httpx would make a link to a host
        return link.strip()
    return str(url.copy_with(fragment=None))


def cleaned(link: str) -> str:
    """Return the one spelling for all links that lead to the same page, as far as links tell.

    Beyond what `normalised` does, there are no tracking parameters and no credentials, and an AMP
    or mobile version goes by the link of its page. Parameters keep their order; one that may say
    which page is meant is kept, for two articles taken for one are worse than one stored twice.
    What isn't a link for the web comes back normalised.
    """
    spelled = normalised(link)
    # Each round makes it shorter, or its encodings upper-case, so there is a last one; and what the
    # last one leaves is normalised, so that cleaning it again begins and ends there.
    while _order(plainer := normalised(_plainer(spelled))) < _order(spelled):
        spelled = plainer
    return spelled


def _order(link: str) -> tuple[int, str]:
    return len(link), link


def _plainer(link: str) -> str:
    """Return a link with less in it that doesn't matter."""
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return link
    if parts.scheme not in _WEB or not parts.hostname:
        return link
    host, path = parts.hostname.rstrip("."), _decoded(parts.path)
    if inner := _in_viewer(host, parts):
        return inner
    host, path = _host(host, path), _without_amp(path)
    said = (each.removeprefix("amp;") for each in parts.query.split("&"))
    query = "&".join(each for each in said if not _is_idle(each, host))
    netloc = f"[{host}]" if ":" in host else host
    netloc = f"{netloc}:{port}" if port is not None else netloc
    return parts._replace(netloc=netloc, path=path, query=query).geturl()


def _decoded(path: str) -> str:
    """Return a path without encodings that nothing needs, others in upper case (RFC 3986, 6)."""

    def letter(encoded: re.Match[str]) -> str:
        character = chr(int(encoded[0][1:], 16))
        return character if character in _UNRESERVED else encoded[0].upper()

    return _ENCODED.sub(letter, path)


def _in_viewer(host: str, parts: SplitResult) -> str | None:
    """Return the link of the page that an AMP cache or viewer shows, None if it is neither."""
    if host.endswith(".cdn.ampproject.org"):
        shown = _AMP_CACHE.fullmatch(parts.path)
    elif _AMP_VIEWER_HOST.fullmatch(host):
        shown = _AMP_VIEWER.fullmatch(parts.path)
    else:
        return None
    if shown is None:
        return None
    scheme = "https" if shown["secure"] else "http"
    return f"{scheme}://{shown['rest']}" + (f"?{parts.query}" if parts.query else "")


def _host(host: str, path: str) -> str:
    """Return a host without the part that says for which devices it is.

    Front pages keep it, for there it may be a site of its own: one about mobiles, say.
    """
    if path in {"", "/"}:
        return host
    if variant := _VARIANT_LABEL.fullmatch(host):
        plain = f"{variant['first']}.{variant['rest']}"
    elif variant := _VARIANT_HOST.fullmatch(host):
        plain = variant["rest"]
    else:
        return host
    domain = extract_domain(f"https://{host}/")  # mobile.de is one, its rest is none
    return plain if domain and f".{variant['rest']}".endswith(f".{domain}") else host


def _without_amp(path: str) -> str:
    path = _AMP_NAME.sub("", path)
    end = _AMP_END.search(path)
    if end is None or not _ARTICLE_NAME.search(end["name"]):
        return path
    return path[: end.end("name")] + (end["slash"] or "")


def _is_idle(parameter: str, host: str) -> bool:
    """Tell whether a parameter of a query says nothing about which page is meant."""
    name, _, value = parameter.partition("=")
    name, value = name.lower(), value.lower()
    if name == "amp":
        return value in {"", "1", "amp", "true"}
    if name in _AMP_FORMS:
        return value == "amp"
    if name == "m":
        return value in {"0", "1"} and ".blogspot." in host
    return not name or _is_tracker(name, value)


def _is_tracker(name: str, value: str) -> bool:
    if name in _MAY_NAME_THE_PAGE:
        return False
    if _OTHER_TRACKER.fullmatch(name):
        return True
    known = _TRACKER.match(name)
    if known is None:
        return False
    numbered = any(character.isdigit() for character in value)
    return not numbered or _SURE.fullmatch(known[0]) is not None
