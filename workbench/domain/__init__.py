"""The business, computed from arguments alone: no clock, file, thread, network or chance in here.

May import ``base`` for ids, errors and texts only.
"""
