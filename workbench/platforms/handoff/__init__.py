"""Acts that a person carries out on the platform's page: text to copy, page to open, what to check.

May know ``services`` (whose contracts it fulfils), ``domain`` and ``base``; no other platform.
"""
