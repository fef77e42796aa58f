"""Colours, type, icons, plain words: the figures of the design, recomputed."""
