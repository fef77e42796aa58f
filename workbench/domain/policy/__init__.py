"""Everything a platform may change, as data (POL): ``model`` is what rules read, ``schema`` parses packs."""
