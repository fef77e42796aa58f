"""Whether an act may be done: pure checks that return refusals, one module per subject."""
