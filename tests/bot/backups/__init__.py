"""Backups are whole or not there, and restoring them loses nothing."""
