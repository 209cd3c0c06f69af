"""The national identity (INS) on a Patient, as the French core profile has it: the number, and how far it is verified.

Source: FR Core, FRCorePatientINSProfile and FRCorePatientIdentityReliabilityExtension, read in November 2026: a number
is there only with a qualified identity, and then the status is VALI. The OIDs are recalled and certain only locally.
"""

from __future__ import annotations

from pagus.apps.identities.actions import Identity
from pagus.apps.identities.matricule import NIA, NIR, TEST
from pagus.doors.fhir_r4.shown.writing.parts import Document

__all__ = ["carries_identity", "with_identity"]

_CORE = "https://hl7.fr/ig/fhir/core"
_TYPES = {NIR: ("INS-NIR", "official"), NIA: ("INS-NIA", "temp"), TEST: ("INS-NIR-TEST", "official")}


def with_identity(patient: Document, identity: Identity) -> Document:
    """The same Patient with this qualified identity. Name, birth date and the other traits are not shown."""
    code, use = _TYPES[identity.oid]
    number = {
        "use": use,
        "type": {"coding": [{"system": f"{_CORE}/CodeSystem/fr-core-cs-v2-0203", "code": code}]},
        "system": f"urn:oid:{identity.oid}",
        "value": identity.matricule,
    }
    status = {"system": f"{_CORE}/CodeSystem/fr-core-cs-v2-0445", "code": "VALI"}
    reliability = {
        "extension": [{"url": "identityStatus", "valueCoding": status}],
        "url": f"{_CORE}/StructureDefinition/fr-core-identity-reliability",
    }
    return {**patient, "extension": [reliability], "identifier": [*patient["identifier"], number]}


def carries_identity(patient: Document) -> bool:
    """Does this Patient show a national identity?"""
    return any(each["system"].removeprefix("urn:oid:") in _TYPES for each in patient.get("identifier", ()))
