"""Scores, what-ifs and travel times of the tables in a request: arrays in, arrays out, nothing kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router as Addresses

from pagus.doors.api_v1.access.shapes import (
    BandShape,
    CandidateShape,
    ChangeShape,
    DemandShape,
    EditShape,
    InequalityShape,
    MatrixAnswer,
    MatrixAsk,
    MethodShape,
    PairShape,
    PlaceShape,
    ProblemShape,
    ScoresAnswer,
    ScoresAsk,
    ScoreShape,
    SiteAnswer,
    SiteAsk,
    SiteShape,
    WhatIfAnswer,
    WhatIfAsk,
)
from pagus.doors.api_v1.access.ways import straight_router
from pagus.engines.access import Demand, Method, Points, Sites, StraightRouter, inequality, scores
from pagus.engines.access.coordinates import require_together
from pagus.engines.access.model import Decay, Floats
from pagus.engines.access.siting import Effort, Limits, how_sure
from pagus.engines.access.siting.question import Asked, answer, plain_offers
from pagus.engines.access.trial import NamedEdit, try_edits
from pagus.errors import InputError
from pagus.library.access import access_method, access_methods

__all__ = ["addresses"]

addresses = Addresses(tags=["access"])
LONGEST_S = 20.0
"""A request waits for a proof so long at most; then the bound is that of the moment."""
REFUSALS = {400: ProblemShape, 401: ProblemShape, 403: ProblemShape, 404: ProblemShape, 422: ProblemShape}


@addresses.get("methods", response=list[MethodShape], auth=None, summary="Which methods of potential access are there?")
def methods(request: HttpRequest) -> list[MethodShape]:
    """Each with its bands, its source, and what is certain of it."""
    return [_told(method) for method in access_methods()]


@addresses.post("scores", response={200: ScoresAnswer, **REFUSALS}, summary="How much care can each place reach?")
def compute_scores(request: HttpRequest, ask: ScoresAsk) -> ScoresAnswer:
    """Capacity for each standardised inhabitant, and how unequal it is."""
    method, demand, sites, router = _tables(ask)
    pairs = router.pairs(demand.points, sites.points, method.decay.edges_min[-1])
    found = scores(pairs, demand.std_people, sites.capacity, method)
    return ScoresAnswer(
        method=_told(method),
        travel_time=pairs.router,
        pairs=len(pairs.demand),
        scores=[
            ScoreShape(id=name, access=access)
            for name, access in zip(demand.points.ids, found.access.tolist(), strict=True)
        ],
        inequality=_inequality(found.access, demand),
        lost_capacity=found.lost_capacity,
        lost_sites=[sites.points.ids[site] for site in found.lost_sites],
    )


@addresses.post("whatif", response={200: WhatIfAnswer, **REFUSALS}, summary="What would these edits change?")
def compute_whatif(request: HttpRequest, ask: WhatIfAsk) -> WhatIfAnswer:
    """The places whose access differs after all edits, and inequality before and after."""
    method, demand, sites, router = _tables(ask)
    trial = try_edits(demand, sites, method, router, [_edit(edit) for edit in ask.edits])
    before, after, ids = trial.before.access, trial.after.access, demand.points.ids
    return WhatIfAnswer(
        method=_told(method),
        travel_time=trial.router,
        changes=[
            ChangeShape(id=ids[place], before=float(before[place]), after=float(after[place]))
            for place in trial.changed.tolist()
        ],
        before=_inequality(before, demand),
        after=_inequality(after, demand),
    )


@addresses.post("matrix", response={200: MatrixAnswer, **REFUSALS}, summary="Who reaches what, in how many minutes?")
def compute_matrix(request: HttpRequest, ask: MatrixAsk) -> MatrixAnswer:
    """Every way from an origin to a target within the limit."""
    router = straight_router(ask.router)
    origins, targets = _points(ask.origins), _points(ask.targets)
    pairs = router.pairs(origins, targets, ask.within_min)
    target = np.repeat(np.arange(len(targets)), np.diff(pairs.site_ptr)).tolist()
    rows = zip(pairs.demand.tolist(), target, pairs.minutes.tolist(), strict=True)
    return MatrixAnswer(
        travel_time=pairs.router,
        pairs=[PairShape(origin=origins.ids[a], target=targets.ids[b], minutes=minutes) for a, b, minutes in rows],
    )


@addresses.post("site", response={200: SiteAnswer, **REFUSALS}, summary="Where would new sites help most?")
def compute_site(request: HttpRequest, ask: SiteAsk) -> dict[str, Any]:
    """The sites that open, in the order of what each adds, and a bound on what any other choice could reach."""
    router, places, offered = straight_router(ask.router), _points(ask.demand), _points(ask.candidates)
    people, std_people = _people(ask.demand)
    numbers = {
        name: np.array([np.inf if value is None else value for value in values], np.float64)
        for name, values in (
            ("cost", [each.cost for each in ask.candidates]),
            ("capacity", [each.capacity for each in ask.candidates]),
            ("serves", [each.serves for each in ask.candidates]),
        )
    }
    asked = Asked(
        objective=ask.objective,
        demand=Demand(places, people, std_people),
        offered=offered,
        candidates=plain_offers(offered, numbers, ask.objective),
        limits=Limits(ask.count, ask.budget),
        method=access_method(ask.method),
        sites=_sites(ask.sites, places) if ask.sites else None,
        within_min=ask.within_min,
        threshold=ask.threshold,
        effort=Effort(seconds=LONGEST_S),
    )
    found = answer(asked, router)
    return {
        **{
            name: getattr(found, name)
            for name in ("objective", "unit", "before", "value", "bound", "gap", "proven_gap")
        },
        "travel_time": router.words,
        "how_sure": how_sure(found),
        "chosen": [
            {"id": each.id, "cost": each.cost, "gain": each.gain, "value_after": each.value_after}
            for each in found.choices
        ],
        "unreachable": [places.ids[point] for point in found.unreachable],
    }


def _tables(ask: ScoresAsk) -> tuple[Method, Demand, Sites, StraightRouter]:
    bands = ask.decay
    decay = Decay(tuple(band.minutes for band in bands), tuple(band.weight for band in bands)) if bands else None
    people, std_people = _people(ask.demand)
    places = _points(ask.demand)
    method = access_method(ask.method, decay)
    return method, Demand(places, people, std_people), _sites(ask.sites, places), straight_router(ask.router)


def _people(rows: Sequence[DemandShape]) -> tuple[Floats, Floats]:
    people = np.array([each.people for each in rows], np.float64)
    return people, np.array([each.people if each.std_people is None else each.std_people for each in rows], np.float64)


def _sites(rows: Sequence[SiteShape], places: Points) -> Sites:
    points = _points(rows)
    require_together(points, places)
    return Sites(points, np.array([each.capacity for each in rows], np.float64), "fte")


def _points(rows: Sequence[DemandShape | SiteShape | PlaceShape | CandidateShape]) -> Points:
    ids = tuple(row.id for row in rows)
    if len(set(ids)) < len(ids):
        twice = next(name for number, name in enumerate(ids) if name in ids[:number])
        raise InputError("the id {id} stands twice in one table", id=twice)
    return Points(ids, np.array([row.lon for row in rows]), np.array([row.lat for row in rows]), "deg")


def _edit(asked: EditShape) -> NamedEdit:
    return NamedEdit(kind=asked.kind, id=asked.id, x=asked.lon, y=asked.lat, value=asked.value)


def _told(method: Method) -> MethodShape:
    here = (get_language() or "en")[:2]
    bands = zip(method.decay.edges_min, method.decay.weights, strict=True)
    return MethodShape(
        id=method.id,
        title=method.title[here],
        family=method.family,
        decay=[BandShape(minutes=edge, weight=weight) for edge, weight in bands],
        certainty=method.certainty,
        source=method.source,
        note=method.note[here],
    )


def _inequality(access: Floats, demand: Demand) -> InequalityShape | None:
    if not (demand.people > 0).any():
        return None
    return InequalityShape(**asdict(inequality(access, demand.people, weighted_by="people")))
