"""The command line: one module per family of commands; the same services as the window."""
