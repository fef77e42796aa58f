"""The word list: what it marks, what it leaves alone, and how it says that it is wrong."""
