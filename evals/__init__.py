"""Measured quality, over the real pipeline."""
