"""Bulk import: from lists of links, exports of other programs and folders to articles."""
