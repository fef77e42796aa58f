"""Cards rendered to images and looked at by rule."""
