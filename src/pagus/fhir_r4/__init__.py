"""FHIR R4 (4.0.1): is this text a valid resource, what is wrong with it, and what would a search find in it?

Read first: ``read``. The models (``generated/``) are loaded type by type when one is met; importing this package loads
none of them.
"""

from pagus.fhir_r4.faults import Fault, FhirFaults
from pagus.fhir_r4.moments import bounds
from pagus.fhir_r4.reading import read
from pagus.fhir_r4.references import references
from pagus.fhir_r4.resource_types import RESOURCE_TYPES
from pagus.fhir_r4.search import Entry, SearchParameter, patient_compartment, search_parameters, search_values
from pagus.fhir_r4.search_entries import canonical_quantity

__all__ = [
    "RESOURCE_TYPES",
    "Entry",
    "Fault",
    "FhirFaults",
    "SearchParameter",
    "bounds",
    "canonical_quantity",
    "patient_compartment",
    "read",
    "references",
    "search_parameters",
    "search_values",
]
