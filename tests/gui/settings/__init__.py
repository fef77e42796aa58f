"""Settings on screen: each writes at once and says what it changes."""
