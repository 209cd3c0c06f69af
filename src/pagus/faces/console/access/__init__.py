"""The access lab, and where new sites help most."""
