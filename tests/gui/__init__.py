"""Tests of the window, rendered offscreen."""
