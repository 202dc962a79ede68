"""Walks a newcomer through the few settings that matter, and writes `.env`."""
