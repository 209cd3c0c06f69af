"""Pure functions from an object of the house to a FHIR R4 document: plain dicts, in the order of the specification."""
