"""Tokens to give away, and who fails a test that does."""

from tests.security.leaks import planted, pytest_runtest_makereport

__all__ = ["planted", "pytest_runtest_makereport"]
