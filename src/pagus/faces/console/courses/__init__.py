"""Courses on pathways, and the forms that belong to them."""
