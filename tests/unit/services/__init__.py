"""Services that need no store."""
