"""``python -m pagus`` is the ``pagus`` command."""

from pagus.cli import main

main()
