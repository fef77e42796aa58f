"""Tests of one module at a time: no window, no network."""
