"""Turns the definitions of FHIR R4 into Python: read ``definitions`` first, then ``models``, then ``search``."""
