"""What a new site gives to the places around it, by a method of the floating catchment family."""

from __future__ import annotations

import numpy as np

from pagus.engines.access.model import Decay, Method, Pairs
from pagus.engines.access.siting.candidates import Columns, columns_of
from pagus.engines.access.siting.model import Candidates, Floats
from pagus.errors import InputError, MethodError, ShapeError

__all__ = ["given_columns", "weights_of"]


def weights_of(minutes: Floats, decay: Decay) -> Floats:
    """How much does each travel time count?

    Takes: minutes (p,), the decay. Gives: (p,) the weight of the first edge it is not beyond, 0 beyond the last.
    """
    weights = np.append(np.asarray(decay.weights, dtype=np.float64), 0.0)
    return weights[np.searchsorted(np.asarray(decay.edges_min), minutes, side="left")]


def given_columns(std_people: Floats, pairs: Pairs, candidates: Candidates, method: Method) -> Columns:
    """How much access does each offer give to each place it reaches, if it opens?

    Takes: ``std_people`` (n,); pairs of the candidates' sites; offers with finite capacities; the method.
    Gives: columns of w S / D (w^2 S / D for M2SFCA), in capacity per standardised inhabitant; D counts everybody in
    reach, as these methods do: people who have other sites are counted in full, so offers add up.
    Refuses: MethodError for 3SFCA, where sites share their people and offers do not add up; InputError for a capacity
    without limit; ShapeError for another number of places.
    """
    if method.family == "3sfca":
        raise MethodError("by 3SFCA sites share their people, so what they give does not add up")
    if not np.isfinite(candidates.capacity[~candidates.forbidden]).all():
        raise InputError("access needs a finite capacity of each kind of site")
    if std_people.shape != (pairs.demand_count,):
        raise ShapeError(
            "{people} numbers of people for {places} places", people=len(std_people), places=pairs.demand_count
        )
    columns = columns_of(pairs, candidates)
    weight = weights_of(columns.value, method.decay)
    columns, weight = columns.keep(weight > 0), weight[weight > 0]
    reached = columns.sums(weight * std_people[columns.rows])
    capacity = np.where(np.isfinite(candidates.capacity), candidates.capacity, 0.0)
    ratio = np.divide(capacity, reached, out=np.zeros_like(reached), where=reached > 0)
    factor = weight * weight if method.family == "m2sfca" else weight
    return Columns(columns.ptr, columns.rows, factor * ratio[columns.owner], columns.row_count)
