"""Files of the platforms, in and out: recognised by content, read in a limited child, told row by row.

May know ``services`` (whose contracts it fulfils), ``domain`` and ``base``; no other platform.
"""
