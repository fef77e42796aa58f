"""The window: screens show what services decided and never decide themselves."""
