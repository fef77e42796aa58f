"""The steps from an empty file to the current schema; each has run exactly once in every store.

A change is three things in one commit: a step here, a frozen store of the version before under
``tests/data``, a line in the changelog. Steps are never edited once released.
"""
