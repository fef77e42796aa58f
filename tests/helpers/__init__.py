"""What tests share: guards of the suite, stubs for mypy."""
