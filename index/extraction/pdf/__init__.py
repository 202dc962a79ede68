"""Getting articles out of PDFs: from glyphs on pages to paragraphs in reading order.

A PDF says which glyph stands where and nothing of words, lines, columns or paragraphs (ISO
32000-2, 9.4), so all of that is told from the geometry of the page, as readers do.
"""
