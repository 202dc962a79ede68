"""Feeds in Discord: who follows which, and who is told of their articles."""
