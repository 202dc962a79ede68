from tests.discordfake.fixtures import loopback_only, spec, world

__all__ = ["loopback_only", "spec", "world"]
