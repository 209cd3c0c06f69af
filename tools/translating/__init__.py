"""Keeping the French and the German of the interface whole. ``tools/translations.py`` is the command."""
