"""The outbox on screen: taking back, hand-offs, what was refused and what to do."""
