"""The composition root: builds the parts from the settings, each when it is first needed.

Listing articles needs no model and asking needs both, so parts are made lazily, once, and closed
together, last made first closed.
"""
