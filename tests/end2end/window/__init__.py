"""The whole window over a real store and the simulated platform, driven with keys."""
