"""The queue: one list for all shops that never jumps under the hand, keys all the way."""
