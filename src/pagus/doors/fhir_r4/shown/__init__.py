"""Objects of the house as FHIR: places, people, things, care, alerts, courses, forms, kits, journal, observations.

``writing`` has the pure functions from an object to a document; ``shelves`` fetch what may be seen, through the queries
of the apps; ``matching`` decides which of it a search finds. Nothing here is kept: it is written anew at each question.
"""
