"""Of whom may this one write, where do they live, and what may this one find? Remembered for a moment."""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import cache

from pagus.apps.accounts import queries as accounts
from pagus.apps.people.queries import is_person, members, visible_codes
from pagus.apps.resources.shapes import Limits
from pagus.apps.streams.queries import local_store, places_of
from pagus.doors.fhir_r4.access import Access
from pagus.errors import CodeError, NotFound
from pagus.fhir_r4 import RESOURCE_TYPES
from pagus.fhir_r4.search import patient_compartment

__all__ = ["NOBODY", "about_people", "forget_reach", "limits_of", "place_within"]

NOBODY = Limits(())
"""The limits of one who finds nothing."""

_REMEMBERED_S = 60.0
"""A subject that has moved out of a territory is noticed after this time, as at the other doors."""
_MOST_REMEMBERED = 200_000

_MOST_COVERINGS = 1_000

_coverings: dict[tuple[str, tuple[str, ...]], tuple[float, tuple[str, ...]]] = {}
_places: dict[tuple[str, ...], tuple[float, str]] = {}


def forget_reach() -> None:
    """Forget where subjects live."""
    _places.clear()
    _coverings.clear()


@cache
def about_people() -> tuple[str, ...]:
    """The types of resource that belong to a patient."""
    return tuple(sorted(each for each in RESOURCE_TYPES if each == "Patient" or patient_compartment(each)))


def place_within(access: Access, code: str) -> str | None:
    """Where is this subject, if it is known here and this one may write of it? None if not: the two are not told apart.

    Takes: a code, as ``person:P-7K3Q9``. Gives: the code of its place.
    """
    key = (access.name, access.source, access.territory, access.team, access.patient, code)
    now = time.monotonic()
    known = _places.get(key)
    if known is not None and known[0] > now:
        return known[1]
    place = places_of([code]).get(code)
    if place is None or not _may(access, code, place):
        return None
    if len(_places) > _MOST_REMEMBERED:
        _places.clear()
    _places[key] = (now + _REMEMBERED_S, place)
    return place


def _may(access: Access, code: str, place: str) -> bool:
    if is_person(code):
        return code in access.visible([code])
    if access.patient:
        return False
    try:
        return place in access.places([place])
    except (NotFound, CodeError):  # a subject that looks like a place, and is none
        return False


def limits_of(access: Access) -> Limits:
    """What may this one find among the kept resources?

    Resources about a known person lie where the person lives, all others where their sender is registered.
    """
    if access.patient:
        return Limits((), tuple(access.visible([access.patient])), about_people())
    known = local_store().resources.territories()
    if access.user is None:
        here = _covered(access.territory, known)
        if access.source and access.territory not in here:
            here = (*here, access.territory)
        if not access.team:
            return Limits(here)
        return Limits(here, _team(access), about_people())
    if isinstance(access.user, str):
        return Limits(tuple(known))
    grants = [grant for grant in accounts.grants(access.user) if "see_person" in grant.role.verbs]
    every = [_covered(grant.territory, known) for grant in grants if grant.role.every_team]
    if every:
        return Limits(tuple(sorted({place for places in every for place in places})))
    people = tuple(sorted(visible_codes(access.user))) if grants else ()
    return Limits(tuple(sorted(access.places(known))), people, about_people())


def _covered(territory: str, places: Iterable[str]) -> tuple[str, ...]:
    key = (territory, tuple(places))
    known = _coverings.get(key)
    if known is None or known[0] < time.monotonic():
        if len(_coverings) > _MOST_COVERINGS:
            _coverings.clear()
        found = tuple(sorted(accounts.covered(territory, key[1])))
        known = _coverings[key] = (time.monotonic() + _REMEMBERED_S, found)
    return known[1]


def _team(access: Access) -> tuple[str, ...]:
    """Those whom the team of this one follows, in its territory."""
    residences = members(access.team)
    here = accounts.covered(access.territory, set(residences.values()))
    return tuple(sorted(code for code, residence in residences.items() if residence in here))
