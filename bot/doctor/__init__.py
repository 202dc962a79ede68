"""`footnote doctor`: looks at all that has to be right, mends what can be mended without loss.

What can't be mended is told with what to do about it.
"""
