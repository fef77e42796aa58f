"""The after-sale workbench: one queue of refund cases for shops on four Chinese platforms."""

__version__ = "0.1.0"
