"""The main job played through the real widgets without a display, with pictures on the way."""
