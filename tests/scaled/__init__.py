"""Footnote with its parts moved out, end to end, on real servers on this machine.

    make scaled                 all of it
    make scaled PART=chroma     one of chroma, models, postgres, shards, all

A part is a module with `running(folder)`, an async context manager that starts a server which keeps
its files in the folder, and yields the settings that name it. `tests.scaled.whole` is the test
that passes on every one of them.
"""
