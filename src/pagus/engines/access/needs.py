"""How much care do people of each age use? Weights applied, and recovered from what was published with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls  # type: ignore[import-untyped]

from pagus.engines.access.model import Floats
from pagus.errors import DataGapError, InputError, ShapeError

__all__ = ["AgeWeights", "recover_age_weights", "standardised"]

ROUNDING = 0.5
"""A published number of people is whole: a model that is right errs by half a person at most."""


@dataclass(frozen=True, slots=True, eq=False)
class AgeWeights:
    """How much each age class counts, and how well that explains what was published.

    ``weights`` (k,): care used by one person of each class, as a multiple of the mean. ``residual_rms`` and
    ``residual_max``: people of a place that the weights do not explain. ``explained``: share of the variation between
    places. ``is_rounding``: nothing is left but rounding to whole people: then, and only then, is the model theirs.
    ``determined``: the classes differ enough between places for each weight to be told from the others.
    """

    weights: Floats
    residual_rms: float
    residual_max: float
    explained: float
    is_rounding: bool
    determined: bool


def standardised(classes: Floats, weights: Floats) -> Floats:
    """How many inhabitants has each place, weighted by how much care their ages use?

    Takes: people by place and age class (n, k), 0 or more; weights (k,), 0 or more. Gives: (n,), scaled so that the
    whole has as many as it has people. Refuses: ShapeError, InputError for negative or missing numbers, DataGapError
    when all weigh nothing.
    """
    people, factors = _checked(classes, weights)
    weighted = people @ factors
    total = float(weighted.sum())
    if total <= 0:
        raise DataGapError("people or weights are all 0: nothing can be scaled")
    return np.asarray(weighted * (people.sum() / total))


def recover_age_weights(classes: Floats, std_people: Floats) -> AgeWeights:
    """With which age weights was this standardised population made?

    Takes: people by place and age class (n, k); standardised population (n,) as published, in whole people.
    Gives: ``AgeWeights``. Refuses: as ``standardised``; DataGapError with fewer places than classes.
    Method: non-negative least squares (Lawson and Hanson 1974) of std_people = classes @ weights. The residual is the
    test: if it is more than rounding, the publisher's model is another one (other classes, another year, sexes apart),
    and the weights are a description, not a recovery.
    """
    people, published = _checked(classes.T, std_people)
    people = people.T
    if len(people) < people.shape[1]:
        raise DataGapError(
            "{places} places do not settle {classes} age weights", places=len(people), classes=people.shape[1]
        )
    weights, _ = nnls(people, published)
    residual = published - people @ weights
    variation = float(((published - published.mean()) ** 2).sum())
    return AgeWeights(
        weights=weights,
        residual_rms=float(np.sqrt((residual**2).mean())),
        residual_max=float(np.abs(residual).max()),
        explained=1 - float((residual**2).sum()) / variation if variation > 0 else 1.0,
        is_rounding=bool(np.sqrt((residual**2).mean()) <= ROUNDING),
        determined=bool(np.linalg.matrix_rank(people) == people.shape[1]),
    )


def _checked(classes: Floats, weights: Floats) -> tuple[Floats, Floats]:
    if classes.ndim != 2 or weights.shape != (classes.shape[1],):
        raise ShapeError(
            "age classes have {columns} columns, and there are {weights} numbers beside them",
            columns=classes.shape[-1],
            weights=weights.size,
        )
    if not classes.size:
        raise DataGapError("there are no people by age")
    for values in (classes, weights):
        if not (np.isfinite(values).all() and (values >= 0).all()):
            raise InputError("people by age and their weights are numbers of 0 or more")
    return np.asarray(classes, np.float64), np.asarray(weights, np.float64)
