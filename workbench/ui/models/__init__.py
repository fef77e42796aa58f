"""Models phrase: rows of the store become words and numbers that delegates paint."""
