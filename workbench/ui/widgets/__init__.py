"""Parts every screen is built from; they know no case, only words, numbers and colour roles."""
