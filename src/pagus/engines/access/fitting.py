"""With which bands was a published access made? A fit to audit others' figures; never a proof."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import least_squares  # type: ignore[import-untyped]

from pagus.engines.access.catchment import scores
from pagus.engines.access.model import Decay, Floats, Method, Pairs
from pagus.errors import DataGapError, ShapeError

__all__ = ["FittedBands", "fit_band_weights"]

LEAST_ROWS = 20


@dataclass(frozen=True, slots=True)
class FittedBands:
    """The bands that come nearest, and how near.

    ``decay``: the first weight is 1. ``scale``: what access computed is to be multiplied by (the unit of the published
    figures is often another one). ``rms``: root of the mean square of what stays, in the unit published.
    ``explained``: share of the variation between places.
    """

    decay: Decay
    scale: float
    rms: float
    explained: float


def fit_band_weights(
    pairs: Pairs, std_people: Floats, capacity: Floats, method: Method, published: Floats
) -> FittedBands:
    """Which weights of these bands give an access nearest to the published one?

    Takes: as ``catchment.scores``; the edges and the first guess of the weights from ``method``; ``published`` (n,),
    NaN where nothing was published. Gives: ``FittedBands``; weights between 0 and 1, not forced to fall with time:
    bands that rise tell that travel times or supply are not those of the publisher. Refuses: ShapeError; DataGapError
    for fewer than 20 published figures.
    Method: bounded least squares over all weights but the first (Branch, Coleman and Li 1999), the scale in closed
    form.
    """
    if published.shape != std_people.shape:
        raise ShapeError(
            "{found} figures were published for {places} places", found=len(published), places=len(std_people)
        )
    known = np.isfinite(published)
    if known.sum() < LEAST_ROWS:
        raise DataGapError(
            "a fit needs {least} published figures at least, not {found}", least=LEAST_ROWS, found=int(known.sum())
        )
    target = published[known]

    def computed(weights: Floats) -> tuple[Floats, float]:
        decay = Decay(method.decay.edges_min, (1.0, *weights.tolist()))
        access = scores(pairs, std_people, capacity, replace(method, decay=decay)).access[known]
        square = float(access @ access)
        return access, float(access @ target) / square if square > 0 else 0.0

    def residual(weights: Floats) -> Floats:
        access, scale = computed(weights)
        return scale * access - target

    guess = np.clip(np.asarray(method.decay.weights[1:]) / method.decay.weights[0], 0.01, 0.99)
    weights = np.asarray(least_squares(residual, guess, bounds=(0, 1)).x) if len(guess) else guess
    left = residual(weights)
    variation = float(((target - target.mean()) ** 2).sum())
    return FittedBands(
        decay=Decay(method.decay.edges_min, (1.0, *weights.tolist())),
        scale=computed(weights)[1],
        rms=float(np.sqrt((left**2).mean())),
        explained=1 - float(left @ left) / variation if variation > 0 else 1.0,
    )
