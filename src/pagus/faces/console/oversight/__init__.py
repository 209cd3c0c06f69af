"""Who did what, on whose word, and which programs of others ask."""
