"""Clock, ids, paths, settings, texts, errors and the one connection factory: no business here.

May import nothing of the product; everything else may import it.
"""
