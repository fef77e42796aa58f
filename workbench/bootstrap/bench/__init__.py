"""How fast it is, as ratios: every figure beside a floor that was measured in the same run."""
