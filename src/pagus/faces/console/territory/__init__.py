"""The territory: its places, on a map and in words."""
