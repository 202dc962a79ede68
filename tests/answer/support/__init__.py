"""Tests of what support is judged by."""
