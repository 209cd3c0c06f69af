"""The FHIR R4 door (4.0.1): resources in and out, searched, versioned, validated; errors as OperationOutcome."""
