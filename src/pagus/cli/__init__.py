"""``pagus ...``: the same verbs as the actions, for people and for scripts.

Each command imports what it needs when it runs: tables, rules and Django take a second or two to load, and ``pagus
serve`` needs none of them itself.
"""

from pagus.cli.entry import main

__all__ = ["main"]
