"""These tests start servers and take minutes, so they run only where they are asked for."""

from pathlib import Path

import pytest

from tests.discordfake.fixtures import loopback_only

__all__ = ["loopback_only"]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave these tests out unless their folder, or one of them, is named on the command line."""
    named = any("scaled" in str(argument) for argument in config.invocation_params.args)
    return None if named or not collection_path.name.startswith("test_") else True
