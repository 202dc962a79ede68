"""Links that are spelled differently and mean the same page."""

import httpx


def normalised(link: str) -> str:
    """Return the spelling of a link that a page fetched from it is known by.

    Scheme and host are in lower case, the host as it is resolved, other letters than ASCII and
    blanks are percent-encoded, and there is no default port and no fragment. What isn't a link
    comes back without outer white space.
    """
    try:
        return str(httpx.URL(link.strip()).copy_with(fragment=None))
    except httpx.InvalidURL:
        return link.strip()
