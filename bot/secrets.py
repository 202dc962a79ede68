"""The secrets of the settings, taken out of what would show them.

Nothing here is the reason why no secret is shown: tokens are `SecretStr`, links are named without
their credentials, and what libraries say of themselves is logged from WARNING on. This is the last
resort for what nobody thought of.
"""

import json
import logging
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Final, Self
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from pydantic import SecretStr

from bot.settings import Settings

HIDDEN: Final = "[hidden]"
_SHORTEST: Final = 4  # characters; what is shorter stands in every second word
_PASSWORDS: Final = ("password", "sslpassword", "token", "api_key")  # in the query of a link


class Secrets:
    """Texts that nobody may read."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Hide `texts`, in whichever form they appear; those of under four characters can't be."""
        forms = {form for text in texts for form in _forms(text) if len(form) >= _SHORTEST}
        longest_first = sorted(forms, key=len, reverse=True)
        self._hidden = re.compile("|".join(map(re.escape, longest_first))) if forms else None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return all secrets in the settings: tokens, and what is in links before their hosts."""
        return cls(secret for name in Settings.model_fields for secret in _in(settings, name))

    def scrubbed(self, text: str) -> str:
        """Return a text with `HIDDEN` in place of every secret."""
        return text if self._hidden is None else self._hidden.sub(HIDDEN, text)


class ScrubbingFormatter(logging.Formatter):
    """Formats records as another formatter does, tracebacks included, without the secrets."""

    def __init__(self, inner: logging.Formatter, secrets: Secrets) -> None:
        """Take the secrets out of what `inner` makes."""
        super().__init__()
        self._inner = inner
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's text."""
        return self._secrets.scrubbed(self._inner.format(record))


def _in(settings: Settings, name: str) -> Iterator[str]:
    """Yield the secrets in one setting."""
    value = getattr(settings, name)
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
        yield value
    if isinstance(value, str) and "://" in value:
        yield from _in_link(value)


def _in_link(link: str) -> Iterator[str]:
    try:
        parts = urlsplit(link)
    except ValueError:  # what looks like an IPv6 address and is none
        return
    if parts.password:
        yield parts.password
        yield _basic(parts)
    for name, values in parse_qs(parts.query).items():
        if name in _PASSWORDS:
            yield from values


def _basic(parts: SplitResult) -> str:
    """Return the credentials of a link as the header Authorization has them (RFC 7617)."""
    pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    return b64encode(pair.encode()).decode()


def _forms(text: str) -> Iterator[str]:
    """Yield a text as it stands in links, in `repr`, and as each of these stands in JSON."""
    for linked in (text, unquote(text), quote(text, safe=""), quote(text)):
        for shown in (linked, repr(linked)[1:-1]):
            yield shown
            yield json.dumps(shown)[1:-1]
            yield json.dumps(shown, ensure_ascii=False)[1:-1]
