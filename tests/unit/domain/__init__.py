"""The rules, in tables."""
