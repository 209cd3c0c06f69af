"""The provider of what came as FHIR: the kept resources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from pagus.apps.people.queries import is_person
from pagus.apps.resources.finding import Line
from pagus.apps.resources.query import Query
from pagus.apps.resources.reader import Version
from pagus.apps.streams.queries import local_store
from pagus.doors.fhir_r4.access import Access
from pagus.doors.fhir_r4.cutting import within_scopes
from pagus.doors.fhir_r4.parameters import parameter_named
from pagus.doors.fhir_r4.provider import Abilities, Hit, Page, Shown
from pagus.doors.fhir_r4.reach import limits_of
from pagus.fhir_r4 import RESOURCE_TYPES
from pagus.fhir_r4.profiles import PROFILES
from pagus.fhir_r4.search import search_parameters

__all__ = ["NEVER_KEPT", "WRITING", "KeptResources"]

NEVER_KEPT = frozenset({"Bundle", "CapabilityStatement", "OperationOutcome", "Parameters", "Subscription"})
"""Types that are messages, not records; and subscriptions, which do something (``telling``)."""
WRITING = frozenset(
    {"create", "update", "patch", "delete", "read", "vread", "history-instance", "history-type", "search-type"}
)
_COUNTED = 1_001
"""How far matches are counted where nobody asks for the total: below this it costs nothing worth mentioning."""


class KeptResources:
    """The kept resources, as one provider for all types."""

    name = "kept"
    types = frozenset(RESOURCE_TYPES) - NEVER_KEPT

    def read(self, access: Access, type_: str, id_: str) -> Shown | None:
        """The current version; None also for one that is deleted (``current`` tells the two apart)."""
        version = self.current(access, type_, id_)
        return None if version is None or version.deleted else shown(version)

    def current(self, access: Access, type_: str, id_: str) -> Version | None:
        """The newest version, a deletion too; the reading is journalled."""
        version = local_store().resources.current(type_, id_, limits_of(access))
        return version if version is not None and self._seen(access, [version]) else None

    def version(self, access: Access, type_: str, id_: str, number: int) -> Version | None:
        """One version."""
        version = local_store().resources.version(type_, id_, number, limits_of(access))
        return version if version is not None and self._seen(access, [version]) else None

    def history(
        self, access: Access, type_: str | None, id_: str | None, before: int | None, since_ms: int, most: int
    ) -> tuple[list[Version], bool]:
        """The versions before a change, the newest first, and whether there are more."""
        found = local_store().resources.history(type_, id_, limits_of(access), before, since_ms, most + 1)
        page = found[:most]
        return self._seen(access, page), len(found) > most

    def search(self, access: Access, query: Query) -> Page:
        """A page of matches, as of the change at which its first page was asked."""
        reader, limits = local_store().resources, limits_of(access)
        until = int(query.until) if query.until else None
        found = reader.find(query, limits, until)
        total = found.total
        if total is None and query.after is None:
            counted = reader.count_up_to(query, limits, found.until, _COUNTED)
            total = counted if counted < _COUNTED else None
        lines = [line for line in found.lines if within_scopes(access, "srud", line.type, line.body)]
        seen = self._visible(access, lines)
        hits = tuple(
            Hit(Shown(type=line.type, id=line.id, body=line.body, version=str(line.version), updated_ms=line.updated,
                      subject=line.subject), line.place, line.order)
            for line in lines
            if not is_person(line.subject) or line.subject in seen
        )  # fmt: skip
        return Page(hits, found.more, total, str(found.until))

    def _visible(self, access: Access, lines: Sequence[Line | Version]) -> frozenset[str]:
        """Who of these people may be shown? It is journalled that they are."""
        codes = {line.subject for line in lines if is_person(line.subject)}
        if not codes:
            return frozenset()
        seen = access.visible(codes)
        access.note_reading(sorted(seen))
        return seen

    def _seen(self, access: Access, versions: list[Version]) -> list[Version]:
        versions = [version for version in versions if within_scopes(access, "rsud", version.type, version.body)]
        seen = self._visible(access, versions)
        return [version for version in versions if not is_person(version.subject) or version.subject in seen]

    def capabilities(self) -> Mapping[str, Abilities]:
        """Every type may be written and found by its standard parameters."""
        return self._capabilities

    @cached_property
    def _capabilities(self) -> Mapping[str, Abilities]:
        return {
            type_: Abilities(
                interactions=WRITING,
                profiles=tuple(sorted(each.url for each in PROFILES.values() if each.type == type_)),
                parameters={
                    name: parameter.kind
                    for name, parameter in sorted(search_parameters(type_).items())
                    if parameter_named(type_, name) is not None
                },
            )
            for type_ in sorted(self.types)
        }


def shown(version: Version) -> Shown:
    """A version as it is answered."""
    return Shown(
        type=version.type,
        id=version.id,
        body=version.body or b"",
        version=str(version.version),
        updated_ms=version.updated_ms,
        subject=version.subject,
    )
