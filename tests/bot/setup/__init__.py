"""Tests of `footnote setup`."""
