"""Everything a platform may change, as data (POL): ``model`` is read, ``schema`` parses."""
