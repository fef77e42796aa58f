"""The outside world: the simulated platform, hand-off to a person, and files in and out.

The rooms in here do not know each other.
"""
