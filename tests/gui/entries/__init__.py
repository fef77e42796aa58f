"""Reopening entries on screen: verdicts, ticks, batches, countdowns, orders by hand."""
