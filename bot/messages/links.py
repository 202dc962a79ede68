"""The links that people write in messages, as Discord lets them write them."""

import re
from urllib.parse import urlsplit

from index.links import normalised

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"`\\^{}]+", re.IGNORECASE)
_NEXT = re.compile(r"(?:[,;|]+|\]\()(?=https?://)", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/?#:]\S*)?")
_PUNCTUATION = ".,;:!?'’”»…*_~|"
_CLOSING = {")": "(", "]": "["}
_DISCORD_HOSTS = {"discord.com", "ptb.discord.com", "canary.discord.com", "discordapp.com"}
_INVITES = {"discord.gg", "discord.new"}


def links_in(text: str) -> tuple[str, ...]:
    """Return the links to web pages in a message, each once, in their order.

    Angle brackets, masked links, spoilers and emphasis around them are left out, and so is the
    punctuation of the sentence they end. Links to messages and invites of Discord don't count.
    """
    found: dict[str, str] = {}
    for written in _LINK.findall(text):
        for part in _NEXT.split(written):
            link = _bare(part)
            if _is_page(link):
                found.setdefault(normalised(link), link)
    return tuple(found.values())


def links_typed(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the links that were typed where links were asked for, and what is none.

    Links are separated by white space or commas and may lack their `https://`.
    """
    links: list[str] = []
    others: list[str] = []
    for word in text.split():
        bare = word.strip("<>,;")
        if _SCHEME.search(word):
            links.extend(links_in(word))
        elif _WITHOUT_SCHEME.fullmatch(bare):
            links.extend(links_in(f"https://{bare}"))
        elif bare:
            others.append(bare)
    return tuple({normalised(link): link for link in links}.values()), tuple(others)


def _bare(link: str) -> str:
    """Return a link without what only stands after it.

    A closing bracket belongs to it where its opening one does, as in
    `https://en.wikipedia.org/wiki/Mercury_(planet)`, but not in `[text](https://example.org)`.
    """
    while link:
        last = link[-1]
        unopened = last in _CLOSING and link.count(last) > link.count(_CLOSING[last])
        if last not in _PUNCTUATION and not unopened:
            break
        link = link[:-1]
    return link


def _is_page(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:  # what looks like an IPv6 address and is none
        return False
    host = (parts.hostname or "").removeprefix("www.")
    if not host or host in _INVITES:
        return False
    return host not in _DISCORD_HOSTS or not parts.path.startswith(("/channels/", "/invite/"))
