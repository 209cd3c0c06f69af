"""Consultations by video, as professionals see them."""
