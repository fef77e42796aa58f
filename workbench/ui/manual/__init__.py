"""The rulebook inside the window: a list of rules, and one of them in words."""
