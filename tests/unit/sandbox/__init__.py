"""Parts of the simulated platform that need no file: ids, the past, what is sold and said."""
