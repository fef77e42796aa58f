"""The only room that knows every layer: it opens a data directory and hands out its parts."""
