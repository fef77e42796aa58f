"""The simulated platform on its file: rules, talks, time, faults, and what may never happen."""
