"""What somebody asks of the access lab: territory, profession, method and changes, as they stand in the address."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from pagus.apps.access.edits import Edit, plain_edits, read_edits
from pagus.apps.access.lab import PROFESSIONS, Lab, open_lab, usual_method
from pagus.apps.access.queries import SavedScenario, read_scenario
from pagus.apps.accounts import queries as accounts
from pagus.apps.territory.queries import get_place
from pagus.errors import InputError, NotFound
from pagus.library.access import access_methods

__all__ = ["Asked", "asked_of", "new_edit", "opened"]

LONGEST = 30_000
"""Letters of the changes in an address; longer scenarios are saved and named by their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question to the lab. ``raw`` are the changes, not yet checked."""

    place: str
    profession: str
    method: str
    raw: list[Any]
    scenario: SavedScenario | None
    key: str = ""

    def query(self, edits: tuple[Edit, ...] | None = None, **more: str) -> str:
        """The question as the query of an address, with these changes instead of its own."""
        plain = self.raw if edits is None else plain_edits(edits)
        facts = {"place": self.place, "profession": self.profession, "method": self.method}
        if plain:
            facts["edits"] = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        if self.scenario is not None:
            facts["scenario"] = str(self.scenario.number)
            if self.key:
                facts["key"] = self.key
        return urlencode({**facts, **more})

    def address(self, view: str = "access_lab", edits: tuple[Edit, ...] | None = None, **more: str) -> str:
        """The address of a page or file that answers the question."""
        return f"{reverse(f'console:{view}')}?{self.query(edits, **more)}"


def asked_of(request: HttpRequest) -> Asked:
    """What does this request ask? What it leaves open is that of the saved scenario it names, or the usual.

    Refuses: NotAllowed outside the user's territories; NotFound; InputError for changes that are no JSON.
    """
    given: QueryDict = request.POST if request.method == "POST" else request.GET
    number, key = given.get("scenario", ""), given.get("key", "")
    scenario = read_scenario(request.user, int(number), key) if number.isdigit() else None
    place = given.get("place") or (scenario.territory if scenario else _home(request))
    profession = given.get("profession") or (scenario.profession if scenario else PROFESSIONS[0])
    method = given.get("method") or (scenario.method if scenario else usual_method(profession))
    accounts.require(request.user, "see_places", get_place(place).code)
    if profession not in PROFESSIONS:
        raise NotFound("{profession} is no profession of the access lab", profession=profession)
    if method not in {each.id for each in access_methods()}:
        raise NotFound("no access method {method}: there are {methods}", method=method, methods="")
    text = given.get("edits")
    raw = _decoded(text) if text is not None else [dict(each) for each in scenario.edits] if scenario else []
    return Asked(place=get_place(place).code, profession=profession, method=method, raw=raw, scenario=scenario, key=key)


def opened(asked: Asked) -> tuple[Lab, tuple[Edit, ...]]:
    """The territory that is asked about, and the changes, checked. Refuses: as ``open_lab`` and ``read_edits``."""
    lab = open_lab(asked.place, asked.profession, asked.method)
    return lab, read_edits(asked.raw, lab)


def new_edit(given: Mapping[str, str], lab: Lab) -> dict[str, Any]:
    """Which change does the form ask for? Not yet checked.

    Takes: ``do`` (with the arrival after a colon), ``site``, ``at`` (a commune), ``value``, and
    ``lon`` and ``lat`` of a point on the map.
    """
    do, _colon, arrival = given.get("do", "").partition(":")
    at = given.get("at", "")
    edit: dict[str, Any] = {"do": do}
    if do in {"close", "move", "hours"}:
        edit["site"] = given.get("site", "")
    if arrival:
        edit["arrival"] = arrival
    if do in {"move", "open"}:
        edit |= _point(given, at, lab)
    elif at and do in {"team", "retire", "grow", "age"}:
        edit["place"] = at
    if do in {"hours", "open", "team", "grow", "age"}:
        edit["value"] = _number(given.get("value", ""))
    return edit


def _point(given: Mapping[str, str], at: str, lab: Lab) -> dict[str, Any]:
    if given.get("lon") and given.get("lat"):
        point: dict[str, Any] = {"lon": _number(given["lon"]), "lat": _number(given["lat"])}
        return point | ({"place": at} if at else {})
    if at not in lab.inside_codes:
        raise InputError("choose the commune in which this happens")
    place = get_place(at)
    return {"place": at, "lon": place.lon, "lat": place.lat}


def _number(text: str) -> float:
    written = text.strip().replace("\u202f", "").replace("\u00a0", "").replace(",", ".")
    try:
        return float(written)
    except ValueError as error:
        raise InputError("{value!r} is no number", value=text[:40]) from error


def _decoded(text: str) -> list[Any]:
    if len(text) > LONGEST:
        raise InputError("these are too many changes for an address: save the scenario and open it by its number")
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError) as error:
        raise InputError("the changes of this address cannot be read: it was cut or altered") from error
    if not isinstance(found, list):
        raise InputError("a scenario is a list of changes")
    return found


def _home(request: HttpRequest) -> str:
    mine = accounts.territories(request.user, "see_places")
    return mine[0] if mine else settings.WORKSPACE.territory
