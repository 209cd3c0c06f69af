"""Places, things, teams and people."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pagus.apps.accounts import queries as accounts
from pagus.apps.identities.programs import people_who_may_have, qualified_identities
from pagus.apps.monitoring.standing import Standing, standings
from pagus.apps.people import queries as people
from pagus.apps.resources.naming import code_of_reference
from pagus.apps.resources.query import Query
from pagus.apps.territory import queries as territory
from pagus.doors.fhir_r4.shown.shelves.base import CHUNK, Asker, Item, asked_identifiers, asked_ids
from pagus.doors.fhir_r4.shown.writing.identity import with_identity
from pagus.doors.fhir_r4.shown.writing.territory import (
    device,
    patient,
    place_location,
    team_id,
    team_organization,
)
from pagus.errors import CodeError, NotFound

__all__ = ["Devices", "Patients", "Places", "Teams", "own_territories"]


def own_territories(asker: Asker) -> tuple[str, ...]:
    """In which territories may this one look at what is about nobody?"""
    if isinstance(asker.viewer, str):
        return (asker.access.territory,) if asker.access.territory else ()
    return accounts.territories(asker.viewer, "see_places")


class Patients:
    """People, under their pseudonym."""

    type = "Patient"

    def one(self, asker: Asker, id_: str) -> Item | None:
        """The person of this id, if this one may see them."""
        code = f"person:{id_}"
        return next(self._items(asker, people.visible_codes(asker.viewer, [code])), None)

    def walk(self, asker: Asker, query: Query, after: str) -> Iterator[Item]:
        """Those whom this one may see, by code."""
        codes = self._asked(asker, query)
        if codes is not None:
            seen = people.visible_codes(asker.viewer, codes)
            yield from self._items(asker, [code for code in sorted(seen) if code > after])
            return
        while some := people.visible_after(asker.viewer, after, CHUNK):
            yield from self._items(asker, some)
            after = some[-1]

    @staticmethod
    def _asked(asker: Asker, query: Query) -> frozenset[str] | None:
        """Who can be meant at all? None for anybody."""
        ids, identifiers = asked_ids(query), asked_identifiers(query)
        codes = None if ids is None else frozenset(f"person:{each}" for each in ids)
        if identifiers is not None:
            able = identifiers | people_who_may_have(identifiers) if asker.access.identities else identifiers
            codes = able if codes is None else codes & able
        hand = asker.access.patient
        if not hand:
            return codes
        return frozenset({hand}) if codes is None else codes & {hand}

    @staticmethod
    def _items(asker: Asker, seen: Collection[str]) -> Iterator[Item]:
        known, became = people.facts_of(seen), _became(asker, seen)
        identities = qualified_identities(seen) if asker.access.identities else {}
        for code in seen:
            standing = became.get(code, Standing())
            document = patient(known[code], standing)
            if code in identities:
                document = with_identity(document, identities[code])
            yield Item(document, code, code, max(known[code].added_ms, standing.changed_ms))


def _became(asker: Asker, seen: Collection[str]) -> dict[str, Standing]:
    """What became of these people. Another pseudonym of theirs is named to whoever may see that one too."""
    found = standings(seen)
    named = {code for each in found.values() for code in (each.replaced_by, *each.replaces) if code}
    shown = people.visible_codes(asker.viewer, named) if named else frozenset()
    for each in found.values():
        each.replaces = tuple(code for code in each.replaces if code in shown)
        if each.replaced_by not in shown:
            each.replaced_by = ""
    return found


class Teams:
    """Care teams of the territory."""

    type = "Organization"

    def one(self, asker: Asker, id_: str) -> Item | None:
        """The team of this id."""
        return next((each for each in self._items(asker, "") if each.document["id"] == id_), None)

    def walk(self, asker: Asker, query: Query, after: str) -> Iterator[Item]:
        """All of them, by code."""
        return self._items(asker, after)

    def _items(self, asker: Asker, after: str) -> Iterator[Item]:
        found = {each.code: each for own in own_territories(asker) for each in people.teams(own)}
        for code in sorted(found):
            if team_id(code) > after:
                yield Item(team_organization(found[code], asker.language), team_id(code))


class Devices:
    """Things that stand in the territory."""

    type = "Device"

    def one(self, asker: Asker, id_: str) -> Item | None:
        """The thing of this id."""
        try:
            thing = territory.get_thing(f"thing:{id_}")
        except NotFound:
            return None
        if not asker.access.places([thing.place]):
            return None
        return Item(device(thing, asker.language), thing.code, thing.code)

    def walk(self, asker: Asker, query: Query, after: str) -> Iterator[Item]:
        """All of them, by code."""
        known = [each for each in territory.things() if each.code > after]
        here = asker.access.places({each.place for each in known})
        for thing in known:
            if thing.place in here:
                yield Item(device(thing, asker.language), thing.code, thing.code)


class Places:
    """The territory and the communes in it. Any other place can be read by its id: its name is no secret."""

    type = "Location"

    def one(self, asker: Asker, id_: str) -> Item | None:
        """The place of this id."""
        code = code_of_reference(f"Location/{id_}")
        if code is None or code.startswith("facility:"):
            return None
        try:
            return self._item(code)
        except (NotFound, CodeError):
            return None

    def walk(self, asker: Asker, query: Query, after: str) -> Iterator[Item]:
        """The territory itself and its communes, by code."""
        codes: set[str] = set()
        for own in own_territories(asker):
            codes |= {own, *territory.places_within(own)}
        for code in sorted(codes):
            if code > after:
                yield self._item(code)

    def _item(self, code: str) -> Item:
        place = territory.get_place(code)
        above = territory.parents(code, "epci") or territory.parents(code)
        return Item(place_location(place, above[0].code if above else ""), code, code)
