"""The parts of every screen: what they show, refuse and take back."""
