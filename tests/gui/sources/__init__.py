"""Shops and files on screen: shops, addresses, imports with preview, the first start."""
