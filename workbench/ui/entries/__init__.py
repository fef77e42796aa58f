"""Reopening after-sale entries: buyers' requests, orders, what stands against it, what runs (OPEN)."""
