"""What a scenario changes: access by commune, how unequal it is, who gains and who loses."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagus.apps.access.draft import Draft, after
from pagus.apps.access.edits import Edit
from pagus.apps.access.lab import Lab
from pagus.engines.access.inequality import inequality
from pagus.engines.access.model import Scores

__all__ = ["Figures", "Outcome", "PlaceAccess", "cut_points", "outcome_of"]

Floats = NDArray[np.float64]
NOTABLE = 0.01
"""Who gains or loses less than one per cent is counted as staying the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The territory in a few numbers. Access is capacity per standardised inhabitant, unscaled."""

    mean: float
    """Weighted by standardised people."""
    gini: float
    p90_p10: float | None
    """Between people: the best served tenth begins here, the worst ends there. None when the latter have nothing."""
    share_under: float
    """Of all people, those who live at or under the threshold."""
    people_under: float
    people: float
    fte: float
    remote_share: float
    """Of the capacity inside, the part given from elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAccess:
    """One commune of the territory. None where nobody lives."""

    code: str
    name: str
    people: float
    before: float | None
    after: float | None

    @property
    def change(self) -> float:
        """By how much access changes."""
        return 0.0 if self.before is None or self.after is None else self.after - self.before

    @property
    def relative(self) -> float:
        """The change as a share of what there was; 1 where there was nothing and is something."""
        if not self.before:
            return 1.0 if self.change > 0 else 0.0
        return self.change / self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A territory before and after. ``places`` are the communes inside, in the order of the area."""

    lab: Lab
    edits: tuple[Edit, ...]
    before: Figures
    after: Figures
    places: tuple[PlaceAccess, ...]
    threshold: float
    lost_before: tuple[int, float]
    lost_after: tuple[int, float]
    """Sites that nobody reaches, and their capacity."""
    people_gaining: float
    people_losing: float

    def winners(self, most: int = 8) -> tuple[PlaceAccess, ...]:
        """The communes that gain most, by share of what they had."""
        gain = [place for place in self.places if place.relative > NOTABLE]
        return tuple(sorted(gain, key=lambda place: (-place.relative, place.name))[:most])

    def losers(self, most: int = 8) -> tuple[PlaceAccess, ...]:
        """The communes that lose most, by share of what they had."""
        loss = [place for place in self.places if place.relative < -NOTABLE]
        return tuple(sorted(loss, key=lambda place: (place.relative, place.name))[:most])


def outcome_of(lab: Lab, edits: Sequence[Edit]) -> Outcome:
    """What do these changes do to this territory? Takes: the opened territory; checked changes.

    Gives: the outcome, computed anew from the tables. Without changes, before and after are the same.
    """
    untouched = after(lab, ())
    draft = after(lab, edits) if edits else untouched
    then = draft.scores() if edits else lab.today
    threshold = _threshold(lab)
    places = _places(lab, draft, then)
    notable = [place for place in places if abs(place.relative) > NOTABLE]
    return Outcome(
        lab=lab,
        edits=tuple(edits),
        before=_figures(lab, untouched, lab.today.access, threshold),
        after=_figures(lab, draft, then.access, threshold),
        places=places,
        threshold=threshold,
        lost_before=(len(lab.today.lost_sites), lab.today.lost_capacity),
        lost_after=(len(then.lost_sites), then.lost_capacity),
        people_gaining=sum(place.people for place in notable if place.change > 0),
        people_losing=sum(place.people for place in notable if place.change < 0),
    )


def cut_points(outcome: Outcome) -> tuple[float, float, float, float]:
    """Where do the five classes of the map part, in shown units?

    Gives: around the published threshold where there is one, else around today's mean; the same before and after.
    """
    lab = outcome.lab
    if lab.threshold.value is not None:
        low = lab.threshold.value
        return (0.4 * low, low, 1.4 * low, 1.8 * low)
    mean = outcome.before.mean * lab.scale
    cuts = [_round(mean * share) for share in (lab.threshold.share_of_mean / 2, lab.threshold.share_of_mean, 1.0, 1.5)]
    if len(set(cuts)) < 4:
        return (1.0, 2.0, 3.0, 4.0)
    return (cuts[0], cuts[1], cuts[2], cuts[3])


def place_access(lab: Lab, access: Floats, std_people: Floats) -> Floats:
    """The mean of each place, weighted by the need of its points; nan where nobody lives."""
    area = lab.area
    need = area.people_of_places(std_people)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(need > 0, area.people_of_places(std_people * access) / need, np.nan)


def _places(lab: Lab, draft: Draft, then: Scores) -> tuple[PlaceAccess, ...]:
    area = lab.area
    people = area.people_of_places(draft.people)
    before = place_access(lab, lab.today.access, area.demand.std_people)
    later = place_access(lab, then.access, draft.std_people)
    rows = zip(area.codes, area.names, people, before, later, strict=True)
    return tuple(
        PlaceAccess(
            code=code,
            name=name,
            people=float(count),
            before=None if np.isnan(old) else float(old),
            after=None if np.isnan(new) else float(new),
        )
        for code, name, count, old, new in itertools.islice(rows, area.inside_count)
    )


def _threshold(lab: Lab) -> float:
    """The threshold in unscaled access."""
    if lab.threshold.value is not None:
        return lab.threshold.value / lab.scale
    return lab.threshold.share_of_mean * _mean(lab, lab.today.access, lab.area.demand.std_people)


def _mean(lab: Lab, access: Floats, std_people: Floats) -> float:
    inside = lab.area.place < lab.area.inside_count
    need = float(std_people[inside].sum())
    return float((std_people * access)[inside].sum()) / need if need > 0 else 0.0


def _figures(lab: Lab, draft: Draft, access: Floats, threshold: float) -> Figures:
    inside = lab.area.place < lab.area.inside_count
    values, people = access[inside], draft.people[inside]
    sites = draft.sites_in("")
    capacity = sum(site.capacity for site in sites)
    measured = inequality(values, people, weighted_by="people", threshold=threshold)
    share = measured.share_at_or_under or 0.0
    return Figures(
        mean=_mean(lab, access, draft.std_people),
        gini=measured.gini,
        p90_p10=measured.p90_p10,
        share_under=share,
        people_under=share * measured.people,
        people=measured.people,
        fte=sum(site.fte for site in sites),
        remote_share=sum(site.capacity for site in sites if site.remote) / capacity if capacity else 0.0,
    )


def _round(value: float) -> float:
    """Two significant digits: cut points are read by people."""
    return float(f"{value:.2g}")
