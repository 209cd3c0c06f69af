"""Rounds of nurses, and the week of a mobile unit."""
