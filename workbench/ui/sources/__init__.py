"""Shops and files: where the cases come from, return addresses, imports, the first start (IMP)."""
