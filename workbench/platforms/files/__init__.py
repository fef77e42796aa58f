"""Files of the platforms, in and out: known by their content, read in a limited child process.

May know ``services`` (whose contracts it fulfils), ``domain`` and ``base``; no other platform.
"""
