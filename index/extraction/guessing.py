"""In which encoding a text is that nobody says it of, by charset-normalizer and a few rules."""

import re

from charset_normalizer import from_bytes
from charset_normalizer.models import CharsetMatch

# The encodings of the web (WHATWG Encoding Standard), the commoner of two that read alike first.
_USUAL = (
    "cp1252", "cp1251", "cp932", "gb18030", "euc_jp", "big5", "big5hkscs", "cp949", "cp1250",
    "iso8859_2", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "koi8_r",
    "koi8_u", "iso8859_5", "iso8859_7", "iso8859_15", "mac_roman", "cp866", "iso2022_jp",
)  # fmt: skip
_ORDER = {codec: number for number, codec in enumerate(_USUAL)}
_SAMPLE = 100_000
_KANA = re.compile("[\u3041-\u30fe]")
_JAPANESE = 0.2  # of the letters that are kana; what isn't Japanese reads as few


def guessed(content: bytes) -> str | None:
    """Return the text that `content` most likely spells, None when nothing fits."""
    sample = content
    if len(content) > _SAMPLE:
        sample = content[:_SAMPLE].rpartition(b"\n")[0] or content[:_SAMPLE].rpartition(b" ")[0]
    matches = list(from_bytes(sample, cp_isolation=list(_USUAL)))
    if not matches:
        return None
    best = min(matches, key=_unlikeliness)
    return str(best) if sample is content else content.decode(best.encoding, "replace")


def _unlikeliness(match: CharsetMatch) -> tuple[bool, float, float, int]:
    text = str(match)
    japanese = len(_KANA.findall(text)) > _JAPANESE * len(text)
    return not japanese, match.chaos, -match.coherence, _ORDER.get(match.encoding, len(_ORDER))
