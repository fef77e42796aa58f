"""Tests of the queue with real clicks and keys, over a fake door."""
