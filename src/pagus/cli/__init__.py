"""``pagus ...``: the same verbs as the actions, for people and for scripts."""

from pagus.cli.entry import main

__all__ = ["main"]
