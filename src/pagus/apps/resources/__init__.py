"""The kept resources: what came as FHIR, in every version, byte for byte, and the index by which it is found."""
