"""Kits: the library, installing, running, changing, ending."""
