"""Tests of the case pane and its panels, with real clicks and keys against a door in memory."""
