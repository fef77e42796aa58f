"""What a person can choose, each with what it changes; backup, restore, keys, version."""
