"""The suite: what the workbench promises, checked without a display and without a network."""
