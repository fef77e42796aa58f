"""The simulated platform: its own file, its own clock, its own rules; it may say no.

It shares value types and the transition table with the domain, and nothing of its state: what the
workbench knows of it comes through ``gateway.SandboxGateway`` alone.
"""
