"""Summaries of articles and messages in Discord."""
