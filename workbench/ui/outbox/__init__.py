"""Everything on its way to a platform: to take back, to wait for, to do by hand (OUT)."""
