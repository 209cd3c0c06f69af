"""Which types are exported: all that are read here but messages, and of them those that are about people."""

from __future__ import annotations

from pagus.fhir_r4 import RESOURCE_TYPES

__all__ = ["EXPORTED", "PATIENT_TYPES"]

_MESSAGES = {"Bundle", "CapabilityStatement", "OperationOutcome", "Parameters", "Subscription"}
_NOT_OF_PATIENTS = {
    "Device", "HealthcareService", "Library", "Location", "Organization", "PlanDefinition", "Questionnaire", "Schedule",
    "Slot", "AuditEvent",
}  # fmt: skip

EXPORTED = tuple(sorted(RESOURCE_TYPES - _MESSAGES))
PATIENT_TYPES = tuple(kind for kind in EXPORTED if kind not in _NOT_OF_PATIENTS)
