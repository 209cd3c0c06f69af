"""Pagus: the open platform that a health territory runs on. ARCHITECTURE.md is the map of the house."""

__version__ = "0.1.0"
