"""From bytes to text, without guessing where the answer is known."""

import codecs
import re

from charset_normalizer import from_bytes

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
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
_NOT_SELF_EVIDENT = ("utf-16", "utf-32", "utf-7", "iso2022")
_BINARY = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"OggS",
    b"ID3", b"\x7fELF", b"MZ\x90", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xd0\xcf\x11\xe0", b"{\\rtf",
    b"SQLite format 3", b"GGUF", b"wOFF", b"wOF2",
)  # fmt: skip
_SAMPLE = 8_192
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
    sample = content[:_SAMPLE]
    controls = _CONTROL.findall(sample)
    return b"\0" in sample or len(controls) > _MOST_CONTROL * len(sample)


def decode(content: bytes, encoding: str | None = None) -> str | None:
    """Return the text that `content` spells, None when no encoding fits.

    A byte order mark is believed first. Bytes that are valid UTF-8 are UTF-8 whatever was
    announced, for text in other encodings practically never is. Then the announced encoding
    counts, then the one an HTML page names, then the likeliest by charset-normalizer.
    """
    if marked := _marked(content):
        return _try(content, marked)
    named = _META.search(content[:_META_WITHIN])
    announced = [
        codec
        for label in (encoding, named[1].decode("ascii", "ignore") if named else None)
        if (codec := _codec(label))
    ]
    special = [codec for codec in announced if codec.startswith(_NOT_SELF_EVIDENT)]
    for codec in (*special, "utf-8", *announced):
        text = _try(content, codec)
        if text is not None:
            return text
    guess = from_bytes(content).best()
    return str(guess) if guess is not None else None


def _marked(content: bytes) -> str | None:
    return next((codec for mark, codec in _MARKS if content.startswith(mark)), None)


def _codec(label: str | None) -> str | None:
    """Return the name of the codec for an announced label, None when there is none."""
    try:
        name = codecs.lookup(label.strip("\"' ")).name if label else None
    except LookupError:
        return None
    return None if name is None else _BROADER.get(name, name)


def _try(content: bytes, codec: str) -> str | None:
    try:
        return str(content, codec).removeprefix("\ufeff")
    except (UnicodeError, LookupError):
        return None
