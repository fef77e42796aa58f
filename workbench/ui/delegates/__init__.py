"""Painters of rows: a value comes in, pixels come out; nothing here asks anybody anything."""
