"""Reopening after-sale entries: who asked, what stands against it, what runs (OPEN)."""
