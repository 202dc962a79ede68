"""The catalogue: everything that is known, in SQLite. The rest can be rebuilt from it."""
