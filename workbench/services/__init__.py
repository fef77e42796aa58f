"""Use cases: commands, who may run them, ports to the outside, and the contracts for reading.

Runs and is tested without Qt, SQLite or a network.
"""
