"""May this subscriber see what happened, and did it ask for it?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pagus.apps.clients.queries import bearer_of_client
from pagus.apps.exchange.queries import KnownSubscription
from pagus.apps.people.queries import is_person
from pagus.apps.resources.reader import Version
from pagus.doors.fhir_r4.access import Access
from pagus.doors.fhir_r4.cutting import within_scopes
from pagus.doors.fhir_r4.shown.matching import satisfies
from pagus.doors.fhir_r4.shown.provider import narrowing
from pagus.doors.fhir_r4.telling.asking import topic_type
from pagus.doors.smart.bearing import access_of

__all__ = ["Watcher"]


class Watcher:
    """One subscription with the rights that its program has now."""

    def __init__(self, known: KnownSubscription) -> None:
        self.known = known
        self.type = topic_type(known.topic)
        bearer = bearer_of_client(known.client, known.scopes)
        self.access: Access | None = None if bearer is None else access_of(bearer)
        self._criteria = [narrowing(kind, name, value) for kind, name, value in known.filters]

    def wants(self, document: Mapping[str, Any], updated_ms: int) -> bool:
        """Do its filters hold for this document?"""
        return satisfies(document, self._criteria, updated_ms)

    def wants_kept(self, version: Version) -> bool:
        """Is this change of a kept resource one that it may see, and asked for?"""
        if version.type != self.type or self.access is None or version.body is None:
            return False
        if not within_scopes(self.access, "r", version.type, version.body) or not self._may_see(self.access, version):
            return False
        return not self._criteria or self.wants(json.loads(version.body), version.updated_ms)

    @staticmethod
    def _may_see(access: Access, version: Version) -> bool:
        if is_person(version.subject):
            return version.subject in access.visible([version.subject])
        # What is about nobody known is for who sees everybody of the place.
        return access.team == "*" and bool(access.places([version.territory]))
