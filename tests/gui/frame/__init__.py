"""Tests of the window's frame, over a fake door."""
