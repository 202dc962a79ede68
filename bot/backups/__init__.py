"""Backups of the catalogue: making, checking, restoring and rotating them.

A backup is one ZIP file with a manifest and the catalogue's SQLite file, which has everything:
articles, their vectors, and what the bot remembers. No settings are in it, so no tokens either.
"""
