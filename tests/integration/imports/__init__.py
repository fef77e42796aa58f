"""Imports into the real store: samples, repeats, stops and kills."""
