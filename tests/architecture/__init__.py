"""Checks on the code itself: who may import whom, sizes, banned calls, texts, the wheel."""
