"""Menus of school kitchens."""
