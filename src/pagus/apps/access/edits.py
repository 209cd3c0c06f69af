"""The changes of a scenario: read from JSON, checked against the territory, told one by one.

One form for all of them. ``do`` says what: close, move, hours (a practice); open, team (something comes to a place);
retire (everybody over 65); grow, age (the population). JSON names are those of the fields; what a change does not use
is absent.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from pagus.apps.access.lab import Lab
from pagus.errors import InputError, NotFound
from pagus.library.access_lab import arrival

__all__ = ["FACTORS", "MOST_EDITS", "MOST_FTE", "Do", "Edit", "plain_edits", "read_edits"]

Do = Literal["close", "move", "hours", "open", "team", "retire", "grow", "age"]
MOST_EDITS = 200
RETIREMENT_AGE = 65
MOST_FTE = 50.0
FACTORS = (0.2, 5.0)
NEEDS: Mapping[Do, tuple[str, ...]] = {
    "close": ("site",),
    "move": ("site", "point"),
    "hours": ("site", "value"),
    "open": ("arrival", "point", "value"),
    "team": ("arrival", "place", "value"),
    "retire": (),
    "grow": ("value",),
    "age": ("value",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change.

    ``site``: the code of a site, or ``new-1`` for the first that the scenario opens. ``place``: a commune, or "" for
    the whole territory. ``lon``, ``lat``: degrees. ``value``: full-time equivalents, or a factor.
    """

    do: Do
    site: str = ""
    place: str = ""
    arrival: str = ""
    lon: float | None = None
    lat: float | None = None
    value: float | None = None


def plain_edits(edits: Sequence[Edit]) -> list[dict[str, Any]]:
    """These changes as plain JSON-able objects, without what they do not use."""
    return [{key: value for key, value in asdict(edit).items() if value not in ("", None)} for edit in edits]


def read_edits(raw: object, lab: Lab) -> tuple[Edit, ...]:
    """Which changes are these, and can they be made here?

    Takes: the decoded JSON, a list of objects; the territory with its supply.
    Refuses: InputError that names the number of the first change that is wrong, and how.
    """
    if not isinstance(raw, list):
        raise InputError("a scenario is a list of changes")
    if len(raw) > MOST_EDITS:
        raise InputError("a scenario has at most {most} changes, not {count}", most=MOST_EDITS, count=len(raw))
    sites = set(lab.supply["site"])
    read: list[Edit] = []
    for number, one in enumerate(raw, 1):
        edit = _read(one, number)
        _check_facts(edit, number, lab, sites)
        if edit.do == "open":
            sites.add(f"new-{sum(1 for each in read if each.do == 'open') + 1}")
        read.append(edit)
    return tuple(read)


def _read(raw: object, number: int) -> Edit:
    if not isinstance(raw, Mapping) or raw.get("do") not in get_args(Do):
        raise InputError("change {number} is none of {known}", number=number, known=", ".join(get_args(Do)))
    texts: dict[str, Any] = {name: raw.get(name, "") for name in ("do", "site", "place", "arrival")}
    numbers: dict[str, Any] = {name: raw.get(name) for name in ("lon", "lat", "value")}
    if any(not isinstance(text, str) or len(text) > 100 for text in texts.values()):
        raise InputError("change {number} has a code that is no text", number=number)
    for name, value in numbers.items():
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise InputError("change {number}: {name} is no number", number=number, name=name)
        numbers[name] = float(value)
    return Edit(**texts, **numbers)


def _check_facts(edit: Edit, number: int, lab: Lab, sites: set[str]) -> None:
    needs = NEEDS[edit.do]
    if "site" in needs and edit.site not in sites:
        raise InputError("change {number}: no practice here has the code {site}", number=number, site=edit.site)
    if "point" in needs:
        _check_point(edit, number, lab)
    if edit.place and edit.place not in lab.inside_codes:
        raise InputError("change {number}: {place} is no commune of this territory", number=number, place=edit.place)
    if "place" in needs and not edit.place:
        raise InputError("change {number} needs a commune", number=number)
    if "value" in needs:
        _check_value(edit, number, lab)
    if edit.do == "retire" and edit.value not in (None, RETIREMENT_AGE):
        raise InputError("change {number}: ages are known only as over {age}", number=number, age=RETIREMENT_AGE)


def _check_point(edit: Edit, number: int, lab: Lab) -> None:
    if edit.lon is None or edit.lat is None:
        raise InputError("change {number} needs a point or a commune", number=number)
    west, south, east, north = lab.box
    if not (west <= edit.lon <= east and south <= edit.lat <= north):
        raise InputError(
            "change {number}: the point {lon}, {lat} lies outside the territory and its rim "
            "(longitude first, in degrees)",
            number=number,
            lon=edit.lon,
            lat=edit.lat,
        )


def _check_value(edit: Edit, number: int, lab: Lab) -> None:
    if edit.value is None:
        raise InputError("change {number} needs a number", number=number)
    least, most = (0.0, MOST_FTE) if edit.do == "hours" else FACTORS
    if edit.arrival:
        try:
            coming = arrival(edit.arrival)
        except NotFound as error:
            raise InputError("change {number}: {reason}", number=number, reason=str(error)) from error
        if not coming.serves(lab.profession) or coming.is_factor != (edit.do == "team"):
            raise InputError("change {number}: {arrival} brings no such care", number=number, arrival=edit.arrival)
        least, most = coming.least, coming.most
    elif edit.do in {"open", "team"}:
        raise InputError("change {number} does not say what comes", number=number)
    if not least <= edit.value <= most:
        raise InputError(
            "change {number}: {value} does not lie from {least} to {most}",
            number=number,
            value=edit.value,
            least=least,
            most=most,
        )
