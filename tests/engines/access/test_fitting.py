"""Band weights fitted to a published access: found again where they made it, with a misfit where they did not."""

from __future__ import annotations

import numpy as np
import pytest

from pagus.engines.access.catchment import scores
from pagus.engines.access.fitting import fit_band_weights
from pagus.engines.access.model import Decay
from pagus.errors import DataGapError, ShapeError
from tests.engines.access.making import method_of, pairs_of, random_territory

MINUTES, PEOPLE, CAPACITY = random_territory(300, 60)
PAIRS = pairs_of(MINUTES)
TRUE = method_of("e2sfca", Decay((10.0, 15.0, 20.0), (1.0, 0.6, 0.2)))
GUESS = method_of("e2sfca", Decay((10.0, 15.0, 20.0), (1.0, 0.5, 0.5)))


def test_weights_that_made_a_figure_are_found_again_whatever_its_unit() -> None:
    published = 3.5 * scores(PAIRS, PEOPLE, CAPACITY, TRUE).access
    published[::7] = np.nan
    found = fit_band_weights(PAIRS, PEOPLE, CAPACITY, GUESS, published)
    np.testing.assert_allclose(found.decay.weights, (1.0, 0.6, 0.2), rtol=1e-4)
    assert found.scale == pytest.approx(3.5, rel=1e-4)
    assert found.explained > 0.9999
    assert found.rms < 1e-3 * np.nanmean(published)


def test_figures_made_otherwise_leave_a_misfit() -> None:
    noise = np.random.default_rng(0).lognormal(0, 0.5, len(PEOPLE))
    published = noise * scores(PAIRS, PEOPLE, CAPACITY, TRUE).access
    assert fit_band_weights(PAIRS, PEOPLE, CAPACITY, GUESS, published).explained < 0.9


def test_refusals_and_one_band() -> None:
    published = scores(PAIRS, PEOPLE, CAPACITY, method_of("2sfca")).access
    assert fit_band_weights(PAIRS, PEOPLE, CAPACITY, method_of("2sfca"), published).scale == pytest.approx(1.0)
    with pytest.raises(ShapeError, match="2 figures were published"):
        fit_band_weights(PAIRS, PEOPLE, CAPACITY, GUESS, np.ones(2))
    with pytest.raises(DataGapError, match="20 published figures at least, not 0"):
        fit_band_weights(PAIRS, PEOPLE, CAPACITY, GUESS, np.full(len(PEOPLE), np.nan))
