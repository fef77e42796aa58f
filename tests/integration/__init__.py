"""Several rooms together, on real files."""
