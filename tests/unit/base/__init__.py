"""Tests of the ground floor: engine, files, paths, settings, logs."""
