"""Packed files around fuzzed bytes: mutating a whole ZIP archive would only break its lengths.

Bytes that already are such a file are left as they are.
"""

import io
import zipfile

PDF_WORDS = (
    *b"BT | ET| Tj| TJ| Td | Tm | Tf |/F1 | cm | q| Q|(|)|<|>|[|]| T*| Tr| Tz| Ts| TL| Do".split(
        b"|"
    ),
    *b"BI | ID | EI| rg".split(b"|"),
)
DOCX_WORDS = (
    *b"<w:p> </w:p> <w:r> </w:r> <w:t> </w:t> <w:tbl> <w:tr> <w:tc> <w:pPr> <w:numPr>".split(),
    *b"<w:hyperlink> <w:ins> <w:del> <w:tab/> <w:br/>".split(),
    *b"<w:pStyle w:val='Heading1'/>|<w:ilvl w:val='0'/>|<w:footnoteReference w:id='1'/>".split(
        b"|"
    ),
)

_SIZE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents 4 0 R"
_FONTS = (
    b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
)
_CONTAINER = (
    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container' version='1.0'><rootfiles>"
    "<rootfile full-path='book.opf' media-type='application/oebps-package+xml'/></rootfiles>"
    "</container>"
)
_PACKAGE = (
    "<package xmlns='http://www.idpf.org/2007/opf' version='3.0' unique-identifier='i'><metadata "
    "xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:identifier id='i'>x</dc:identifier><dc:title>"
    "Walls</dc:title><dc:language>en</dc:language></metadata><manifest><item id='c' href='c.xhtml' "
    "media-type='application/xhtml+xml'/></manifest><spine><itemref idref='c'/></spine></package>"
)
_TYPES = (
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default "
    "Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
    "<Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-"
    "officedocument.wordprocessingml.document.main+xml'/></Types>"
)
_RELATIONS = (
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    "<Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/"
    "relationships/officeDocument' Target='word/document.xml'/></Relationships>"
)
_DOCUMENT = (
    b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>",
    b"</w:body></w:document>",
)


def pdf(content: bytes) -> bytes:
    """Return a PDF of one page on which `content` is drawn."""
    if content.startswith(b"%PDF-"):
        return content
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _SIZE + b" " + _FONTS,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    )
    written = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    begins = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return written + (
        b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, begins)
    )


def epub(content: bytes) -> bytes:
    """Return a book of one chapter, `content`."""
    if content.startswith(b"PK\x03\x04"):
        return content
    return _packed(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": _CONTAINER.encode(),
            "book.opf": _PACKAGE.encode(),
            "c.xhtml": content,
        }
    )


def docx(content: bytes) -> bytes:
    """Return a text of Word with `content` for its body."""
    if content.startswith(b"PK\x03\x04"):
        return content
    before, after = _DOCUMENT
    return _packed(
        {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _RELATIONS.encode(),
            "word/document.xml": before + content + after,
        }
    )


def pdf_seeds() -> list[bytes]:
    """Return what is drawn on pages, and a whole PDF."""
    lines = (
        b"BT /F1 12 Tf 72 500 Td 14 TL (The wall was built in 1931 and it) Tj T* (stands.) Tj ET"
    )
    two = b"BT /F1 9 Tf 1 0 0 1 40 500 Tm (Left) Tj ET BT /F1 9 Tf 1 0 0 1 240 500 Tm (Right) Tj ET"
    return [lines, two, pdf(lines)]


def epub_seeds() -> list[bytes]:
    """Return chapters, and a whole book."""
    chapter = (
        b"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>One</title></head><body><h1>One"
        b"</h1><p>The wall was built in 1931.</p><ul><li>It stands.</li></ul></body></html>"
    )
    return [chapter, epub(chapter)]


def docx_seeds() -> list[bytes]:
    """Return bodies, and a whole file."""
    body = (
        b"<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>One</w:t></w:r></w:p><w:p><w:r>"
        b"<w:t>The wall was built in 1931.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cell"
        b"</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    return [body, docx(body)]


def _packed(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()
