"""How a place lies among the others, and how it is divided for a map and its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pagus.apps.territory import queries as places
from pagus.errors import InputError
from pagus.kernel.places import Detail, Place, Territory

__all__ = [
    "MEMBER",
    "Division",
    "Neighbourhood",
    "division",
    "division_geojson",
    "divisions",
    "neighbourhood",
    "outline_geojson",
]

MEMBER = "member"
"""The division of a local place into what was put into it, of whatever kind."""
BELOW: Mapping[str, tuple[str, ...]] = {
    "country": ("region", "departement"),
    "region": ("departement", "epci"),
    "departement": ("epci", "commune"),
    "arrondissement": ("commune",),
    "epci": ("commune",),
    "commune": (),
    "municipal_arrondissement": (),
}
LOCAL = (MEMBER, "epci", "commune")
TRAIL = ("country", "region", "departement", "programme", "petr", "epci", "commune")
COARSE = frozenset({"country", "region", "departement"})


@dataclass(frozen=True, slots=True)
class Division:
    """The parts of a place of one kind, by name. ``undrawn`` of them lie overseas and stand in the table only."""

    of: Place
    kind: str
    parts: tuple[Place, ...]
    undrawn: frozenset[str] = frozenset()

    @property
    def drawn(self) -> tuple[str, ...]:
        """The codes that the map shows."""
        return tuple(part.code for part in self.parts if part.code not in self.undrawn)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Where a place lies: the way down to it, all that holds the whole of it, and what holds a part of it."""

    trail: tuple[Place, ...]
    whole: tuple[Place, ...]
    part: tuple[Place, ...]


def divisions(code: str) -> tuple[str, ...]:
    """Into which kinds of parts can this place be divided, the usual one first?

    Takes: a place code. Gives: kinds, or ``MEMBER``; nothing for a commune. Refuses: NotFound.
    """
    place = places.get_place(code)
    kinds = BELOW.get(place.kind, LOCAL)
    if MEMBER not in kinds:
        return kinds
    direct = {part.kind for part in places.children(place.code)}
    return kinds if len(direct) > 1 or not direct <= set(kinds) else tuple(kind for kind in kinds if kind != MEMBER)


def division(code: str, kind: str = "") -> Division:
    """Which parts has this place?

    Takes: a place code; a kind of ``divisions``, "" for the usual one.
    Gives: the parts; an EPCI that lies in a département or region only in part is one of them. A commune, which has no
    parts, is drawn among the communes of its EPCI.
    Refuses: NotFound for the place, InputError for a kind that it is not divided into.
    """
    place = places.get_place(code)
    known = divisions(place.code)
    chosen = kind or (known[0] if known else "commune")
    if known and chosen not in known:
        raise InputError(
            "{place} is not divided by {kind}: choose one of {kinds}",
            place=place.name,
            kind=chosen,
            kinds=", ".join(known),
        )
    return _divide(places.territory(), place.code, chosen)


@lru_cache(maxsize=256)
def _divide(territory: Territory, code: str, kind: str) -> Division:
    place = territory.get(code)
    if kind == MEMBER:
        found = list(territory.children(code))
    elif kind == "epci":
        communes = territory.communes_within(code)
        bodies = {parent.code: parent for commune in communes for parent in territory.parents(commune, "epci")}
        found = list(bodies.values())
    elif place.kind in {"commune", "municipal_arrondissement"}:
        bodies = {parent.code: parent for parent in territory.parents(code, "epci")}
        found = [part for body in bodies for part in territory.children(body, "commune")] or [place]
    elif kind == "commune":
        found = [territory.get(commune) for commune in territory.communes_within(code)]
    else:
        found = [territory.get(part) for part in territory.within(code, kind)]
    parts = tuple(sorted(found, key=lambda part: (part.name, part.code)))
    far = frozenset(part.code for part in parts if part.zone != "metro") if place.kind == "country" else frozenset()
    return Division(place, kind, parts, far)


def division_geojson(chosen: Division, addresses: Mapping[str, str]) -> str:
    """Which GeoJSON draws these parts?

    Takes: a division; the address that a click opens, by code. Gives: as ``territory.queries.geojson``, with ``url``.
    """
    # Coarse outlines serve a map of the country or of a region; nearer by one sees that they are coarse.
    detail: Detail = "overview" if chosen.of.kind in {"country", "region"} else "full"
    return _draw(places.territory(), chosen.drawn, detail, tuple(sorted(addresses.items())))


@lru_cache(maxsize=64)
def _draw(territory: Territory, codes: tuple[str, ...], detail: Detail, addresses: tuple[tuple[str, str], ...]) -> str:
    properties = {code: {"url": address} for code, address in addresses}
    return territory.geojson(codes, detail=detail, properties=properties)


def outline_geojson(code: str) -> str:
    """Which GeoJSON draws the border of this place? Takes: a place code. Gives: as ``territory.queries.geojson``."""
    place = places.get_place(code)
    return _draw(places.territory(), (place.code,), "overview" if place.kind in COARSE else "full", ())


def neighbourhood(code: str) -> Neighbourhood:
    """In what does this place lie?

    Takes: a place code. Gives: the trail from the country down to it, itself last; all places that hold the whole of
    it, and those that hold only some of its communes. Refuses: NotFound.
    """
    return _surroundings(places.territory(), places.get_place(code).code)


@lru_cache(maxsize=1024)
def _surroundings(territory: Territory, code: str) -> Neighbourhood:
    place = territory.get(code)
    around = {other.code: other for other in territory.ancestors(code)}
    communes = territory.communes_within(code)
    # What holds a part of it holds one of its communes; for a whole region or country it is enough to ask one of them.
    for commune in communes[:1] if place.kind in {"country", "region"} else communes:
        around |= {other.code: other for other in territory.ancestors(commune)}
    others = [other for other in around.values() if other.code != code]
    whole = tuple(other for other in others if territory.is_within(code, other.code))
    part = (other for other in others if other not in whole and not territory.is_within(other.code, code))
    rank = TRAIL.index(place.kind) if place.kind in TRAIL else TRAIL.index("programme")
    steps = [other for other in whole if other.kind in TRAIL[:rank]]
    if place.kind in {"epci", "commune"}:
        # The administrative way: a commune may lie in several programmes, but in one département.
        steps = [other for other in steps if other.kind not in {"programme", "petr"}]
    return Neighbourhood((*sorted(steps, key=lambda other: TRAIL.index(other.kind)), place), whole, tuple(part))
