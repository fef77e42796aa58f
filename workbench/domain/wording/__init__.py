"""Words that cost a shop dear, found through disguises, with their place in the text (WORD)."""
