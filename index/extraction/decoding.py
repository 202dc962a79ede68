"""From bytes to text, without guessing where the answer is known."""

import codecs
import re
from collections.abc import Sequence

from index.extraction.guessing import guessed
from index.extraction.mending import mended

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_META_WITHIN = 4_096
# What browsers take these labels for (WHATWG Encoding Standard, section 4.2).
_BROADER = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
_LABELS = {  # that Python doesn't know
    "iso-8859-8-i": "iso8859-8",
    "unicode-1-1-utf-8": "utf-8",
    "windows-874": "cp874",
    "x-big5": "big5hkscs",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "x-x-big5": "big5hkscs",
}
_STRICT = {"big5hkscs", "cp932", "cp949", "euc_jp", "gb18030"}  # little but their own text fits
_NOT_SELF_EVIDENT = ("utf-16", "utf-32", "utf-7", "iso2022")
_BINARY = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"OggS",
    b"ID3", b"\x7fELF", b"MZ\x90", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xd0\xcf\x11\xe0", b"{\\rtf",
    b"SQLite format 3", b"GGUF", b"wOFF", b"wOF2",
)  # fmt: skip
_SAMPLE = 8_192
_WIDE = 0.08  # of the bytes that are NUL at least in UTF-16 that is written without a mark
_FEWEST = 32  # bytes from which on that can be told
_WRONG = 0.05  # for each of them, NUL bytes that stand in the other half of a letter
_WIDE_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ISLANDS = "footnote.islands"
_STRAY = re.compile("[\udc80-\udcff]")
_FEWEST_LETTERS = 8
_TIMES = 3  # so many letters of UTF-8 for each stray byte
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 0.01


def is_binary(content: bytes, encoding: str | None = None) -> bool:
    """Tell whether `content` is no text, by its first bytes.

    Args:
        content: the bytes.
        encoding: the announced encoding, which may be one that has NUL bytes.
    """
    if content.startswith(_BINARY):
        return True
    if _marked(content) or (_codec(encoding) or "").startswith(("utf-16", "utf-32")):
        return False
    if _unmarked(content):
        return False
    sample = content[:_SAMPLE]
    controls = _CONTROL.findall(sample)
    return b"\0" in sample or len(controls) > _MOST_CONTROL * len(sample)


def decode(content: bytes, encoding: str | None = None) -> str | None:
    """Return the text that `content` spells, None when no encoding fits.

    A byte order mark is believed first. Bytes that are valid UTF-8 are UTF-8 whatever was
    announced, for text in other encodings practically never is; so are bytes that are UTF-8 but
    for a few. Then the announced encoding counts, then the one an HTML page names, then the
    likeliest one. Text that went through a wrong encoding before is mended.
    """
    text = _decoded(content, encoding)
    return None if text is None else mended(text)


def _decoded(content: bytes, encoding: str | None) -> str | None:
    if marked := _marked(content) or _unmarked(content):
        lenient = _ISLANDS if marked == "utf-8" else "replace"
        return content.decode(marked, lenient).removeprefix("\ufeff")
    named = _META.search(content[:_META_WITHIN])
    announced = [
        codec
        for label in (encoding, named[1].decode("ascii", "ignore") if named else None)
        if (codec := _codec(label))
    ]
    special = [codec for codec in announced if codec.startswith(_NOT_SELF_EVIDENT)]
    strict = [codec for codec in announced if codec in _STRICT]
    for codec in (*special, "utf-8", *strict):
        text = _try(content, codec)
        if text is not None:
            return text
    return _nearly_utf_8(content) or _announced(content, announced)


def _announced(content: bytes, announced: Sequence[str]) -> str | None:
    for codec in announced:
        text = _try(content, codec)
        if text is not None:
            return text
    return guessed(content)


def _nearly_utf_8(content: bytes) -> str | None:
    """Return the text of UTF-8 into which some bytes of Windows-1252 got, None if it isn't that."""
    text = content.decode("utf-8", _ISLANDS)
    strays = len(_STRAY.findall(content.decode("utf-8", "surrogateescape")))
    letters = sum(letter > "\x7f" for letter in text) - strays
    return text.removeprefix("\ufeff") if letters >= max(_TIMES * strays, _FEWEST_LETTERS) else None


def _island(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that aren't UTF-8 as Windows-1252, as pages mean them that mix both."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_ISLANDS, _island)


def _marked(content: bytes) -> str | None:
    return next((codec for mark, codec in _MARKS if content.startswith(mark)), None)


def _unmarked(content: bytes) -> str | None:
    """Return which UTF-16 a text without a mark is, by where the NUL bytes of its ASCII are."""
    sample = content[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    codec, nuls, others = ("utf-16-le", odd, even) if odd > even else ("utf-16-be", even, odd)
    if (
        len(sample) < _FEWEST
        or nuls < _WIDE * len(sample)
        or others > _WRONG * nuls
        or len(content) % 2
    ):
        return None
    read = _try(sample[: len(sample) - len(sample) % 4], codec)
    return codec if read is not None and not _WIDE_CONTROL.search(read) else None


def _codec(label: str | None) -> str | None:
    """Return the name of the codec for an announced label, None when there is none."""
    said = (label or "").strip("\"' \t").lower()
    try:
        codec = codecs.lookup(_LABELS.get(said, said)) if said else None
    except (LookupError, ValueError):
        return None
    if codec is None or not codec._is_text_encoding:  # noqa: SLF001 - says that it isn't "rot13"
        return None
    return _BROADER.get(codec.name, codec.name)


def _try(content: bytes, codec: str) -> str | None:
    try:
        return str(content, codec).removeprefix("\ufeff")
    except (UnicodeError, LookupError):
        return None
