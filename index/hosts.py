"""Hosts of links, without what `index.links` needs: whoever reads files in haste needs no more."""

from urllib.parse import urlsplit


def host_of(link: str) -> str:
    """Return the host that a link leads to, in lower case; empty where there is none to be read."""
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""
