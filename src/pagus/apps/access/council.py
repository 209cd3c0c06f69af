"""What a council asks about its commune: what is there, what goes when the doctor retires, what would help most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from pagus.apps.access.edits import Edit
from pagus.apps.access.lab import Lab, open_lab
from pagus.apps.access.outcome import Outcome, PlaceAccess, outcome_of
from pagus.apps.territory.queries import get_place
from pagus.errors import InputError
from pagus.library.access_lab import Arrival, arrivals

__all__ = ["Council", "Help", "SiteNear", "council_of"]

OTHER_METHODS = ("apl-2012", "apl-2015", "e2sfca-slow", "e2sfca-fast")
"""Other accepted ways to count the same care: how far they differ is a part of the uncertainty."""
MOST_NEAR = 5

Leaving = Literal["over_65", "oldest", "largest", "nearest", "nobody"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteNear:
    """A site that the commune reaches, and in how many minutes from its point."""

    code: str
    name: str
    place: str
    place_name: str
    minutes: float
    fte: float
    over_65: float
    oldest: int | None
    remote: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Something that may come to the commune, and what it would do after the loss."""

    arrival: Arrival
    value: float
    outcome: Outcome
    here: PlaceAccess
    gain: float
    """In access of the commune, over what the loss leaves; unscaled."""
    people_over: float
    """So many people of the territory fewer live at or under the threshold than after the loss."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """The facts of the note for a council."""

    lab: Lab
    code: str
    name: str
    here: PlaceAccess
    rank: int
    """Among the communes with people, 1 the best served."""
    of: int
    sites: tuple[SiteNear, ...]
    """Those that stand in the commune."""
    near: tuple[SiteNear, ...]
    """The nearest ones elsewhere."""
    reach: int
    """How many sites the commune reaches in all."""
    leaving: Leaving
    who: SiteNear | None
    loss: Outcome
    after_loss: PlaceAccess
    helps: tuple[Help, ...]
    """The most helpful first."""
    others: tuple[tuple[str, float], ...]
    """By other methods: the title, and access as a share of the territory's mean."""
    relative: float
    """Access as a share of the territory's mean by the method of the note."""


def council_of(territory: str, code: str, profession: str, method: str = "") -> Council:
    """What does a council need to know about its commune?

    Takes: the territory that it is compared with; the commune; a profession; a method, "" for the usual one.
    Refuses: as ``open_lab``; InputError for a place that is no commune of the territory, or where nobody lives.
    """
    lab = open_lab(territory, profession, method)
    if code not in lab.inside_codes:
        raise InputError("{place} is no commune of {territory}", place=code, territory=get_place(territory).name)
    today = outcome_of(lab, ())
    here = _place(today, code)
    if here.before is None:
        raise InputError("nobody lives in {place}: there is no access to speak of", place=get_place(code).name)
    near = _near(lab, code)
    leaving, who, edits = _loss(near, code)
    loss = outcome_of(lab, edits)
    lived = [place for place in today.places if place.before is not None]
    return Council(
        lab=lab,
        code=code,
        name=get_place(code).name,
        here=here,
        rank=1 + sum(1 for place in lived if (place.before or 0.0) > here.before + 1e-15),
        of=len(lived),
        sites=tuple(site for site in near if site.place == code),
        near=tuple(site for site in near if site.place != code)[:MOST_NEAR],
        reach=len(near),
        leaving=leaving,
        who=who,
        loss=loss,
        after_loss=_place(loss, code),
        helps=_helps(lab, code, edits, loss),
        others=_others(territory, code, profession, lab.method.id),
        relative=_relative(today, here),
    )


def _place(outcome: Outcome, code: str) -> PlaceAccess:
    return next(place for place in outcome.places if place.code == code)


def _relative(outcome: Outcome, here: PlaceAccess) -> float:
    return (here.before or 0.0) / outcome.before.mean if outcome.before.mean > 0 else 0.0


def _near(lab: Lab, code: str) -> list[SiteNear]:
    """All sites that somebody of the commune reaches, the nearest first."""
    mine = np.flatnonzero(lab.area.place == lab.area.codes.index(code))
    wanted = np.isin(lab.pairs.demand, mine)
    columns = np.searchsorted(lab.pairs.site_ptr, np.flatnonzero(wanted), side="right") - 1
    shortest: dict[int, float] = {}
    for column, minutes in zip(columns.tolist(), lab.pairs.minutes[wanted].tolist(), strict=True):
        shortest[column] = min(minutes, shortest.get(column, np.inf))
    found = [_site(lab.supply.row(column, named=True), minutes) for column, minutes in shortest.items()]
    return sorted((site for site in found if site.fte > 0 or site.remote), key=lambda site: (site.minutes, site.code))


def _site(row: dict[str, Any], minutes: float) -> SiteNear:
    return SiteNear(
        code=row["site"],
        name=row["name"],
        place=row["place"],
        place_name=get_place(row["place"]).name if row["place"] else "",
        minutes=minutes,
        fte=row["fte"],
        over_65=row["fte_over_65"],
        oldest=row["oldest_age"],
        remote=row["booth"],
    )


def _loss(near: Sequence[SiteNear], code: str) -> tuple[Leaving, SiteNear | None, tuple[Edit, ...]]:
    """Who goes: everyone over 65 of the commune; else its oldest or largest practice; else the nearest one."""
    mine = [site for site in near if site.place == code and not site.remote]
    old = [site for site in mine if site.over_65 > 0]
    if old:
        return "over_65", max(old, key=lambda site: site.over_65), (Edit(do="retire", place=code),)
    aged = [site for site in mine if site.oldest is not None]
    if aged:
        who = max(aged, key=lambda site: (site.oldest or 0, site.fte))
        return "oldest", who, (Edit(do="close", site=who.code),)
    if mine:
        who = max(mine, key=lambda site: site.fte)
        return "largest", who, (Edit(do="close", site=who.code),)
    elsewhere = [site for site in near if not site.remote]
    if elsewhere:
        return "nearest", elsewhere[0], (Edit(do="close", site=elsewhere[0].code),)
    return "nobody", None, ()


def _helps(lab: Lab, code: str, edits: tuple[Edit, ...], loss: Outcome) -> tuple[Help, ...]:
    place = get_place(code)
    before = _place(loss, code).after or 0.0
    found = []
    for each in arrivals():
        if not each.serves(lab.profession) or each.id == "practice":
            continue
        if each.is_factor:
            more = Edit(do="team", arrival=each.id, place=code, value=each.usual)
        else:
            more = Edit(do="open", arrival=each.id, place=code, lon=place.lon, lat=place.lat, value=each.usual)
        outcome = outcome_of(lab, (*edits, more))
        here = _place(outcome, code)
        over = loss.after.people_under - outcome.after.people_under
        found.append(
            Help(
                arrival=each,
                value=each.usual,
                outcome=outcome,
                here=here,
                gain=(here.after or 0.0) - before,
                people_over=over,
            )
        )
    return tuple(sorted(found, key=lambda each: -each.gain))


def _others(territory: str, code: str, profession: str, own: str) -> tuple[tuple[str, float], ...]:
    told = []
    for method in OTHER_METHODS:
        if method != own:
            outcome = outcome_of(open_lab(territory, profession, method), ())
            told.append((method, _relative(outcome, _place(outcome, code))))
    return tuple(told)
