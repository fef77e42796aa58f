"""The use cases over a real store and the simulated platform."""
