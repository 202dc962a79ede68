"""Feeds that are followed: what they hold, when they are looked at, and what becomes of it."""
