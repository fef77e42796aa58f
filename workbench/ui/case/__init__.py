"""The case pane: one case in full, what may be done with it, and the panels where it is done.

Words are made in functions and values without Qt (``clock``, ``telling``, ``facts`` ...), views lay
them out, panels fill one ``ActRequest`` each. Nothing here reads a store: what is shown was read
by ``loading`` on the workers.
"""
