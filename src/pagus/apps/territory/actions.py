"""Adding places, memberships and things to a workspace."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from math import isfinite

from django.db import transaction

from pagus.apps.journal import actions as journal
from pagus.apps.territory.kinds import OFFICIAL_KINDS
from pagus.apps.territory.models import LocalMembership, LocalPlace, Thing
from pagus.apps.territory.queries import get_place, territory
from pagus.errors import CodeError, Conflict, InputError
from pagus.kernel.places import Membership, Place, Territory, kind_of
from pagus.kit_language.model import Text
from pagus.library.territories import Definition, definition

__all__ = ["add_definition", "add_local_place", "add_local_places", "add_thing", "check_local_place"]

_CODE = re.compile(r"[a-z][a-z_]{0,29}:[A-Za-z0-9][A-Za-z0-9-]{0,28}")
_THING = re.compile(r"thing:[a-z0-9][a-z0-9-]{0,52}")
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,39}")
LONGEST_NAME = 200
_OTHER_SUBJECTS = frozenset({"person", "thing"})


def check_local_place(place: Place) -> None:
    """Can a workspace add this place?

    Takes: a place. Refuses: CodeError for a code that is not well written or of a kind that only the national tables
    have; InputError for an empty or unprintable name, a negative population, half a point or one off the Earth, or an
    end before the beginning.
    """
    if not _CODE.fullmatch(place.code):
        raise CodeError("{code!r} is no place code: write kind:identifier, as petr:saverne", code=place.code)
    kind = kind_of(place.code)
    if kind in OFFICIAL_KINDS or kind in _OTHER_SUBJECTS:
        raise CodeError("{code}: a {kind} cannot be added; choose another kind, as zone", code=place.code, kind=kind)
    if not place.name.strip() or not place.name.isprintable() or len(place.name) > LONGEST_NAME:
        raise InputError(
            "{code} has no name of 1 to {most} letters that can be printed", code=place.code, most=LONGEST_NAME
        )
    if place.population is not None and place.population < 0:
        raise InputError("{code}: a population of {count} is impossible", code=place.code, count=place.population)
    _check_point(place.code, place.lon, place.lat)
    if place.valid_from and place.valid_to and place.valid_to <= place.valid_from:
        raise InputError("{code}: valid_to is the first day after its end, later than valid_from", code=place.code)


def _check_point(code: str, lon: float | None, lat: float | None) -> None:
    if lon is None and lat is None:
        return
    if lon is None or lat is None:
        raise InputError("{code}: give lon and lat, or neither", code=code)
    if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        raise InputError("{code}: ({lon}, {lat}) is no point in degrees: lon before lat", code=code, lon=lon, lat=lat)


def add_local_place(place: Place, parents: Sequence[str] = (), members: Sequence[str] = (), *,
                    by: str = journal.SYSTEM, role: str = "operator") -> None:  # fmt: skip
    """Add one place, the larger places it lies in, and the smaller places that lie in it.

    Refuses: as ``check_local_place``; Conflict for a code in use; NotFound or CodeError for an unknown place.
    """
    links = [Membership(member=place.code, group=parent) for parent in parents]
    links += [Membership(member=member, group=place.code) for member in members]
    add_local_places([place], links, by=by, role=role)


def add_local_places(
    places: Sequence[Place], memberships: Sequence[Membership], *, by: str = journal.SYSTEM, role: str = "operator"
) -> None:
    """Add places and memberships, all or none.

    Refuses: as ``check_local_place``; Conflict for a code in use or a membership that is there already, CodeError for
    one that names no place, InputError for places that would contain each other.
    """
    if not places and not memberships:
        return
    with transaction.atomic():
        check_together(territory(), places, memberships)
        batch = secrets.token_hex(16)
        LocalPlace.objects.bulk_create(
            LocalPlace(
                code=place.code,
                name=place.name.strip(),
                population=place.population,
                lon=place.lon,
                lat=place.lat,
                valid_from=place.valid_from,
                valid_to=place.valid_to,
                batch=batch,
            )
            for place in places
        )
        LocalMembership.objects.bulk_create(
            LocalMembership(
                member=link.member, group=link.group, valid_from=link.valid_from, valid_to=link.valid_to, batch=batch
            )
            for link in memberships
        )
        codes = [place.code for place in places] or [link.group for link in memberships[:1]]
        detail = {"places": codes, "memberships": len(memberships)}
        journal.record(by, role, "add_places", codes[0], "territory", detail)


def check_together(known: Territory, places: Sequence[Place], memberships: Sequence[Membership]) -> None:
    """Would the territory hold together with these? Refuses as ``add_local_places``."""
    for place in places:
        check_local_place(place)
    concerned = known.memberships["member"].is_in([link.member for link in memberships])
    there = set(known.memberships.filter(concerned).select("member", "group").iter_rows())
    for link in memberships:
        if (link.member, link.group) in there:
            raise Conflict("{member} is in {group} already", member=link.member, group=link.group)
        there.add((link.member, link.group))
    together = known.with_local(places, memberships)
    for link in memberships:
        if link.member == link.group or link.member in _codes(together.ancestors(link.group)):
            raise InputError("{member} and {group} would contain each other", member=link.member, group=link.group)


def _codes(places: Iterable[Place]) -> set[str]:
    return {place.code for place in places}


def add_definition(slug: str, *, by: str = journal.SYSTEM) -> Definition:
    """Add the places of a shipped programme, as ``strasbourg_programme``. A second time it changes nothing.

    Gives: the definition. Refuses: NotFound for an unknown slug, Conflict when its codes are used for something else.
    """
    wanted = definition(slug)
    known = territory()
    present = [place for place in wanted.places if place.code in known]
    if present:
        same = all(known.get(place.code).name == place.name for place in wanted.places if place.code in known)
        if same and len(present) == len(wanted.places):
            return wanted
        raise Conflict("{code} is used here for another place", code=present[0].code)
    add_local_places(wanted.places, wanted.memberships, by=by)
    return wanted


def add_thing(
    code: str,
    name: Text,
    *,
    kind: str,
    place: str,
    represents: str | None = None,
    lon: float | None = None,
    lat: float | None = None,
    simulated: bool,
    by: str = journal.SYSTEM,
    role: str = "operator",
) -> None:
    """Add a thing and let observations about it in.

    Takes: a code ``thing:slug``; its name; its kind, as ``air_station``; the commune where it stands; the place whose
    air, traffic or water it speaks for (the commune when None); its point in degrees WGS84.
    Refuses: CodeError for a badly written code or kind, InputError for a place that is no commune or a point that is
    none, NotFound for an unknown place, Conflict for a code in use.
    """
    from pagus.apps.streams.actions import register_subject

    if not _THING.fullmatch(code) or not _SLUG.fullmatch(kind):
        raise CodeError(
            "{code!r} of kind {kind!r}: write thing:a-z0-9- and a kind of a-z, 0-9 and _", code=code, kind=kind
        )
    found = get_place(place)
    if found.kind != "commune":
        raise InputError("{place} is no commune: a thing stands in one, as commune:67482", place=place)
    speaks_for = get_place(represents if represents is not None else place)
    _check_point(code, lon, lat)
    with transaction.atomic():
        if Thing.objects.filter(code=code).exists():
            raise Conflict("the thing {code} exists already", code=code)
        Thing.objects.create(
            code=code,
            kind=kind,
            name_fr=name.fr,
            name_en=name.en,
            name_de=name.de,
            place=found.code,
            represents=speaks_for.code,
            lon=lon,
            lat=lat,
            simulated=simulated,
        )
        register_subject(code)
        journal.record(by, role, "add_thing", code, "territory")
