"""Stores that earlier versions of Footnote have written are opened by this one."""
