"""Handlers, one module per subject: load, one call of the domain, commit."""
