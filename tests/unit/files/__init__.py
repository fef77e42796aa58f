"""Exports read, recognised, mapped and merged, and tables written: no store, no window."""
