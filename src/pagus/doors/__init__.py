"""Doors: how data come in. A door parses what a protocol brings and hands it to the actions of the apps."""
