"""The frame of the window: bars, panels over the screens, what is remembered; no business."""
