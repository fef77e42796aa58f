"""The packs, the readers of packs, and what they refuse."""
