"""Is this facility there already, under another code? By its official number, else by name, commune and distance."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pagus.apps.care import queries as care
from pagus.apps.care.checking import refuse_mixing
from pagus.apps.care.facts import FacilityFacts
from pagus.apps.care.points import kilometres
from pagus.apps.streams.observation import Note
from pagus.kernel.places import fold

__all__ = ["Register", "Same"]

NEAR_KM = 0.2
"""Two facilities of one name and kind so near to each other are the same (local default: geocoders differ by that)."""
COUNTED = "commune_supply"


@dataclass(frozen=True, slots=True)
class _Entry:
    code: str
    identifier: str
    kind: str
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class Same:
    """The code under which a facility is there. ``certain`` False: official numbers speak against it."""

    code: str
    by_identifier: bool
    certain: bool
    facts: FacilityFacts

    def note(self, number: int) -> Note:
        """What the report says of it."""
        told = {"name": self.facts.name, "code": self.code}
        if self.by_identifier:
            return Note(
                number, "code", "{name} has the official number of {code}: taken for the same", told,
                "nothing needs to be done; the number decides",
            )  # fmt: skip
        if self.certain:
            return Note(
                number, "name", "{name} has the name, kind and place of {code}: taken for the same", told,
                "give both an official identifier when they are two",
            )  # fmt: skip
        return Note(
            number, "name", "{name} has the name, kind and place of {code}, but another official number: kept apart",
            told, "close one of them when they are the same",
        )  # fmt: skip


class Register:
    """The facilities of the directory and of the file so far, to be found by number and by name."""

    def __init__(self, simulated: bool) -> None:
        self._simulated = simulated
        self._codes: set[str] = set()
        self._by_identifier: dict[str, str] = {}
        self._by_name: dict[tuple[str, str], list[_Entry]] = {}
        self._cards = {card.code: card for card in care.facilities(closed=True)}
        for card in self._cards.values():
            if card.simulated == simulated:
                self._add(_Entry(card.code, card.identifier, card.kind, card.lon, card.lat), card.name)

    def add(self, facts: FacilityFacts) -> None:
        """Remember a facility of the file."""
        self._add(_Entry(facts.code, facts.identifier, facts.kind, facts.lon, facts.lat), facts.name)

    def refuse_mixing(self, code: str) -> None:
        """May a facility of this code be told as it is meant, real or simulated? Refuses: Conflict."""
        card = self._cards.get(code)
        if card is not None:
            refuse_mixing(card.simulated, self._simulated, code)

    def as_known(self, facts: FacilityFacts) -> FacilityFacts:
        """The facility as FINESS has described it, with these services: a line of a practitioner knows less of it."""
        card = self._cards.get(facts.code)
        if card is None or not card.identifier:
            return facts
        given = card.point_from == "given"
        return replace(
            facts, kind=card.kind, name=card.name, place=card.place, lon=card.lon if given else None,
            lat=card.lat if given else None, address=card.address, phone=card.phone,
        )  # fmt: skip

    def _add(self, entry: _Entry, name: str) -> None:
        if entry.kind == COUNTED:
            return
        self._codes.add(entry.code)
        if entry.identifier:
            self._by_identifier.setdefault(entry.identifier, entry.code)
        self._by_name.setdefault((fold(name), entry.kind), []).append(entry)

    def same_as(self, facts: FacilityFacts) -> Same | None:
        """Under which other code is it there? None when it is new, or there under its own."""
        if facts.kind == COUNTED:
            return None
        if facts.identifier:
            code = self._by_identifier.get(facts.identifier)
            if code is not None:
                return None if code == facts.code else Same(code, True, True, facts)
        if facts.code in self._codes or facts.lon is None or facts.lat is None:
            return None
        for entry in self._by_name.get((fold(facts.name), facts.kind), ()):
            if entry.lon is None or entry.lat is None or entry.code == facts.code:
                continue
            if kilometres(facts.lon, facts.lat, entry.lon, entry.lat) <= NEAR_KM:
                two = bool(entry.identifier and facts.identifier and entry.identifier != facts.identifier)
                return Same(entry.code, False, not two, facts)
        return None
